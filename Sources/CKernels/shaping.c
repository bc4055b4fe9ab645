#include <string.h>

#include "internal.h"

LR_INLINE void lr_fill(lr_scalar *y, long n, lr_scalar value) {
  for (long i = 0; i < n; i++) y[i] = value;
}

void lr_pad(const lr_scalar *x, lr_scalar *y, long boxes, const lr_margins *m, lr_scalar value) {
  const long width = m->before_w + m->w + m->after_w, height = m->before_h + m->h + m->after_h;
  for (long b = 0; b < boxes; b++) {
    lr_fill(y, m->before_d * height * width, value);
    y += m->before_d * height * width;
    for (long k = 0; k < m->d; k++) {
      lr_fill(y, m->before_h * width, value);
      y += m->before_h * width;
      for (long i = 0; i < m->h; i++, x += m->w, y += width) {
        lr_fill(y, m->before_w, value);
        memcpy(y + m->before_w, x, (size_t)m->w * sizeof(lr_scalar));
        lr_fill(y + m->before_w + m->w, m->after_w, value);
      }
      lr_fill(y, m->after_h * width, value);
      y += m->after_h * width;
    }
    lr_fill(y, m->after_d * height * width, value);
    y += m->after_d * height * width;
  }
}

void lr_crop(const lr_scalar *x, lr_scalar *y, long boxes, const lr_margins *m) {
  const long width = m->before_w + m->w + m->after_w, height = m->before_h + m->h + m->after_h;
  const long depth = m->before_d + m->d + m->after_d;
  for (long b = 0; b < boxes; b++)
    for (long k = 0; k < m->d; k++)
      for (long i = 0; i < m->h; i++, y += m->w) {
        long row = ((b * depth + m->before_d + k) * height + m->before_h + i) * width;
        memcpy(y, x + row + m->before_w, (size_t)m->w * sizeof(lr_scalar));
      }
}

LR_KERNEL void lr_scale_planes(
    const lr_scalar *x, const lr_scalar *factors, lr_scalar *y, long planes, long n) {
  for (long p = 0; p < planes; p++) {
    lr_scalar factor = factors[p];
    for (long i = 0; i < n; i++) y[p * n + i] = x[p * n + i] * factor;
  }
}
