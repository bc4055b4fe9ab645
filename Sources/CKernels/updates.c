#include "internal.h"

// x - x is 0 for finite x and NaN otherwise, so a sum of them tells whether all are finite.
#define LR_WATCH(p) watch += (p) - (p)

LR_KERNEL int lr_sgd(lr_scalar *p, const lr_scalar *g, long n, lr_scalar rate, lr_scalar decay) {
  LR_FAST
  lr_scalar watch = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar moved = p[i] - rate * (g[i] + decay * p[i]);
    p[i] = moved;
    LR_WATCH(moved);
  }
  return watch == 0;
}

LR_KERNEL int lr_sgd_momentum(
    lr_scalar *p, const lr_scalar *g, lr_scalar *v, long n, lr_scalar rate, lr_scalar momentum,
    lr_scalar intake, int nesterov, lr_scalar decay) {
  LR_FAST
  lr_scalar watch = 0, ahead = nesterov ? momentum : 1, direct = nesterov ? 1 : 0;
  for (long i = 0; i < n; i++) {
    lr_scalar d = g[i] + decay * p[i], velocity = momentum * v[i] + intake * d;
    lr_scalar moved = p[i] - rate * (direct * d + ahead * velocity);
    v[i] = velocity;
    p[i] = moved;
    LR_WATCH(moved);
  }
  return watch == 0;
}

LR_KERNEL int lr_rmsprop(
    lr_scalar *p, const lr_scalar *g, lr_scalar *s, lr_scalar *v, lr_scalar *m, long n,
    lr_scalar rate, lr_scalar alpha, lr_scalar intake, lr_scalar epsilon, lr_scalar momentum,
    lr_scalar decay) {
  LR_FAST
  lr_scalar watch = 0;
  int hasMomentum = v && momentum > 0;
  if (!hasMomentum && !m) {
    for (long i = 0; i < n; i++) {
      lr_scalar d = g[i] + decay * p[i], square = alpha * s[i] + intake * d * d;
      lr_scalar moved = p[i] - rate * d / (lr_sqrt(square) + epsilon);
      s[i] = square;
      p[i] = moved;
      LR_WATCH(moved);
    }
    return watch == 0;
  }
  for (long i = 0; i < n; i++) {
    lr_scalar d = g[i] + decay * p[i], square = alpha * s[i] + intake * d * d;
    lr_scalar variance = square;
    s[i] = square;
    if (m) {
      m[i] = alpha * m[i] + intake * d;
      variance -= m[i] * m[i];
    }
    lr_scalar quotient = d / (lr_sqrt(variance) + epsilon);
    if (hasMomentum) {
      v[i] = momentum * v[i] + quotient;
      quotient = v[i];
    }
    p[i] -= rate * quotient;
    LR_WATCH(p[i]);
  }
  return watch == 0;
}

LR_KERNEL int lr_adagrad(
    lr_scalar *p, const lr_scalar *g, lr_scalar *s, long n, lr_scalar rate, lr_scalar epsilon,
    lr_scalar decay) {
  LR_FAST
  lr_scalar watch = 0;
  for (long i = 0; i < n; i++) {
    lr_scalar d = g[i] + decay * p[i], sum = s[i] + d * d;
    lr_scalar moved = p[i] - rate * d / (lr_sqrt(sum) + epsilon);
    s[i] = sum;
    p[i] = moved;
    LR_WATCH(moved);
  }
  return watch == 0;
}

LR_KERNEL int lr_adam(
    lr_scalar *p, const lr_scalar *g, lr_scalar *m, lr_scalar *v, lr_scalar *largest, long n,
    lr_adam_factors f) {
  LR_FAST
  lr_scalar watch = 0;
  if (!largest) {
    for (long i = 0; i < n; i++) {
      lr_scalar d = g[i] + f.added_decay * p[i];
      lr_scalar mean = f.beta1 * m[i] + f.intake * d;
      lr_scalar square = f.beta2 * v[i] + f.square_intake * d * d;
      lr_scalar root = lr_sqrt(square) * f.inverse_root_correction + f.epsilon;
      lr_scalar moved = f.shrinkage * p[i] - f.rate * mean / root;
      m[i] = mean;
      v[i] = square;
      p[i] = moved;
      LR_WATCH(moved);
    }
    return watch == 0;
  }
  for (long i = 0; i < n; i++) {
    lr_scalar d = g[i] + f.added_decay * p[i];
    lr_scalar mean = f.beta1 * m[i] + f.intake * d;
    lr_scalar square = f.beta2 * v[i] + f.square_intake * d * d;
    lr_scalar top = square > largest[i] ? square : largest[i];
    lr_scalar root = lr_sqrt(top) * f.inverse_root_correction + f.epsilon;
    lr_scalar moved = f.shrinkage * p[i] - f.rate * mean / root;
    m[i] = mean;
    v[i] = square;
    largest[i] = top;
    p[i] = moved;
    LR_WATCH(moved);
  }
  return watch == 0;
}
