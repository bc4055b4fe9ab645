#include "elementary.h"

// Losses against distributions: probabilities as targets, and a variance as an output.

LR_KERNEL double lr_divergence(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar own = t[i] == 0 ? 0 : t[i] * lr_log(t[i]);
    sum += (double)(own - t[i] * o[i]);
  }
  if (g)
    for (long i = 0; i < n; i++) g[i] = -scale * t[i];
  return sum;
}

// The variance that an output stands for, and its derivative by the output.
LR_INLINE lr_scalar lr_variance(lr_scalar x, int form, lr_scalar *slope) {
  if (form == LR_SOFTPLUS_VARIANCE) {
    *slope = lr_sigmoid(x);
    return lr_softplus(x);
  }
  if (form == LR_LOG_VARIANCE) return *slope = lr_exp(x);
  *slope = 1;
  return x >= 0 ? x : (lr_scalar)__builtin_nanf("");
}

LR_KERNEL double lr_gaussian(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long r, long k, lr_scalar scale,
    lr_scalar epsilon, int form) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < r; i++, o += 2 * k, t += k) {
    for (long c = 0; c < k; c++) {
      lr_scalar slope, v = lr_variance(o[k + c], form, &slope);
      v = v < epsilon ? epsilon : v;
      lr_scalar d = o[c] - t[c], share = d * d / v;
      sum += 0.5 * ((double)lr_log(v) + (double)share);
      if (!g) continue;
      g[c] = scale * d / v;
      g[k + c] = (lr_scalar)0.5 * scale * slope * (1 - share) / v;
    }
    if (g) g += 2 * k;
  }
  return sum;
}
