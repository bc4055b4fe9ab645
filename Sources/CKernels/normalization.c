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

// Channel by channel, so that the second and third pass over a channel find it in the cache. Sums of
// each row's positions are taken together in double, as there may be many.
LR_INLINE lr_scalar lr_channel_mean(const lr_scalar *x, long r, long stride, long p) {
  LR_FAST
  double total = 0;
  for (long i = 0; i < r; i++) {
    lr_scalar sum = 0;
    for (long k = 0; k < p; k++) sum += x[i * stride + k];
    total += (double)sum;
  }
  return (lr_scalar)(total / ((double)r * (double)p));
}

LR_INLINE lr_scalar lr_channel_variance(
    const lr_scalar *x, long r, long stride, long p, lr_scalar mean) {
  LR_FAST
  double total = 0;
  for (long i = 0; i < r; i++) {
    lr_scalar sum = 0;
    for (long k = 0; k < p; k++) {
      lr_scalar d = x[i * stride + k] - mean;
      sum += d * d;
    }
    total += (double)sum;
  }
  return (lr_scalar)(total / ((double)r * (double)p));
}

LR_INLINE void lr_standardize_channel(
    const lr_scalar *restrict x, lr_scalar *restrict y, long r, long stride, long p,
    lr_scalar mean, lr_scalar factor, lr_scalar shift) {
  LR_FAST
  for (long i = 0; i < r; i++)
    for (long k = 0; k < p; k++)
      y[i * stride + k] = (x[i * stride + k] - mean) * factor + shift;
}

LR_KERNEL void lr_batch_norm_channels(
    const lr_scalar *x, lr_scalar *y, long r, long channels, long p, lr_scalar epsilon,
    const lr_scalar *scale, const lr_scalar *shift, lr_scalar *mean, lr_scalar *inverse,
    lr_scalar *variance) {
  long stride = channels * p;
  for (long c = 0; c < channels; c++) {
    const lr_scalar *channel = x + c * p;
    mean[c] = lr_channel_mean(channel, r, stride, p);
    variance[c] = lr_channel_variance(channel, r, stride, p, mean[c]);
    inverse[c] = 1 / lr_sqrt(variance[c] + epsilon);
    lr_standardize_channel(
        channel, y + c * p, r, stride, p, mean[c], inverse[c] * scale[c], shift[c]);
  }
}

LR_KERNEL void lr_standardize_channels(
    const lr_scalar *x, lr_scalar *y, long r, long channels, long p, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, const lr_scalar *shift) {
  long stride = channels * p;
  for (long c = 0; c < channels; c++)
    lr_standardize_channel(
        x + c * p, y + c * p, r, stride, p, mean[c], inverse[c] * scale[c], shift[c]);
}

LR_KERNEL void lr_batch_norm_channels_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *restrict dx, long r, long channels, long p,
    const lr_scalar *mean, const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *sums) {
  LR_FAST
  long stride = channels * p;
  for (long c = 0; c < channels; c++) {
    const lr_scalar *a = x + c * p, *d = dy + c * p;
    double total = 0, total_products = 0;
    for (long i = 0; i < r; i++) {
      lr_scalar sum = 0, products = 0;
      for (long k = 0; k < p; k++) {
        lr_scalar each = d[i * stride + k];
        sum += each;
        products += each * ((a[i * stride + k] - mean[c]) * inverse[c]);
      }
      total += (double)sum;
      total_products += (double)products;
    }
    sums[c] = (lr_scalar)total;
    sums[channels + c] = (lr_scalar)total_products;
    if (!dx) continue;
    double count = (double)r * (double)p;
    lr_scalar share = (lr_scalar)(total / count), slope = (lr_scalar)(total_products / count);
    lr_scalar factor = scale[c] * inverse[c];
    slope *= inverse[c];
    lr_scalar *g = dx + c * p;
    for (long i = 0; i < r; i++)
      for (long k = 0; k < p; k++)
        g[i * stride + k] =
            factor * (d[i * stride + k] - share - (a[i * stride + k] - mean[c]) * slope);
  }
}
