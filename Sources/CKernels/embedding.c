#include <string.h>

#include "internal.h"

// The row that a token picks, or -1; NaN fails every comparison.
LR_INLINE long lr_token(lr_scalar x, long v) {
  if (!(x >= 0 && x < (lr_scalar)v)) return -1;
  long row = (long)x;
  return (lr_scalar)row == x && row < v ? row : -1;
}

void lr_embed(
    const lr_scalar *tokens, const lr_scalar *table, lr_scalar *y, long n, long v, long w) {
  for (long i = 0; i < n; i++) {
    long row = lr_token(tokens[i], v);
    if (row >= 0)
      memcpy(y + i * w, table + row * w, (size_t)w * sizeof(lr_scalar));
    else
      for (long j = 0; j < w; j++) y[i * w + j] = (lr_scalar)__builtin_nan("");
  }
}

LR_KERNEL void lr_embed_gradient(
    const lr_scalar *tokens, const lr_scalar *dy, lr_scalar *dtable, long n, long v, long w,
    long skipped) {
  for (long i = 0; i < n; i++) {
    long row = lr_token(tokens[i], v);
    if (row < 0 || row == skipped) continue;
    lr_scalar *restrict out = dtable + row * w;
    const lr_scalar *restrict d = dy + i * w;
    for (long j = 0; j < w; j++) out[j] += d[j];
  }
}
