#include <string.h>

#include "lanes.h"

// The outputs from *low up to *high read an input that is inside; offset is where output 0 reads.
LR_INLINE void lr_inside(const lr_axis *a, long offset, long *low, long *high) {
  long from = offset >= 0 ? 0 : -offset, to = offset >= a->size ? 0 : a->size - offset;
  // Most strides are 1, and a division costs more than a short row.
  if (a->stride > 1) {
    from = (from + a->stride - 1) / a->stride;
    to = (to + a->stride - 1) / a->stride;
  }
  *high = to < a->outputs ? to : a->outputs;
  *low = from < *high ? from : *high;
}

LR_INLINE void lr_zero(lr_scalar *x, long n) {
  if (n > 0) memset(x, 0, (size_t)n * sizeof(lr_scalar));
}

// One row of columns, number by number.
LR_INLINE void lr_unfold_row(
    const lr_scalar *line, lr_scalar *columns, const lr_axis *h, long low, long high) {
  for (long p = 0; p < low; p++) columns[p] = 0;
  for (long p = low; p < high; p++) columns[p] = line[p * h->stride];
  for (long p = high; p < h->outputs; p++) columns[p] = 0;
}

LR_INLINE void lr_fold_row(
    const lr_scalar *columns, lr_scalar *line, const lr_axis *h, long low, long high) {
  for (long p = low; p < high; p++) line[p * h->stride] += columns[p];
}

// The least and the most of x, but not outside from...to.
LR_INLINE long lr_between(long x, long from, long to) { return x < from ? from : x > to ? to : x; }

LR_KERNEL void lr_unfold(
    const lr_scalar *x, lr_scalar *columns, const lr_window *w, long first, long rows) {
  const lr_axis v = w->vertical, h = w->horizontal;
  const long vectors = lr_vectors(h.outputs), step = v.stride * h.size;
  const long end = w->channels * v.size * h.size;
  for (long c = 0; c < w->channels; c++)
    for (long i = 0; i < v.kernel; i++)
      for (long j = 0; j < h.kernel; j++, columns += rows * h.outputs) {
        const long down = i * v.dilation - v.padding, across = j * h.dilation - h.padding;
        long top, bottom, low, high;
        lr_inside(&v, down, &top, &bottom);
        lr_inside(&h, across, &low, &high);
        top = lr_between(top, first, first + rows) - first;
        bottom = lr_between(bottom, first + top, first + rows) - first;
        lr_zero(columns, top * h.outputs);
        // Where in x the first of these rows starts; negative where its first numbers are padding.
        const long start = (c * v.size + (first + top) * v.stride + down) * h.size + across;
        long whole = top, wholeEnd = top;
        if (h.stride == 1) {
          // Rows whose vectors read nothing outside of x.
          while (whole < bottom && start + (whole - top) * step < 0) whole++;
          wholeEnd = bottom;
          while (wholeEnd > whole &&
                 start + (wholeEnd - 1 - top) * step + vectors * LR_LANES > end)
            wholeEnd--;
        }
        for (long o = top; o < whole; o++)
          lr_unfold_row(
              x + start + (o - top) * step, columns + o * h.outputs, &h, low, high);
        // The last vectors first: they write into the next row's beginning.
        for (long k = vectors - 1; k >= 0; k--) {
          const lr_masks mask = LR_MASK(low - k * LR_LANES, high - k * LR_LANES);
          const lr_scalar *from = x + start + (whole - top) * step + k * LR_LANES;
          lr_scalar *to = columns + whole * h.outputs + k * LR_LANES;
          for (long o = whole; o < wholeEnd; o++, from += step, to += h.outputs)
            LR_STORE(to, LR_KEEP(LR_LOAD(from), mask));
        }
        for (long o = wholeEnd; o < bottom; o++)
          lr_unfold_row(
              x + start + (o - top) * step, columns + o * h.outputs, &h, low, high);
        lr_zero(columns + bottom * h.outputs, (rows - bottom) * h.outputs);
      }
}

enum { LR_FOLD_MASKS = 32 };

