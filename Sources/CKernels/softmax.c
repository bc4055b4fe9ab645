#include "elementary.h"

LR_INLINE lr_scalar lr_row_maximum(const lr_scalar *x, long w) {
  lr_scalar largest = x[0];
  for (long c = 1; c < w; c++) largest = x[c] > largest ? x[c] : largest;
  return largest;
}

LR_KERNEL void lr_softmax(const lr_scalar *x, lr_scalar *y, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, x += w, y += w) {
    lr_scalar largest = lr_row_maximum(x, w), sum = 0;
    for (long c = 0; c < w; c++) {
      y[c] = lr_exp(x[c] - largest);
      sum += y[c];
    }
    for (long c = 0; c < w; c++) y[c] /= sum;
  }
}

LR_KERNEL void lr_softmax_gradient(
    const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, y += w, dy += w, dx += w) {
    lr_scalar sum = 0;
    for (long c = 0; c < w; c++) sum += y[c] * dy[c];
    for (long c = 0; c < w; c++) dx[c] = y[c] * (dy[c] - sum);
  }
}

LR_KERNEL void lr_log_softmax(const lr_scalar *x, lr_scalar *y, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, x += w, y += w) {
    lr_scalar largest = lr_row_maximum(x, w), sum = 0;
    for (long c = 0; c < w; c++) sum += lr_exp(x[c] - largest);
    lr_scalar logarithm = lr_log(sum);
    for (long c = 0; c < w; c++) y[c] = (x[c] - largest) - logarithm;
  }
}

LR_KERNEL void lr_log_softmax_gradient(
    const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, y += w, dy += w, dx += w) {
    lr_scalar sum = 0;
    for (long c = 0; c < w; c++) sum += dy[c];
    for (long c = 0; c < w; c++) dx[c] = dy[c] - lr_exp(y[c]) * sum;
  }
}

// One row: the gradient and the term of -sum a ln softmax(x).
LR_INLINE double lr_cross_entropy_row(
    const lr_scalar *x, long class, const lr_scalar *weights, lr_scalar *g, long w,
    lr_scalar scale, lr_scalar smoothing) {
  LR_FAST
  lr_scalar largest = lr_row_maximum(x, w), sum = 0;
  if (g) {
    for (long c = 0; c < w; c++) {
      g[c] = lr_exp(x[c] - largest);
      sum += g[c];
    }
  } else {
    for (long c = 0; c < w; c++) sum += lr_exp(x[c] - largest);
  }
  lr_scalar logarithm = lr_log(sum);
  lr_scalar share = (1 - smoothing) * (weights ? weights[class] : 1);
  double term = (double)share * ((double)logarithm - (double)(x[class] - largest));
  if (smoothing == 0) {
    if (g) {
      lr_scalar factor = scale * share / sum;
      for (long c = 0; c < w; c++) g[c] *= factor;
      g[class] -= scale * share;
    }
    return term;
  }
  lr_scalar each = smoothing / (lr_scalar)w, total = share;
  for (long c = 0; c < w; c++) {
    lr_scalar a = each * (weights ? weights[c] : 1);
    total += a;
    term += (double)a * ((double)logarithm - (double)(x[c] - largest));
  }
  if (g) {
    lr_scalar factor = scale * total / sum;
    for (long c = 0; c < w; c++) g[c] = g[c] * factor - scale * each * (weights ? weights[c] : 1);
    g[class] -= scale * share;
  }
  return term;
}

LR_KERNEL double lr_cross_entropy(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar smoothing) {
  double sum = 0;
  for (long i = 0; i < r; i++)
    sum += lr_cross_entropy_row(
        x + i * w, (long)classes[i], weights, g ? g + i * w : 0, w, scale, smoothing);
  return sum;
}

LR_KERNEL double lr_negative_log_likelihood(
    const lr_scalar *x, const lr_scalar *classes, lr_scalar *g, long r, long w,
    lr_scalar scale) {
  double sum = 0;
  for (long i = 0; i < r; i++) {
    long class = (long)classes[i];
    sum -= x[i * w + class];
    if (!g) continue;
    for (long c = 0; c < w; c++) g[i * w + c] = c == class ? -scale : 0;
  }
  return sum;
}

double lr_sum_of_weights(const lr_scalar *weights, const lr_scalar *classes, long r) {
  double sum = 0;
  for (long i = 0; i < r; i++) sum += weights[(long)classes[i]];
  return sum;
}
