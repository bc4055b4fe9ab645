#include <math.h>

#include "internal.h"

// A norm makes y = scale * z + shift of z = (x - mean) * r, r = 1 / sqrt(variance + epsilon), over the
// numbers of a group; without centring mean is 0. Sums are in double: second derivatives lose more.

typedef struct {
  double mean, r;
  // Of z times the input's tangent.
  double slant;
  // The mean of the input's tangent; 0 where nothing is centred.
  double drift;
} lr_group;

#define LR_EACH(l)                                 \
  for (long i = 0; i < (l)->outer; i++)            \
    for (long j = 0; j < (l)->inner; j++)
#define LR_AT(l, base) ((base) + i * (l)->stride + j)
#define LR_PARAMETER(l, first) ((first) + i * (l)->outer_parameters + j * (l)->inner_parameters)

LR_INLINE long lr_base(const lr_norm_layout *l, long group) {
  return group / l->sets * l->row_stride + group % l->sets * l->set_stride;
}

LR_INLINE lr_group lr_measure_group(
    const lr_norm_layout *l, const lr_scalar *x, const lr_scalar *u, long base) {
  lr_group g = {0, 0, 0, 0};
  double n = (double)(l->outer * l->inner), squares = 0;
  if (l->centered) {
    LR_EACH(l) {
      g.mean += (double)x[LR_AT(l, base)];
      g.drift += (double)u[LR_AT(l, base)];
    }
    g.mean /= n;
    g.drift /= n;
  }
  LR_EACH(l) {
    double d = (double)x[LR_AT(l, base)] - g.mean;
    squares += d * d;
    g.slant += d * (double)u[LR_AT(l, base)];
  }
  g.r = 1 / sqrt(squares / n + l->epsilon);
  g.slant *= g.r / n;
  return g;
}

#define LR_Z (((double)x[LR_AT(l, base)] - g.mean) * g.r)
#define LR_Z_TANGENT(z) (g.r * ((double)u[LR_AT(l, base)] - g.drift - (z)*g.slant))

void lr_norm_tangent(
    const lr_norm_layout *l, const lr_scalar *x, const lr_scalar *u, const lr_scalar *scale,
    const lr_scalar *scale_tangent, const lr_scalar *shift_tangent, lr_scalar *v) {
  for (long group = 0; group < l->groups; group++) {
    long base = lr_base(l, group), first = group % l->sets * l->set_parameters;
    lr_group g = lr_measure_group(l, x, u, base);
    LR_EACH(l) {
      long p = LR_PARAMETER(l, first);
      double z = LR_Z, moved = LR_Z_TANGENT(z);
      if (scale) moved = (double)scale[p] * moved + (double)scale_tangent[p] * z;
      if (shift_tangent) moved += (double)shift_tangent[p];
      v[LR_AT(l, base)] = (lr_scalar)moved;
    }
  }
}

void lr_norm_gradient_tangent(
    const lr_norm_layout *l, const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy,
    const lr_scalar *d, const lr_scalar *scale, const lr_scalar *scale_tangent, lr_scalar *dx,
    lr_scalar *dscale, lr_scalar *dshift) {
  double n = (double)(l->outer * l->inner);
  for (long group = 0; group < l->groups; group++) {
    long base = lr_base(l, group), first = group % l->sets * l->set_parameters;
    lr_group g = lr_measure_group(l, x, u, base);
    // Means of q = scale * dy and of q z, and of their tangents.
    double mean = 0, slope = 0, mean_moved = 0, slope_moved = 0;
    LR_EACH(l) {
      long p = LR_PARAMETER(l, first);
      double z = LR_Z, moved = LR_Z_TANGENT(z);
      double q = (double)dy[LR_AT(l, base)], k = (double)d[LR_AT(l, base)];
      if (dscale) dscale[p] += (lr_scalar)(k * z + q * moved);
      if (dshift) dshift[p] += (lr_scalar)k;
      if (scale) {
        k = (double)scale[p] * k + (double)scale_tangent[p] * q;
        q *= (double)scale[p];
      }
      mean += q;
      mean_moved += k;
      slope += q * z;
      slope_moved += k * z + q * moved;
    }
    if (!dx) continue;
    mean = l->centered ? mean / n : 0;
    mean_moved = l->centered ? mean_moved / n : 0;
    slope /= n;
    slope_moved /= n;
    LR_EACH(l) {
      long p = LR_PARAMETER(l, first);
      double z = LR_Z, moved = LR_Z_TANGENT(z);
      double q = (double)dy[LR_AT(l, base)], k = (double)d[LR_AT(l, base)];
      if (scale) {
        k = (double)scale[p] * k + (double)scale_tangent[p] * q;
        q *= (double)scale[p];
      }
      double own = q - mean - z * slope;
      double change = k - mean_moved - moved * slope - z * slope_moved;
      dx[LR_AT(l, base)] = (lr_scalar)(g.r * change - g.r * g.r * g.slant * own);
    }
  }
}
