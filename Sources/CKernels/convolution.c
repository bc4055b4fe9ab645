#include <string.h>

#include "internal.h"

// The outputs from *low up to *high read an input that is inside; offset is where output 0 reads.
LR_INLINE void lr_inside(const lr_axis *a, long offset, long *low, long *high) {
  long from = offset >= 0 ? 0 : (a->stride - 1 - offset) / a->stride;
  long to = offset >= a->size ? 0 : (a->size - offset + a->stride - 1) / a->stride;
  *high = to < a->outputs ? to : a->outputs;
  *low = from < *high ? from : *high;
}

LR_KERNEL void lr_unfold(
    const lr_scalar *x, lr_scalar *columns, const lr_window *w, long first, long rows) {
  const lr_axis v = w->vertical, h = w->horizontal;
  const size_t bytes = sizeof(lr_scalar);
  for (long c = 0; c < w->channels; c++)
    for (long i = 0; i < v.kernel; i++)
      for (long j = 0; j < h.kernel; j++) {
        long offset = j * h.dilation - h.padding, low, high;
        lr_inside(&h, offset, &low, &high);
        for (long o = first; o < first + rows; o++, columns += h.outputs) {
          long row = o * v.stride + i * v.dilation - v.padding;
          if (row < 0 || row >= v.size) {
            memset(columns, 0, (size_t)h.outputs * bytes);
            continue;
          }
          const lr_scalar *line = x + (c * v.size + row) * h.size + offset;
          for (long p = 0; p < low; p++) columns[p] = 0;
          if (h.stride == 1)
            for (long p = low; p < high; p++) columns[p] = line[p];
          else
            for (long p = low; p < high; p++) columns[p] = line[p * h.stride];
          for (long p = high; p < h.outputs; p++) columns[p] = 0;
        }
      }
}

LR_KERNEL void lr_fold(
    const lr_scalar *columns, lr_scalar *dx, const lr_window *w, long first, long rows) {
  const lr_axis v = w->vertical, h = w->horizontal;
  for (long c = 0; c < w->channels; c++)
    for (long i = 0; i < v.kernel; i++)
      for (long j = 0; j < h.kernel; j++) {
        long offset = j * h.dilation - h.padding, low, high;
        lr_inside(&h, offset, &low, &high);
        for (long o = first; o < first + rows; o++, columns += h.outputs) {
          long row = o * v.stride + i * v.dilation - v.padding;
          if (row < 0 || row >= v.size) continue;
          lr_scalar *line = dx + (c * v.size + row) * h.size + offset;
          if (h.stride == 1)
            for (long p = low; p < high; p++) line[p] += columns[p];
          else
            for (long p = low; p < high; p++) line[p * h.stride] += columns[p];
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

LR_KERNEL void lr_fill_channels(
    const lr_scalar *b, lr_scalar *y, long r, long channels, long n) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < channels; c++) {
      lr_scalar *plane = y + (i * channels + c) * n, value = b[c];
      for (long p = 0; p < n; p++) plane[p] = value;
    }
}
