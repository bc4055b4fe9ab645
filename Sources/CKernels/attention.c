#include "elementary.h"

enum { LR_LANES = 16 };

// Lanes that the compiler may keep in vectors, which it does not of a single running maximum.
LR_INLINE lr_scalar lr_wide_maximum(const lr_scalar *x, long n) {
  lr_scalar lanes[LR_LANES];
  for (int k = 0; k < LR_LANES; k++) lanes[k] = x[0];
  long c = 0;
  for (; c + LR_LANES <= n; c += LR_LANES)
    for (int k = 0; k < LR_LANES; k++) lanes[k] = x[c + k] > lanes[k] ? x[c + k] : lanes[k];
  lr_scalar largest = lanes[0];
  for (int k = 1; k < LR_LANES; k++) largest = lanes[k] > largest ? lanes[k] : largest;
  for (; c < n; c++) largest = x[c] > largest ? x[c] : largest;
  return largest;
}

// Columns that are worked on where only the first are seen: whole vectors, the rest of them zeros.
LR_INLINE long lr_columns_touched(long seen, long n) {
  long whole = (seen + LR_LANES - 1) / LR_LANES * LR_LANES;
  return whole < n ? whole : n;
}

LR_KERNEL void lr_attention_softmax(lr_scalar *x, long n, lr_scalar scale, int causal) {
  LR_FAST
  for (long i = 0; i < n; i++, x += n) {
    long seen = causal ? i + 1 : n, touched = lr_columns_touched(seen, n);
    lr_scalar largest = lr_wide_maximum(x, seen), sum = 0;
    for (long c = 0; c < touched; c++) {
      lr_scalar power = lr_exp(scale * (x[c] - largest));
      power = c < seen ? power : 0;
      x[c] = power;
      sum += power;
    }
    lr_scalar share = 1 / sum;
    for (long c = 0; c < touched; c++) x[c] *= share;
    for (long c = touched; c < n; c++) x[c] = 0;
  }
}

LR_KERNEL void lr_attention_softmax_gradient(
    const lr_scalar *restrict p, lr_scalar *restrict d, long n, lr_scalar scale, int causal) {
  LR_FAST
  for (long i = 0; i < n; i++, p += n, d += n) {
    long seen = causal ? i + 1 : n, touched = lr_columns_touched(seen, n);
    lr_scalar sum = 0;
    for (long c = 0; c < touched; c++) sum += c < seen ? p[c] * d[c] : 0;
    for (long c = 0; c < touched; c++) d[c] = c < seen ? scale * p[c] * (d[c] - sum) : 0;
    for (long c = touched; c < n; c++) d[c] = 0;
  }
}

LR_KERNEL void lr_add_to_rows(
    const lr_scalar *x, const lr_scalar *table, lr_scalar *y, long r, long w) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) y[i * w + c] = x[i * w + c] + table[c];
}
