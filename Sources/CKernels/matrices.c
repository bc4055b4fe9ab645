#include <string.h>

#include "internal.h"

void lr_fill_rows(const lr_scalar *b, lr_scalar *y, long r, long w) {
  for (long i = 0; i < r; i++) memcpy(y + i * w, b, (size_t)w * sizeof(lr_scalar));
}

LR_KERNEL void lr_sum_columns(
    const lr_scalar *x, lr_scalar *out, long r, long w, int accumulate) {
  LR_FAST
  if (w == 1) {
    lr_scalar sum = accumulate ? out[0] : 0;
    for (long i = 0; i < r; i++) sum += x[i];
    out[0] = sum;
    return;
  }
  if (!accumulate) memset(out, 0, (size_t)w * sizeof(lr_scalar));
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) out[c] += x[i * w + c];
}

LR_KERNEL void lr_row_products(
    const lr_scalar *x, const lr_scalar *v, lr_scalar b, lr_scalar *y, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    lr_scalar sum = 0;
    for (long c = 0; c < w; c++) sum += x[i * w + c] * v[c];
    y[i] = sum + b;
  }
}

LR_KERNEL void lr_weighted_row_sum(
    const lr_scalar *x, const lr_scalar *d, lr_scalar *out, long r, long w, int accumulate) {
  LR_FAST
  if (!accumulate) memset(out, 0, (size_t)w * sizeof(lr_scalar));
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) out[c] += d[i] * x[i * w + c];
}

LR_KERNEL void lr_outer_product(
    const lr_scalar *d, const lr_scalar *v, lr_scalar *y, long r, long w) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) y[i * w + c] = d[i] * v[c];
}

LR_KERNEL void lr_multiply(const lr_scalar *a, const lr_scalar *b, lr_scalar *y, long n) {
  for (long i = 0; i < n; i++) y[i] = a[i] * b[i];
}

LR_KERNEL void lr_sum(const lr_scalar *a, const lr_scalar *b, lr_scalar *y, long n) {
  for (long i = 0; i < n; i++) y[i] = a[i] + b[i];
}

void lr_copy_columns(
    const lr_scalar *x, long x_width, long i, lr_scalar *y, long y_width, long j, long columns,
    long r) {
  for (long row = 0; row < r; row++)
    memcpy(y + row * y_width + j, x + row * x_width + i, (size_t)columns * sizeof(lr_scalar));
}

LR_KERNEL void lr_scale(lr_scalar *x, long n, lr_scalar factor) {
  for (long i = 0; i < n; i++) x[i] *= factor;
}

LR_KERNEL void lr_clamp(lr_scalar *x, long n, lr_scalar limit) {
  for (long i = 0; i < n; i++) {
    lr_scalar v = x[i] > limit ? limit : x[i];
    x[i] = v < -limit ? -limit : v;
  }
}

LR_KERNEL void lr_add_penalty(
    const lr_scalar *w, lr_scalar *g, long n, lr_scalar l1, lr_scalar l2) {
  for (long i = 0; i < n; i++) {
    lr_scalar sign = w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0;
    g[i] += sign + l2 * w[i];
  }
}

void lr_gather(const lr_scalar *x, const int32_t *rows, lr_scalar *y, long r, long w) {
  if (w == 1) {
    for (long i = 0; i < r; i++) y[i] = x[rows[i]];
    return;
  }
  for (long i = 0; i < r; i++)
    memcpy(y + i * w, x + rows[i] * w, (size_t)w * sizeof(lr_scalar));
}

// In squares whose lines all stay in the first cache.
LR_KERNEL void lr_transpose(const lr_scalar *x, lr_scalar *y, long r, long w) {
  enum { SIDE = 16 };
  for (long top = 0; top < r; top += SIDE)
    for (long left = 0; left < w; left += SIDE) {
      long bottom = top + SIDE < r ? top + SIDE : r, right = left + SIDE < w ? left + SIDE : w;
      for (long c = left; c < right; c++)
        for (long i = top; i < bottom; i++) y[c * r + i] = x[i * w + c];
    }
}
