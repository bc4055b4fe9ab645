#include <string.h>

#include "internal.h"

// Two passes, so that a large mean doesn't swallow the variance.
LR_INLINE void lr_moments(
    const lr_scalar *x, long w, lr_scalar epsilon, lr_scalar *mean, lr_scalar *inverse) {
  LR_FAST
  lr_scalar sum = 0, squares = 0;
  for (long c = 0; c < w; c++) sum += x[c];
  lr_scalar middle = sum / (lr_scalar)w;
  for (long c = 0; c < w; c++) {
    lr_scalar d = x[c] - middle;
    squares += d * d;
  }
  *mean = middle;
  *inverse = 1 / lr_sqrt(squares / (lr_scalar)w + epsilon);
}

LR_INLINE void lr_start_sums(lr_scalar *sums, long n, int accumulate) {
  if (sums && !accumulate) memset(sums, 0, (size_t)n * sizeof(lr_scalar));
}

// MARK: Layer norm

LR_KERNEL void lr_layer_norm(
    const lr_scalar *restrict x, lr_scalar *restrict y, long r, long w, lr_scalar epsilon,
    const lr_scalar *restrict scale, const lr_scalar *restrict shift, lr_scalar *mean,
    lr_scalar *inverse) {
  LR_FAST
  for (long i = 0; i < r; i++, x += w, y += w) {
    lr_moments(x, w, epsilon, mean + i, inverse + i);
    lr_scalar m = mean[i], s = inverse[i];
    if (scale) {
      for (long c = 0; c < w; c++) y[c] = (x[c] - m) * s * scale[c] + shift[c];
    } else {
      for (long c = 0; c < w; c++) y[c] = (x[c] - m) * s;
    }
  }
}

// Constants for `scales` and `learns` make a loop without branches for each use.
LR_INLINE void lr_layer_norm_row_gradient(
    const lr_scalar *restrict x, const lr_scalar *restrict dy, lr_scalar *restrict dx, long w,
    lr_scalar mean, lr_scalar inverse, const lr_scalar *restrict scale,
    lr_scalar *restrict dscale, lr_scalar *restrict dshift, int scales, int learns) {
  LR_FAST
  lr_scalar sum = 0, products = 0;
  for (long c = 0; c < w; c++) {
    lr_scalar standard = (x[c] - mean) * inverse, d = dy[c];
    if (learns) {
      dscale[c] += d * standard;
      dshift[c] += d;
    }
    if (scales) d *= scale[c];
    sum += d;
    products += d * standard;
  }
  if (!dx) return;
  lr_scalar share = sum / (lr_scalar)w, slope = products / (lr_scalar)w * inverse;
  for (long c = 0; c < w; c++) {
    lr_scalar d = scales ? dy[c] * scale[c] : dy[c];
    dx[c] = inverse * (d - share - (x[c] - mean) * slope);
  }
}

LR_KERNEL void lr_layer_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *dscale, lr_scalar *dshift,
    int accumulate) {
  lr_start_sums(dscale, w, accumulate);
  lr_start_sums(dshift, w, accumulate);
  for (long i = 0; i < r; i++) {
    const lr_scalar *a = x + i * w, *d = dy + i * w;
    lr_scalar *g = dx ? dx + i * w : 0;
    if (dscale)
      lr_layer_norm_row_gradient(a, d, g, w, mean[i], inverse[i], scale, dscale, dshift, 1, 1);
    else if (scale)
      lr_layer_norm_row_gradient(a, d, g, w, mean[i], inverse[i], scale, 0, 0, 1, 0);
    else
      lr_layer_norm_row_gradient(a, d, g, w, mean[i], inverse[i], 0, 0, 0, 0, 0);
  }
}

// MARK: RMS norm

LR_KERNEL void lr_rms_norm(
    const lr_scalar *restrict x, lr_scalar *restrict y, long r, long w, lr_scalar epsilon,
    const lr_scalar *restrict scale, lr_scalar *inverse) {
  LR_FAST
  for (long i = 0; i < r; i++, x += w, y += w) {
    lr_scalar squares = 0;
    for (long c = 0; c < w; c++) squares += x[c] * x[c];
    lr_scalar s = 1 / lr_sqrt(squares / (lr_scalar)w + epsilon);
    inverse[i] = s;
    if (scale) {
      for (long c = 0; c < w; c++) y[c] = x[c] * s * scale[c];
    } else {
      for (long c = 0; c < w; c++) y[c] = x[c] * s;
    }
  }
}