// Row by row of the image, all that came from it: for windows that move by 1. Reads LR_SLACK numbers
// on both sides of the columns.
LR_INLINE void lr_gather_columns(
    const lr_scalar *columns, lr_scalar *dx, const lr_window *w, long first, long rows) {
  const lr_axis v = w->vertical, h = w->horizontal;
  const long vectors = lr_vectors(h.size), plane = rows * h.outputs;
  const long end = w->channels * v.size * h.size;
  lr_masks masks[LR_FOLD_MASKS];
  for (long j = 0; j < h.kernel; j++) {
    long across = j * h.dilation - h.padding;
    long low = across > 0 ? across : 0;
    long high = across + h.outputs < h.size ? across + h.outputs : h.size;
    for (long k = 0; k < vectors; k++)
      masks[j * vectors + k] = LR_MASK(low - k * LR_LANES, high - k * LR_LANES);
  }
  for (long c = 0; c < w->channels; c++)
    for (long row = 0; row < v.size; row++) {
      lr_scalar *line = dx + (c * v.size + row) * h.size;
      const int isWhole = (c * v.size + row) * h.size + vectors * LR_LANES <= end;
      for (long k = 0; k < vectors; k++) {
        lr_lanes sum = {0};
        for (long i = 0; i < v.kernel; i++) {
          long o = row + v.padding - i * v.dilation - first;
          if (o < 0 || o >= rows) continue;
          const lr_scalar *from = columns + (c * v.kernel + i) * h.kernel * plane +
                                  o * h.outputs + h.padding + k * LR_LANES;
          for (long j = 0; j < h.kernel; j++, from += plane - h.dilation)
            sum += LR_KEEP(LR_LOAD(from), masks[j * vectors + k]);
        }
        if (isWhole) {
          LR_STORE(line + k * LR_LANES, LR_LOAD(line + k * LR_LANES) + sum);
        } else {
          for (long p = 0; p < LR_LANES && k * LR_LANES + p < h.size; p++)
            line[k * LR_LANES + p] += sum[p];
        }
      }
    }
}

LR_KERNEL void lr_fold(
    const lr_scalar *columns, lr_scalar *dx, const lr_window *w, long first, long rows) {
  const lr_axis v = w->vertical, h = w->horizontal;
  if (v.stride == 1 && h.stride == 1 && lr_vectors(h.size) * h.kernel <= LR_FOLD_MASKS &&
      h.kernel * h.dilation <= LR_SLACK &&
      h.padding + h.size - h.outputs + LR_LANES <= LR_SLACK) {
    lr_gather_columns(columns, dx, w, first, rows);
    return;
  }
  for (long c = 0; c < w->channels; c++)
    for (long i = 0; i < v.kernel; i++)
      for (long j = 0; j < h.kernel; j++) {
        long offset = j * h.dilation - h.padding, low, high;
        lr_inside(&h, offset, &low, &high);
        for (long o = first; o < first + rows; o++, columns += h.outputs) {
          long row = o * v.stride + i * v.dilation - v.padding;
          if (row < 0 || row >= v.size) continue;
          lr_fold_row(columns, dx + (c * v.size + row) * h.size + offset, &h, low, high);
        }
      }
}

LR_KERNEL void lr_sum_channels(
    const lr_scalar *x, lr_scalar *sums, long r, long channels, long n, int accumulate) {
  LR_FAST
  if (!accumulate) memset(sums, 0, (size_t)channels * sizeof(lr_scalar));
  for (long i = 0; i < r; i++)
    for (long c = 0; c < channels; c++) {
      const lr_scalar *plane = x + (i * channels + c) * n;
      lr_scalar sum = 0;
      for (long p = 0; p < n; p++) sum += plane[p];
      sums[c] += sum;
    }
}

LR_KERNEL void lr_fill_channels(const lr_scalar *b, lr_scalar *y, long channels, long n) {
  for (long c = 0; c < channels; c++) {
    lr_scalar value = b[c];
    for (long p = 0; p < n; p++) y[c * n + p] = value;
  }
}
