#include "elementary.h"

// The term (1 - p)^gamma c of a cross-entropy c = -ln p, and its derivative by c.
//
// The derivative's second part, gamma p (1 - p)^(gamma - 1) c, is written with c / (1 - p), which tends to
// 1 where both vanish: so it stays finite for gamma below 1.
LR_INLINE lr_scalar lr_focal_term(lr_scalar c, lr_scalar gamma, lr_scalar *slope) {
  lr_scalar missing = -lr_expm1(-c);
  lr_scalar power = gamma == 0 ? 1 : missing > 0 ? lr_exp(gamma * lr_log(missing)) : 0 * c;
  lr_scalar ratio = missing > 0 ? c / missing : 1;
  *slope = power * (1 + gamma * (1 - missing) * ratio);
  return power * c;
}

LR_INLINE lr_scalar lr_focal_row(
    const lr_scalar *x, long class, lr_scalar *g, long w, lr_scalar scale, lr_scalar gamma) {
  LR_FAST
  lr_scalar largest = x[0], sum = 0, slope;
  for (long c = 1; c < w; c++) largest = x[c] > largest ? x[c] : largest;
  if (g) {
    for (long c = 0; c < w; c++) {
      g[c] = lr_exp(x[c] - largest);
      sum += g[c];
    }
  } else {
    for (long c = 0; c < w; c++) sum += lr_exp(x[c] - largest);
  }
  lr_scalar loss = lr_log(sum) - (x[class] - largest);
  lr_scalar term = lr_focal_term(loss, gamma, &slope);
  if (g) {
    lr_scalar factor = scale * slope;
    for (long c = 0; c < w; c++) g[c] *= factor / sum;
    g[class] -= factor;
  }
  return term;
}

LR_KERNEL double lr_focal(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar gamma) {
  double sum = 0;
  for (long i = 0; i < r; i++) {
    long class = (long)classes[i];
    lr_scalar weight = weights ? weights[class] : 1;
    sum += (double)weight * (double)lr_focal_row(
        x + i * w, class, g ? g + i * w : 0, w, scale * weight, gamma);
  }
  return sum;
}

LR_KERNEL double lr_binary_focal(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long n, lr_scalar scale, lr_scalar gamma) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar sign = classes[i] > 0 ? 1 : -1, slope;
    lr_scalar weight = weights ? classes[i] > 0 ? weights[1] : weights[0] : 1;
    lr_scalar term = lr_focal_term(lr_softplus(-sign * x[i]), gamma, &slope);
    sum += (double)(weight * term);
    if (g) g[i] = -sign * scale * weight * slope * lr_sigmoid(-sign * x[i]);
  }
  return sum;
}