LR_INLINE void lr_rms_norm_row_gradient(
    const lr_scalar *restrict x, const lr_scalar *restrict dy, lr_scalar *restrict dx, long w,
    lr_scalar inverse, const lr_scalar *restrict scale, lr_scalar *restrict dscale, int scales,
    int learns) {
  LR_FAST
  lr_scalar products = 0;
  for (long c = 0; c < w; c++) {
    lr_scalar product = dy[c] * (x[c] * inverse);
    if (learns) dscale[c] += product;
    products += scales ? product * scale[c] : product;
  }
  if (!dx) return;
  lr_scalar slope = products / (lr_scalar)w * inverse;
  for (long c = 0; c < w; c++) {
    lr_scalar d = scales ? dy[c] * scale[c] : dy[c];
    dx[c] = inverse * (d - x[c] * slope);
  }
}

LR_KERNEL void lr_rms_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long w,
    const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *dscale, int accumulate) {
  lr_start_sums(dscale, w, accumulate);
  for (long i = 0; i < r; i++) {
    const lr_scalar *a = x + i * w, *d = dy + i * w;
    lr_scalar *g = dx ? dx + i * w : 0;
    if (dscale)
      lr_rms_norm_row_gradient(a, d, g, w, inverse[i], scale, dscale, 1, 1);
    else if (scale)
      lr_rms_norm_row_gradient(a, d, g, w, inverse[i], scale, 0, 1, 0);
    else
      lr_rms_norm_row_gradient(a, d, g, w, inverse[i], 0, 0, 0, 0);
  }
}

// MARK: Group norm: segments of m channels with p positions each

LR_KERNEL void lr_group_norm(
    const lr_scalar *restrict x, lr_scalar *restrict y, long r, long groups, long m, long p,
    lr_scalar epsilon, const lr_scalar *scale, const lr_scalar *shift, lr_scalar *mean,
    lr_scalar *inverse) {
  LR_FAST
  for (long i = 0; i < r * groups; i++, x += m * p, y += m * p) {
    lr_moments(x, m * p, epsilon, mean + i, inverse + i);
    long first = i % groups * m;
    for (long c = 0; c < m; c++) {
      lr_scalar middle = mean[i], factor = inverse[i], added = 0;
      if (scale) {
        factor *= scale[first + c];
        added = shift[first + c];
      }
      for (long k = 0; k < p; k++) y[c * p + k] = (x[c * p + k] - middle) * factor + added;
    }
  }
}

LR_KERNEL void lr_group_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *restrict dx, long r, long groups, long m,
    long p, const lr_scalar *mean, const lr_scalar *inverse, const lr_scalar *scale,
    lr_scalar *dscale, lr_scalar *dshift, int accumulate) {
  LR_FAST
  lr_start_sums(dscale, groups * m, accumulate);
  lr_start_sums(dshift, groups * m, accumulate);
  for (long i = 0; i < r * groups; i++, x += m * p, dy += m * p) {
    long first = i % groups * m;
    lr_scalar middle = mean[i], s = inverse[i], total = 0, total_products = 0;
    for (long c = 0; c < m; c++) {
      lr_scalar sum = 0, products = 0;
      for (long k = 0; k < p; k++) {
        lr_scalar d = dy[c * p + k];
        sum += d;
        products += d * ((x[c * p + k] - middle) * s);
      }
      if (dscale) {
        dscale[first + c] += products;
        dshift[first + c] += sum;
      }
      lr_scalar weight = scale ? scale[first + c] : 1;
      total += weight * sum;
      total_products += weight * products;
    }
    if (!dx) continue;
    lr_scalar count = (lr_scalar)(m * p);
    lr_scalar share = total / count, slope = total_products / count * s;
    for (long c = 0; c < m; c++) {
      lr_scalar weight = scale ? scale[first + c] : 1;
      for (long k = 0; k < p; k++)
        dx[c * p + k] =
            s * (weight * dy[c * p + k] - share - (x[c * p + k] - middle) * slope);
    }
    dx += m * p;
  }
}
