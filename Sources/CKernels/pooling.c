#include <string.h>

#include "internal.h"

// What one output reads of an axis: inputs from low up to high; size counts padding too.
typedef struct {
  long low, high, size;
} lr_span;

LR_INLINE lr_span lr_span_of(const lr_axis *a, long o) {
  if (a->kernel == 0) {
    long low = o * a->size / a->outputs, high = ((o + 1) * a->size + a->outputs - 1) / a->outputs;
    return (lr_span){low, high, high - low};
  }
  long low = o * a->stride - a->padding, high = low + (a->kernel - 1) * a->dilation + 1;
  long end = a->size + a->padding, size = (high < end ? high : end) - low;
  if (low < 0) low += (a->dilation - 1 - low) / a->dilation * a->dilation;
  return (lr_span){low, high < a->size ? high : a->size, size};
}

LR_INLINE int lr_is_halving(const lr_window *w) {
  const lr_axis v = w->vertical, h = w->horizontal;
  return v.kernel == 2 && h.kernel == 2 && v.stride == 2 && h.stride == 2 && v.padding == 0 &&
         h.padding == 0 && v.dilation == 1 && h.dilation == 1;
}

// Windows of 2 x 2 side by side: two rows in, one row out.
LR_KERNEL static void lr_max_halve(
    const lr_scalar *x, lr_scalar *y, int32_t *chosen, long planes, const lr_window *w) {
  const long height = w->vertical.size, width = w->horizontal.size;
  const long rows = w->vertical.outputs, n = w->horizontal.outputs;
  for (long p = 0; p < planes; p++)
    for (long o = 0; o < rows; o++) {
      const lr_scalar *top = x + (p * height + 2 * o) * width, *bottom = top + width;
      lr_scalar *out = y + (p * rows + o) * n;
      int32_t *index = chosen + (p * rows + o) * n;
      const int32_t start = (int32_t)(2 * o * width), below = (int32_t)width;
      for (long j = 0; j < n; j++) {
        lr_scalar best = top[2 * j], b = top[2 * j + 1], c = bottom[2 * j], d = bottom[2 * j + 1];
        int32_t at = 0;
        // Not "b > best" alone: NaN must win.
        at = b > best || b != b ? 1 : at, best = b > best || b != b ? b : best;
        at = c > best || c != c ? below : at, best = c > best || c != c ? c : best;
        at = d > best || d != d ? below + 1 : at, best = d > best || d != d ? d : best;
        out[j] = best;
        index[j] = start + 2 * (int32_t)j + at;
      }
    }
}

LR_KERNEL static void lr_max_halve_gradient(
    const lr_scalar *dy, const int32_t *chosen, lr_scalar *dx, long planes, const lr_window *w) {
  const long height = w->vertical.size, width = w->horizontal.size;
  const long rows = w->vertical.outputs, n = w->horizontal.outputs;
  for (long p = 0; p < planes; p++) {
    for (long o = 0; o < rows; o++) {
      lr_scalar *top = dx + (p * height + 2 * o) * width, *bottom = top + width;
      const lr_scalar *in = dy + (p * rows + o) * n;
      const int32_t *index = chosen + (p * rows + o) * n;
      const int32_t start = (int32_t)(2 * o * width), below = (int32_t)width;
      for (long j = 0; j < n; j++) {
        int32_t at = index[j] - start - 2 * (int32_t)j;
        top[2 * j] = at == 0 ? in[j] : 0;
        top[2 * j + 1] = at == 1 ? in[j] : 0;
      }
      for (long j = 0; j < n; j++) {
        int32_t at = index[j] - start - 2 * (int32_t)j;
        bottom[2 * j] = at == below ? in[j] : 0;
        bottom[2 * j + 1] = at == below + 1 ? in[j] : 0;
      }
      if (width > 2 * n) top[2 * n] = bottom[2 * n] = 0;
    }
    if (height > 2 * rows)
      memset(dx + (p * height + 2 * rows) * width, 0, (size_t)width * sizeof(lr_scalar));
  }
}

