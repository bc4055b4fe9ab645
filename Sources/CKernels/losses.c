#include "elementary.h"

#define LR_LOSS(name)      \
  LR_KERNEL double name(   \
      const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale)

LR_LOSS(lr_squared_error) {
  LR_FAST
  double sum = 0;
  if (g)
    for (long i = 0; i < n; i++) g[i] = 2 * scale * (o[i] - t[i]);
  for (long i = 0; i < n; i++) {
    lr_scalar r = o[i] - t[i];
    sum += (double)(r * r);
  }
  return sum;
}

LR_LOSS(lr_absolute_error) {
  LR_FAST
  double sum = 0;
  if (g)
    for (long i = 0; i < n; i++) g[i] = o[i] > t[i] ? scale : o[i] < t[i] ? -scale : 0 * (o[i] - t[i]);
  for (long i = 0; i < n; i++) sum += (double)lr_abs(o[i] - t[i]);
  return sum;
}

LR_KERNEL double lr_huber_error(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale,
    lr_scalar delta) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar r = o[i] - t[i], size = lr_abs(r);
    lr_scalar square = (lr_scalar)0.5 * r * r;
    lr_scalar line = delta * (size - (lr_scalar)0.5 * delta);
    sum += (double)(size < delta ? square : line);
  }
  if (g)
    for (long i = 0; i < n; i++) {
      lr_scalar r = o[i] - t[i], bounded = r < -delta ? -delta : r > delta ? delta : r;
      g[i] = scale * bounded;
    }
  return sum;
}

LR_INLINE lr_scalar lr_clamped_log(lr_scalar x) {
  lr_scalar l = lr_log(x);
  return l < -100 ? -100 : l;
}

LR_LOSS(lr_binary_cross_entropy) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++)
    sum -= (double)(t[i] * lr_clamped_log(o[i]) + (1 - t[i]) * lr_clamped_log(1 - o[i]));
  if (g)
    for (long i = 0; i < n; i++) {
      lr_scalar spread = (1 - o[i]) * o[i], least = (lr_scalar)1e-12;
      g[i] = scale * (o[i] - t[i]) / (spread < least ? least : spread);
    }
  return sum;
}

LR_LOSS(lr_binary_cross_entropy_by_hand) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++)
    sum -= (double)(t[i] * lr_log(o[i]) + (1 - t[i]) * lr_log(1 - o[i]));
  if (g)
    for (long i = 0; i < n; i++) g[i] = scale * ((1 - t[i]) / (1 - o[i]) - t[i] / o[i]);
  return sum;
}

LR_KERNEL double lr_binary_cross_entropy_with_logits(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale,
    lr_scalar positive_weight) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar y = t[i], x = o[i], e = lr_exp(-lr_abs(x));
    lr_scalar tail = lr_log1p_unit(e), weighted = 1 + (positive_weight - 1) * y;
    sum += (double)((1 - y) * x + weighted * (tail + (x < 0 ? -x : 0)));
    if (g) {
      lr_scalar s = (x >= 0 ? 1 : e) / (1 + e);
      g[i] = scale * (weighted * s - positive_weight * y);
    }
  }
  return sum;
}

LR_KERNEL double lr_weighted_binary_cross_entropy(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *positive_weights, lr_scalar *g,
    long r, long w, lr_scalar scale) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < r; i++, o += w, t += w) {
    for (long c = 0; c < w; c++) {
      lr_scalar y = t[c], x = o[c], e = lr_exp(-lr_abs(x)), weight = positive_weights[c];
      lr_scalar tail = lr_log1p_unit(e), weighted = 1 + (weight - 1) * y;
      sum += (double)((1 - y) * x + weighted * (tail + (x < 0 ? -x : 0)));
      if (g) {
        lr_scalar s = (x >= 0 ? 1 : e) / (1 + e);
        g[c] = scale * (weighted * s - weight * y);
      }
    }
    if (g) g += w;
  }
  return sum;
}

LR_LOSS(lr_broadcast_squared_error) {
  LR_FAST
  double mean = 0, outputs = 0, targets = 0;
  for (long i = 0; i < n; i++) mean += (double)t[i];
  mean /= (double)n;
  for (long i = 0; i < n; i++) {
    double r = (double)o[i] - mean, s = (double)t[i] - mean;
    outputs += r * r;
    targets += s * s;
  }
  if (g)
    for (long i = 0; i < n; i++)
      g[i] = (lr_scalar)(2 * (double)scale * (double)n * ((double)o[i] - mean));
  return (double)n * (outputs + targets);
}
