#include "internal.h"

// Attention of one head of one row along a change: n lines of d numbers; p are the probabilities, and
// f the factors by which some of them were dropped, or null. Lines of n numbers are for work.

LR_INLINE double lr_dot(const lr_scalar *x, const lr_scalar *y, long n) {
  LR_FAST
  double sum = 0;
  for (long c = 0; c < n; c++) sum += (double)x[c] * (double)y[c];
  return sum;
}

// The tangents of one query's probabilities.
LR_INLINE void lr_probability_tangents(
    const lr_attention *a, const lr_attention *t, const lr_scalar *p, lr_scalar *moved, long i) {
  long seen = a->causal ? i + 1 : a->n;
  const lr_scalar *q = a->q + i * a->stride, *u = t->q + i * t->stride;
  double mean = 0;
  for (long j = 0; j < seen; j++) {
    double score = a->scale * (lr_dot(u, a->k + j * a->stride, a->d) +
                               lr_dot(q, t->k + j * t->stride, a->d));
    moved[j] = (lr_scalar)score;
    mean += (double)p[j] * score;
  }
  for (long j = 0; j < seen; j++) moved[j] = p[j] * (moved[j] - (lr_scalar)mean);
}

void lr_attention_tangent(
    const lr_attention *a, const lr_attention *t, const lr_scalar *p, const lr_scalar *f,
    lr_scalar *line, lr_scalar *o, long o_stride) {
  for (long i = 0; i < a->n; i++, p += a->n, o += o_stride) {
    long seen = a->causal ? i + 1 : a->n;
    lr_probability_tangents(a, t, p, line, i);
    for (long c = 0; c < a->d; c++) o[c] = 0;
    for (long j = 0; j < seen; j++) {
      lr_scalar kept = f ? f[i * a->n + j] : 1;
      for (long c = 0; c < a->d; c++)
        o[c] += kept * (line[j] * a->v[j * a->stride + c] + p[j] * t->v[j * t->stride + c]);
    }
  }
}

void lr_attention_gradient_tangent(
    const lr_attention *a, const lr_attention *t, const lr_scalar *p, const lr_scalar *f,
    lr_scalar *lines, const lr_scalar *g, const lr_scalar *h, long g_stride, lr_scalar *dq,
    lr_scalar *dk, lr_scalar *dv, long stride) {
  lr_scalar *moved = lines, *slope = lines + a->n, *bend = lines + 2 * a->n;
  const lr_scalar scale = (lr_scalar)a->scale;
  for (long i = 0; i < a->n; i++, p += a->n, g += g_stride, h += g_stride) {
    long seen = a->causal ? i + 1 : a->n;
    lr_probability_tangents(a, t, p, moved, i);
    double mean = 0, drift = 0;
    for (long j = 0; j < seen; j++) {
      lr_scalar kept = f ? f[i * a->n + j] : 1;
      const lr_scalar *v = a->v + j * a->stride;
      slope[j] = kept * (lr_scalar)lr_dot(g, v, a->d);
      bend[j] =
          kept * (lr_scalar)(lr_dot(h, v, a->d) + lr_dot(g, t->v + j * t->stride, a->d));
      mean += (double)p[j] * (double)slope[j];
      drift += (double)moved[j] * (double)slope[j] + (double)p[j] * (double)bend[j];
    }
    for (long j = 0; j < seen; j++) {
      lr_scalar kept = f ? f[i * a->n + j] : 1, own = slope[j] - (lr_scalar)mean;
      lr_scalar ds = scale * p[j] * own;
      lr_scalar dt = scale * (moved[j] * own + p[j] * (bend[j] - (lr_scalar)drift));
      for (long c = 0; c < a->d; c++) {
        dv[j * stride + c] += kept * (moved[j] * g[c] + p[j] * h[c]);
        dq[i * stride + c] += dt * a->k[j * a->stride + c] + ds * t->k[j * t->stride + c];
        dk[j * stride + c] += dt * a->q[i * a->stride + c] + ds * t->q[i * t->stride + c];
      }
    }
  }
}
