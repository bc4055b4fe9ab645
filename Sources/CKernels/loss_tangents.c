#include "elementary.h"

// Tangents h of the losses' gradients along a change u of the outputs, times scale.

LR_KERNEL void lr_huber_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long n,
    lr_scalar scale, lr_scalar delta) {
  for (long i = 0; i < n; i++) h[i] = lr_abs(o[i] - t[i]) < delta ? scale * u[i] : 0;
}

// Where p (1 - p) is held at its least value, the gradient is linear in p.
LR_KERNEL void lr_binary_cross_entropy_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long n,
    lr_scalar scale, lr_scalar least) {
  for (long i = 0; i < n; i++) {
    lr_scalar p = o[i], q = 1 - p, spread = p * q;
    lr_scalar bend = t[i] / (p * p) + (1 - t[i]) / (q * q);
    h[i] = scale * u[i] * (spread < least ? 1 / least : bend);
  }
}

LR_KERNEL void lr_binary_cross_entropy_with_logits_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar weight) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) {
      long k = i * w + c;
      lr_scalar s = lr_sigmoid(o[k]), positive = weights ? weights[c] : weight;
      h[k] = scale * (1 + (positive - 1) * t[k]) * s * (1 - s) * u[k];
    }
}

// Probabilities p go into h; returns p.u.
LR_INLINE lr_scalar lr_probabilities(
    const lr_scalar *x, const lr_scalar *u, lr_scalar *h, long w) {
  LR_FAST
  lr_scalar largest = x[0], sum = 0, mean = 0;
  for (long c = 1; c < w; c++) largest = x[c] > largest ? x[c] : largest;
  for (long c = 0; c < w; c++) {
    h[c] = lr_exp(x[c] - largest);
    sum += h[c];
  }
  for (long c = 0; c < w; c++) {
    h[c] /= sum;
    mean += h[c] * u[c];
  }
  return mean;
}

LR_KERNEL void lr_cross_entropy_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar smoothing) {
  lr_scalar spread = 0;
  for (long c = 0; c < w; c++) spread += smoothing / (lr_scalar)w * (weights ? weights[c] : 1);
  for (long i = 0; i < r; i++, x += w, u += w, h += w) {
    lr_scalar own = weights ? weights[(long)classes[i]] : 1;
    lr_scalar factor = scale * ((1 - smoothing) * own + spread);
    lr_scalar mean = lr_probabilities(x, u, h, w);
    for (long c = 0; c < w; c++) h[c] *= factor * (u[c] - mean);
  }
}

// First and second derivative by l = ln p of -(1 - p)^gamma l.
LR_INLINE void lr_focal_slopes(lr_scalar l, lr_scalar gamma, lr_scalar *first, lr_scalar *second) {
  lr_scalar missing = -lr_expm1(l), p = 1 - missing;
  if (gamma == 0 || missing <= 0) {
    *first = gamma == 0 ? -1 : 0;
    *second = 0;
    return;
  }
  lr_scalar power = lr_exp(gamma * lr_log(missing)), ratio = p / missing;
  *first = -power * (1 - gamma * ratio * l);
  *second = gamma * power * ratio * (2 + l - (gamma - 1) * ratio * l);
}

LR_KERNEL void lr_focal_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar gamma) {
  for (long i = 0; i < r; i++, x += w, u += w, h += w) {
    long class = (long)classes[i];
    lr_scalar factor = scale * (weights ? weights[class] : 1), first, second;
    lr_scalar mean = lr_probabilities(x, u, h, w);
    // Where p vanishes, so do all terms that l = ln p stands in.
    lr_scalar l = h[class] > 0 ? lr_log(h[class]) : -1000;
    lr_focal_slopes(l, gamma, &first, &second);
    lr_scalar along = factor * second * (u[class] - mean);
    for (long c = 0; c < w; c++)
      h[c] = along * ((c == class) - h[c]) - factor * first * h[c] * (u[c] - mean);
  }
}

LR_KERNEL void lr_binary_focal_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long n, lr_scalar scale, lr_scalar gamma) {
  for (long i = 0; i < n; i++) {
    int positive = classes[i] > 0;
    lr_scalar z = positive ? x[i] : -x[i], q = lr_sigmoid(-z), first, second;
    lr_scalar factor = scale * (weights ? weights[positive] : 1);
    lr_focal_slopes(-lr_softplus(-z), gamma, &first, &second);
    h[i] = factor * (second * q * q - first * q * (1 - q)) * u[i];
  }
}

LR_KERNEL void lr_gaussian_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long r, long k,
    lr_scalar scale, lr_scalar epsilon, int form) {
  for (long i = 0; i < r; i++, o += 2 * k, t += k, u += 2 * k, h += 2 * k)
    for (long c = 0; c < k; c++) {
      lr_scalar x = o[k + c], v = x, slope = 1, bend = 0;
      if (form == LR_SOFTPLUS_VARIANCE) {
        v = lr_softplus(x);
        slope = lr_sigmoid(x);
        bend = slope * (1 - slope);
      } else if (form == LR_LOG_VARIANCE) {
        v = slope = bend = lr_exp(x);
      }
      lr_scalar moved = v < epsilon ? 0 : slope * u[k + c];
      v = v < epsilon ? epsilon : v;
      lr_scalar d = o[c] - t[c], share = d * d / v;
      h[c] = scale * (u[c] - d * moved / v) / v;
      lr_scalar change = (2 * share - 1) * moved / v - 2 * d * u[c] / v;
      h[k + c] =
          (lr_scalar)0.5 * scale * (slope * change + bend * u[k + c] * (1 - share)) / v;
    }
}
