#include "internal.h"

LR_KERNEL double lr_hinge(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar margin) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < r; i++) {
    const lr_scalar *row = x + i * w;
    long class = (long)classes[i];
    lr_scalar share = (weights ? weights[class] : 1) / (lr_scalar)w;
    lr_scalar least = margin - row[class], total = 0, count = 0;
    for (long c = 0; c < w; c++) {
      lr_scalar lack = least + row[c];
      // Written so that a lack of NaN is added.
      total += lack <= 0 ? 0 : lack;
      count += lack <= 0 ? 0 : 1;
    }
    // The class is no rival of its own; large scores round away what it lacks.
    lr_scalar own = least + row[class];
    sum += (double)share * ((double)total - (double)(own <= 0 ? 0 : own));
    if (!g) continue;
    lr_scalar step = scale * share;
    for (long c = 0; c < w; c++) g[i * w + c] = least + row[c] <= 0 ? 0 : step;
    g[i * w + class] = -step * (count - (own <= 0 ? 0 : 1));
  }
  return sum;
}

LR_KERNEL double lr_binary_hinge(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long n, lr_scalar scale, lr_scalar margin) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar sign = classes[i] > 0 ? 1 : -1;
    lr_scalar weight = weights ? classes[i] > 0 ? weights[1] : weights[0] : 1;
    lr_scalar lack = margin - sign * x[i];
    sum += (double)(lack <= 0 ? 0 : weight * lack);
    if (g) g[i] = lack <= 0 ? 0 : -sign * scale * weight;
  }
  return sum;
}
