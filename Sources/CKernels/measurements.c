#include "internal.h"

LR_KERNEL double lr_sum_of_squares(const lr_scalar *x, long n) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) sum += (double)x[i] * (double)x[i];
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

LR_KERNEL long lr_count_outside(const lr_scalar *x, long n, lr_scalar low, lr_scalar high) {
  long count = 0;
  for (long i = 0; i < n; i++) count += (x[i] < low) | (x[i] > high);
  return count;
}

LR_INLINE void lr_add_moments_exactly(
    const lr_scalar *x, long n, lr_scalar origin, double *sums) {
  LR_FAST
  double sum = 0, squares = 0, zeros = 0;
  for (long i = 0; i < n; i++) {
    double d = (double)x[i] - (double)origin;
    sum += d;
    squares += d * d;
    zeros += x[i] == 0 ? 1 : 0;
  }
  sums[0] += sum;
  sums[1] += squares;
  sums[2] += zeros;
}

enum { LR_LANES = 64, LR_BLOCK = 8 * LR_LANES };

// In a block each lane adds eight numbers as scalars, which is twice as fast as in double and loses
// less than a digit. Where squares overflow or vanish, the block is done again.
LR_KERNEL void lr_add_moments(const lr_scalar *x, long n, lr_scalar origin, double *sums) {
  LR_FAST
  long i = 0;
  for (; i + LR_BLOCK <= n; i += LR_BLOCK) {
    lr_scalar s[LR_LANES] = {0}, q[LR_LANES] = {0}, z[LR_LANES] = {0};
    for (long j = 0; j < LR_BLOCK; j += LR_LANES)
      for (long k = 0; k < LR_LANES; k++) {
        lr_scalar v = x[i + j + k], d = v - origin;
        s[k] += d;
        q[k] += d * d;
        z[k] += v == 0 ? 1 : 0;
      }
    double sum = 0, squares = 0, zeros = 0;
    for (long k = 0; k < LR_LANES; k++) {
      sum += (double)s[k];
      squares += (double)q[k];
      zeros += (double)z[k];
    }
    if (squares > 1e-25 && squares < 1e35) {
      sums[0] += sum;
      sums[1] += squares;
      sums[2] += zeros;
    } else {
      lr_add_moments_exactly(x + i, LR_BLOCK, origin, sums);
    }
  }
  lr_add_moments_exactly(x + i, n - i, origin, sums);
}

LR_KERNEL void lr_update_sums(
    const lr_scalar *new, const lr_scalar *old, long n, double *sums) {
  LR_FAST
  double after = 0, before = 0, moved = 0;
  for (long i = 0; i < n; i++) {
    double p = (double)new[i], q = (double)old[i], d = p - q;
    after += p * p;
    before += q * q;
    moved += d * d;
  }
  sums[0] = after;
  sums[1] = before;
  sums[2] = moved;
}

LR_INLINE int lr_are_alive(const lr_scalar *alive, long units) {
  int all = 1;
  for (long c = 0; c < units; c++) all &= alive[c] != 0;
  return all;
}

// Most units show within a few rows, so every so often it is asked whether any is left.
LR_KERNEL void lr_mark_alive(
    const lr_scalar *x, long r, long units, long positions, lr_scalar *alive) {
  for (long i = 0; i < r; i++) {
    if (i % 16 == 0 && lr_are_alive(alive, units)) return;
    if (positions == 1) {
      for (long c = 0; c < units; c++) alive[c] = x[c] != 0 ? 1 : alive[c];
      x += units;
      continue;
    }
    for (long c = 0; c < units; c++, x += positions) {
      int any = 0;
      for (long p = 0; p < positions; p++) any |= x[p] != 0;
      if (any) alive[c] = 1;
    }
  }
}
