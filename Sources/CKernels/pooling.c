#include <string.h>

#include "lanes.h"

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

// Not "b > best" alone: NaN must win.
#define LR_TAKE_LARGER(value, place)                      \
  do {                                                    \
    lr_masks larger = (value > best) | (value != value);  \
    best = LR_SELECT(larger, value, best);                \
    at = (larger & (place)) | (~larger & at);             \
  } while (0)

// Windows of 2 x 2 side by side: two rows in, one row out.
LR_KERNEL static void lr_max_halve(
    const lr_scalar *x, lr_scalar *y, int32_t *chosen, long planes, const lr_window *w) {
  const long height = w->vertical.size, width = w->horizontal.size;
  const long rows = w->vertical.outputs, n = w->horizontal.outputs, vectors = lr_vectors(n);
  for (long line = 0; line < planes * rows; line++) {
    const long p = line / rows, o = line % rows;
    const lr_scalar *top = x + (p * height + 2 * o) * width, *bottom = top + width;
    lr_scalar *out = y + line * n;
    int32_t *index = chosen + line * n;
    const long start = 2 * o * width;
    long j = 0;
    // Whole vectors where reading and writing past the row's end stays inside.
    if (bottom + 2 * vectors * LR_LANES <= x + planes * height * width &&
        line * n + vectors * LR_LANES <= planes * rows * n)
      for (; j < n; j += LR_LANES) {
        lr_lanes a = LR_LOAD(top + 2 * j), b = LR_LOAD(top + 2 * j + LR_LANES);
        lr_lanes c = LR_LOAD(bottom + 2 * j), d = LR_LOAD(bottom + 2 * j + LR_LANES);
        lr_lanes best = __builtin_shufflevector(a, b, LR_EVEN);
        lr_lanes second = __builtin_shufflevector(a, b, LR_ODD);
        lr_lanes third = __builtin_shufflevector(c, d, LR_EVEN);
        lr_lanes fourth = __builtin_shufflevector(c, d, LR_ODD);
        const lr_masks first = 2 * lr_lane_numbers + (lr_whole)(start + 2 * j);
        lr_masks at = first;
        LR_TAKE_LARGER(second, first + 1);
        LR_TAKE_LARGER(third, first + (lr_whole)width);
        LR_TAKE_LARGER(fourth, first + (lr_whole)(width + 1));
        LR_STORE(out + j, best);
        *(lr_loose_indices *)(index + j) = __builtin_convertvector(at, lr_indices);
      }
    for (; j < n; j++) {
      lr_scalar best = top[2 * j], values[] = {top[2 * j + 1], bottom[2 * j], bottom[2 * j + 1]};
      long at = start + 2 * j, places[] = {at + 1, at + width, at + width + 1};
      for (int k = 0; k < 3; k++)
        if (values[k] > best || values[k] != values[k]) best = values[k], at = places[k];
      out[j] = best;
      index[j] = (int32_t)at;
    }
  }
}

LR_KERNEL static void lr_max_halve_gradient(
    const lr_scalar *dy, const int32_t *chosen, lr_scalar *dx, long planes, const lr_window *w) {
  const long height = w->vertical.size, width = w->horizontal.size;
  const long rows = w->vertical.outputs, n = w->horizontal.outputs, vectors = lr_vectors(n);
  for (long line = 0; line < planes * rows; line++) {
    const long p = line / rows, o = line % rows;
    lr_scalar *top = dx + (p * height + 2 * o) * width, *bottom = top + width;
    const lr_scalar *in = dy + line * n;
    const int32_t *index = chosen + line * n;
    const long start = 2 * o * width;
    long j = 0;
    if (bottom + 2 * vectors * LR_LANES <= dx + planes * height * width &&
        line * n + vectors * LR_LANES <= planes * rows * n) {
      for (; j < n; j += LR_LANES) {
        lr_lanes d = LR_LOAD(in + j);
        lr_masks at = __builtin_convertvector(*(const lr_loose_indices *)(index + j), lr_masks) -
                      (2 * lr_lane_numbers + (lr_whole)(start + 2 * j));
        lr_lanes even = LR_KEEP(d, at == 0), odd = LR_KEEP(d, at == 1);
        LR_STORE(top + 2 * j, __builtin_shufflevector(even, odd, LR_LOW_PAIRS));
        LR_STORE(top + 2 * j + LR_LANES, __builtin_shufflevector(even, odd, LR_HIGH_PAIRS));
      }
      // Only now, as the vectors above end in this row.
      for (j = 0; j < n; j += LR_LANES) {
        lr_lanes d = LR_LOAD(in + j);
        lr_masks at = __builtin_convertvector(*(const lr_loose_indices *)(index + j), lr_masks) -
                      (2 * lr_lane_numbers + (lr_whole)(start + 2 * j + width));
        lr_lanes even = LR_KEEP(d, at == 0), odd = LR_KEEP(d, at == 1);
        LR_STORE(bottom + 2 * j, __builtin_shufflevector(even, odd, LR_LOW_PAIRS));
        LR_STORE(bottom + 2 * j + LR_LANES, __builtin_shufflevector(even, odd, LR_HIGH_PAIRS));
      }
    }
    for (; j < n; j++) {
      long at = index[j] - start - 2 * j;
      top[2 * j] = at == 0 ? in[j] : 0;
      top[2 * j + 1] = at == 1 ? in[j] : 0;
      bottom[2 * j] = at == width ? in[j] : 0;
      bottom[2 * j + 1] = at == width + 1 ? in[j] : 0;
    }
    if (width > 2 * n) top[2 * n] = bottom[2 * n] = 0;
    if (o == rows - 1 && height > 2 * rows)
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
