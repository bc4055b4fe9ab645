#include <string.h>

#include "internal.h"

// Two passes, so that a large mean doesn't swallow the variance.
LR_KERNEL void lr_column_moments(
    const lr_scalar *x, long r, long w, lr_scalar *mean, lr_scalar *variance) {
  LR_FAST
  memset(mean, 0, (size_t)w * sizeof(lr_scalar));
  memset(variance, 0, (size_t)w * sizeof(lr_scalar));
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) mean[c] += x[i * w + c];
  for (long c = 0; c < w; c++) mean[c] /= (lr_scalar)r;
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) {
      lr_scalar d = x[i * w + c] - mean[c];
      variance[c] += d * d;
    }
  for (long c = 0; c < w; c++) variance[c] /= (lr_scalar)r;
}

LR_KERNEL void lr_standardize_columns(
    const lr_scalar *x, long r, long w, const lr_scalar *mean, const lr_scalar *inverse,
    const lr_scalar *scale, const lr_scalar *shift, lr_scalar *y) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++)
      y[i * w + c] = (x[i * w + c] - mean[c]) * inverse[c] * scale[c] + shift[c];
}

LR_KERNEL void lr_standardize_columns_sums(
    const lr_scalar *x, const lr_scalar *dy, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, lr_scalar *sums) {
  LR_FAST
  lr_scalar *products = sums + w;
  memset(sums, 0, 2 * (size_t)w * sizeof(lr_scalar));
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) {
      lr_scalar d = dy[i * w + c];
      sums[c] += d;
      products[c] += d * (x[i * w + c] - mean[c]) * inverse[c];
    }
}

LR_KERNEL void lr_standardize_columns_gradient(
    const lr_scalar *x, const lr_scalar *dy, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, const lr_scalar *sums, lr_scalar *dx) {
  const lr_scalar *products = sums + w;
  lr_scalar share = 1 / (lr_scalar)r;
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) {
      lr_scalar standard = (x[i * w + c] - mean[c]) * inverse[c];
      lr_scalar rest = dy[i * w + c] - share * (sums[c] + standard * products[c]);
      dx[i * w + c] = scale[c] * inverse[c] * rest;
    }
}
