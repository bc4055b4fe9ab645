#include <string.h>

#include "elementary.h"
#include "philox.h"

// The quantile of the standard normal distribution at (1 + x) / 2, by Giles' polynomials for the
// inverse error function: "Approximating the erfinv function", GPU Computing Gems 2 (2011).
LR_INLINE lr_scalar lr_normal_quantile(lr_scalar x) {
  lr_scalar w = -lr_log((1 - x) * (1 + x));
  lr_scalar a = w - (lr_scalar)2.5;
  lr_scalar p = (lr_scalar)2.81022636e-08;
  p = (lr_scalar)3.43273939e-07 + p * a;
  p = (lr_scalar)-3.5233877e-06 + p * a;
  p = (lr_scalar)-4.39150654e-06 + p * a;
  p = (lr_scalar)0.00021858087 + p * a;
  p = (lr_scalar)-0.00125372503 + p * a;
  p = (lr_scalar)-0.00417768164 + p * a;
  p = (lr_scalar)0.246640727 + p * a;
  p = (lr_scalar)1.50140941 + p * a;
  lr_scalar b = lr_sqrt(w) - 3;
  lr_scalar q = (lr_scalar)-0.000200214257;
  q = (lr_scalar)0.000100950558 + q * b;
  q = (lr_scalar)0.00134934322 + q * b;
  q = (lr_scalar)-0.00367342844 + q * b;
  q = (lr_scalar)0.00573950773 + q * b;
  q = (lr_scalar)-0.0076224613 + q * b;
  q = (lr_scalar)0.00943887047 + q * b;
  q = (lr_scalar)1.00167406 + q * b;
  q = (lr_scalar)2.83297682 + q * b;
  return (lr_scalar)1.41421356237309505 * x * (w < 5 ? p : q);
}

LR_KERNEL void lr_add_normal(
    lr_scalar *x, long n, lr_scalar std, uint64_t key_low, uint64_t key_high, uint64_t step) {
  LR_FAST
  uint64_t block = 0;
  for (long i = 0; i < n; i += 64) {
    lr_scalar drawn[64];
    for (long k = 0; k < 64; k += 8) {
      uint64_t c[4] = {++block, 0, 0, step};
      lr_philox(c, key_low, key_high);
      // 23 bits and a half: exact in Float, symmetric about 0, and never 1.
      for (int j = 0; j < 4; j++) {
        drawn[k + 2 * j] =
            ((lr_scalar)(int32_t)((c[j] & 0xFFFFFFFFu) >> 9) + (lr_scalar)0.5) * (lr_scalar)0x1p-22 - 1;
        drawn[k + 2 * j + 1] =
            ((lr_scalar)(int32_t)(c[j] >> 41) + (lr_scalar)0.5) * (lr_scalar)0x1p-22 - 1;
      }
    }
    long count = n - i < 64 ? n - i : 64;
    for (long k = 0; k < count; k++) x[i + k] += std * lr_normal_quantile(drawn[k]);
  }
}

// The place that a mirrored image shows at i, which lies less than n outside 0 ..< n.
LR_INLINE long lr_mirrored(long i, long n) {
  if (i < 0) i = -i;
  return i >= n ? 2 * (n - 1) - i : i;
}

void lr_shift(
    const lr_scalar *x, lr_scalar *y, long o, long h, long w, long k, long dy, long dx,
    int mirrors) {
  for (long plane = 0; plane < o; plane++)
    for (long row = 0; row < h; row++) {
      lr_scalar *target = y + (plane * h + row) * w * k;
      long from = mirrors ? lr_mirrored(row - dy, h) : row - dy;
      if (from < 0 || from >= h) {
        memset(target, 0, (size_t)(w * k) * sizeof(lr_scalar));
        continue;
      }
      const lr_scalar *source = x + (plane * h + from) * w * k;
      // Places first ..< last come from inside the image.
      long first = dx > 0 ? (dx < w ? dx : w) : 0;
      long last = dx < 0 ? (w + dx > 0 ? w + dx : 0) : w;
      if (first < last)
        memcpy(
            target + first * k, source + (first - dx) * k,
            (size_t)((last - first) * k) * sizeof(lr_scalar));
      for (long place = 0; place < w; place++) {
        if (place >= first && place < last) continue;
        for (long j = 0; j < k; j++)
          target[place * k + j] = mirrors ? source[lr_mirrored(place - dx, w) * k + j] : 0;
      }
    }
}

void lr_flip_horizontal(lr_scalar *x, long o, long h, long w, long k) {
  for (long row = 0; row < o * h; row++) {
    lr_scalar *line = x + row * w * k;
    for (long left = 0, right = w - 1; left < right; left++, right--)
      for (long j = 0; j < k; j++) {
        lr_scalar kept = line[left * k + j];
        line[left * k + j] = line[right * k + j];
        line[right * k + j] = kept;
      }
  }
}

void lr_flip_vertical(lr_scalar *x, long o, long h, long w, long k) {
  for (long plane = 0; plane < o; plane++)
    for (long top = 0, bottom = h - 1; top < bottom; top++, bottom--) {
      lr_scalar *a = x + (plane * h + top) * w * k, *b = x + (plane * h + bottom) * w * k;
      for (long i = 0; i < w * k; i++) {
        lr_scalar kept = a[i];
        a[i] = b[i];
        b[i] = kept;
      }
    }
}

void lr_clear_box(
    lr_scalar *x, long o, long h, long w, long k, long top, long bottom, long left, long right) {
  for (long plane = 0; plane < o; plane++)
    for (long row = top; row < bottom; row++)
      memset(
          x + ((plane * h + row) * w + left) * k, 0,
          (size_t)((right - left) * k) * sizeof(lr_scalar));
}

LR_KERNEL void lr_mix(const lr_scalar *x, lr_scalar *y, long n, lr_scalar a) {
  for (long i = 0; i < n; i++) y[i] = a * y[i] + (1 - a) * x[i];
}