LR_KERNEL void lr_max_pool(
    const lr_scalar *x, lr_scalar *y, int32_t *chosen, long planes, const lr_window *w) {
  if (lr_is_halving(w)) {
    lr_max_halve(x, y, chosen, planes, w);
    return;
  }
  const lr_axis v = w->vertical, h = w->horizontal;
  for (long p = 0; p < planes; p++, x += v.size * h.size)
    for (long o = 0; o < v.outputs; o++) {
      lr_span rows = lr_span_of(&v, o);
      for (long q = 0; q < h.outputs; q++) {
        lr_span columns = lr_span_of(&h, q);
        lr_scalar best = -(lr_scalar)__builtin_inf();
        long at = -1;
        for (long i = rows.low; i < rows.high; i += v.dilation)
          for (long j = columns.low; j < columns.high; j += h.dilation) {
            lr_scalar value = x[i * h.size + j];
            if (value > best || value != value || at < 0) {
              best = value;
              at = i * h.size + j;
            }
          }
        *y++ = best;
        *chosen++ = (int32_t)at;
      }
    }
}

void lr_max_pool_gradient(
    const lr_scalar *dy, const int32_t *chosen, lr_scalar *dx, long planes, const lr_window *w) {
  if (lr_is_halving(w)) {
    lr_max_halve_gradient(dy, chosen, dx, planes, w);
    return;
  }
  const long inputs = w->vertical.size * w->horizontal.size;
  const long outputs = w->vertical.outputs * w->horizontal.outputs;
  memset(dx, 0, (size_t)(planes * inputs) * sizeof(lr_scalar));
  for (long p = 0; p < planes; p++)
    for (long o = 0; o < outputs; o++) {
      int32_t at = chosen[p * outputs + o];
      if (at >= 0) dx[p * inputs + at] += dy[p * outputs + o];
    }
}

LR_INLINE lr_scalar lr_share(lr_span rows, lr_span columns, int counts_padding) {
  long inside = (rows.high - rows.low) * (columns.high - columns.low);
  return 1 / (lr_scalar)(counts_padding ? rows.size * columns.size : inside);
}

LR_KERNEL void lr_average_pool(
    const lr_scalar *x, lr_scalar *y, long planes, const lr_window *w, int counts_padding) {
  LR_FAST
  const lr_axis v = w->vertical, h = w->horizontal;
  for (long p = 0; p < planes; p++, x += v.size * h.size)
    for (long o = 0; o < v.outputs; o++) {
      lr_span rows = lr_span_of(&v, o);
      for (long q = 0; q < h.outputs; q++) {
        lr_span columns = lr_span_of(&h, q);
        lr_scalar sum = 0;
        for (long i = rows.low; i < rows.high; i++)
          for (long j = columns.low; j < columns.high; j++) sum += x[i * h.size + j];
        *y++ = sum * lr_share(rows, columns, counts_padding);
      }
    }
}

LR_KERNEL void lr_average_pool_gradient(
    const lr_scalar *dy, lr_scalar *dx, long planes, const lr_window *w, int counts_padding) {
  const lr_axis v = w->vertical, h = w->horizontal;
  memset(dx, 0, (size_t)(planes * v.size * h.size) * sizeof(lr_scalar));
  for (long p = 0; p < planes; p++, dx += v.size * h.size)
    for (long o = 0; o < v.outputs; o++) {
      lr_span rows = lr_span_of(&v, o);
      for (long q = 0; q < h.outputs; q++) {
        lr_span columns = lr_span_of(&h, q);
        lr_scalar part = *dy++ * lr_share(rows, columns, counts_padding);
        for (long i = rows.low; i < rows.high; i++)
          for (long j = columns.low; j < columns.high; j++) dx[i * h.size + j] += part;
      }
    }
}
