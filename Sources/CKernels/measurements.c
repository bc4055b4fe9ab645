#include <math.h>

#include "internal.h"

LR_KERNEL double lr_sum_of_squares(const lr_scalar *x, long n) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) sum += (double)x[i] * (double)x[i];
  return sum;
}

LR_KERNEL double lr_squared_distance(const lr_scalar *x, const lr_scalar *y, long n) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    double d = (double)x[i] - (double)y[i];
    sum += d * d;
  }
  return sum;
}

long lr_first_non_finite(const lr_scalar *x, long n) {
  for (long i = 0; i < n; i++)
    if (x[i] - x[i] != 0) return i;
  return -1;
}

LR_KERNEL void lr_add_row_sizes(const lr_scalar *x, long r, long w, double *sums) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    double sum = 0;
    for (long c = 0; c < w; c++) sum += (double)lr_abs(x[i * w + c]);
    sums[i] += sum;
  }
}

long lr_dead_columns(const lr_scalar *x, long r, long w) {
  long dead = 0;
  for (long c = 0; c < w; c++) {
    long i = 0;
    while (i < r && x[i * w + c] == 0) i++;
    dead += i == r;
  }
  return dead;
}

LR_KERNEL long lr_count_outside(const lr_scalar *x, long n, lr_scalar low, lr_scalar high) {
  long count = 0;
  for (long i = 0; i < n; i++) count += (x[i] < low) | (x[i] > high);
  return count;
}

LR_KERNEL double lr_standard_deviation(const lr_scalar *x, long n) {
  LR_FAST
  double mean = 0, sum = 0;
  for (long i = 0; i < n; i++) mean += (double)x[i];
  mean /= (double)n;
  for (long i = 0; i < n; i++) {
    double d = (double)x[i] - mean;
    sum += d * d;
  }
  return sqrt(sum / (double)n);
}
