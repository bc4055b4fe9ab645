#include "elementary.h"

// Loops that read x (or y) and dy and write dx differ in one expression.
#define LR_FORWARD(name, expression)                                   \
  LR_KERNEL void name(const lr_scalar *x, lr_scalar *y, long n) {      \
    for (long i = 0; i < n; i++) {                                     \
      lr_scalar a = x[i];                                              \
      y[i] = (expression);                                             \
    }                                                                  \
  }
#define LR_BACKWARD(name, expression)                                              \
  LR_KERNEL void name(const lr_scalar *v, const lr_scalar *dy, lr_scalar *dx, long n) { \
    for (long i = 0; i < n; i++) {                                                 \
      lr_scalar a = v[i], d = dy[i];                                               \
      dx[i] = (expression);                                                        \
    }                                                                              \
  }

// Not "a > 0 ? a : 0", which would make 0 of NaN.
LR_FORWARD(lr_relu, a < 0 ? 0 : a)
LR_BACKWARD(lr_relu_gradient, a > 0 ? d : 0)

LR_KERNEL void lr_leaky_relu(const lr_scalar *x, lr_scalar *y, long n, lr_scalar slope) {
  for (long i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

LR_KERNEL void lr_leaky_relu_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar slope) {
  for (long i = 0; i < n; i++) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
}

LR_KERNEL void lr_elu(const lr_scalar *x, lr_scalar *y, long n, lr_scalar alpha) {
  for (long i = 0; i < n; i++) {
    lr_scalar negative = alpha * lr_expm1(x[i]);
    y[i] = x[i] > 0 ? x[i] : negative;
  }
}

LR_KERNEL void lr_elu_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar alpha) {
  for (long i = 0; i < n; i++) {
    lr_scalar negative = alpha * lr_exp(x[i]) * dy[i];
    dx[i] = x[i] > 0 ? dy[i] : negative;
  }
}

LR_INLINE lr_scalar lr_normal_distribution(lr_scalar x) {
  return (lr_scalar)0.5 * (1 + lr_erf(x * (lr_scalar)0.70710678118654752440));
}

LR_INLINE lr_scalar lr_normal_density(lr_scalar x) {
  return (lr_scalar)0.39894228040143267794 * lr_exp((lr_scalar)-0.5 * x * x);
}

LR_FORWARD(lr_gelu, a * lr_normal_distribution(a))
LR_BACKWARD(lr_gelu_gradient, d * (lr_normal_distribution(a) + a * lr_normal_density(a)))

#define LR_GELU_FACTOR ((lr_scalar)0.79788456080286535588)
#define LR_GELU_CUBE ((lr_scalar)0.044715)

LR_INLINE lr_scalar lr_gelu_tanh_slope(lr_scalar x) {
  lr_scalar t = lr_tanh(LR_GELU_FACTOR * (x + LR_GELU_CUBE * x * x * x));
  lr_scalar inner = LR_GELU_FACTOR * (1 + 3 * LR_GELU_CUBE * x * x);
  return (lr_scalar)0.5 * (1 + t) + (lr_scalar)0.5 * x * (1 - t * t) * inner;
}

LR_FORWARD(
    lr_gelu_tanh,
    (lr_scalar)0.5 * a * (1 + lr_tanh(LR_GELU_FACTOR * (a + LR_GELU_CUBE * a * a * a))))
LR_BACKWARD(lr_gelu_tanh_gradient, d *lr_gelu_tanh_slope(a))

LR_INLINE lr_scalar lr_silu_slope(lr_scalar x) {
  lr_scalar s = lr_sigmoid(x);
  return s * (1 + x * (1 - s));
}

LR_FORWARD(lr_silu, a *lr_sigmoid(a))
LR_BACKWARD(lr_silu_gradient, d *lr_silu_slope(a))

LR_KERNEL void lr_softplus_forward(
    const lr_scalar *x, lr_scalar *y, long n, lr_scalar beta, lr_scalar threshold) {
  for (long i = 0; i < n; i++) {
    lr_scalar z = beta * x[i], bent = lr_softplus(z) / beta;
    y[i] = z > threshold ? x[i] : bent;
  }
}

LR_KERNEL void lr_softplus_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar beta,
    lr_scalar threshold) {
  for (long i = 0; i < n; i++) {
    lr_scalar z = beta * x[i], bent = dy[i] * lr_sigmoid(z);
    dx[i] = z > threshold ? dy[i] : bent;
  }
}

LR_FORWARD(lr_tanh_forward, lr_tanh(a))
LR_BACKWARD(lr_tanh_gradient, d *(1 - a * a))
LR_FORWARD(lr_sigmoid_forward, lr_sigmoid(a))
LR_BACKWARD(lr_sigmoid_gradient, d *a *(1 - a))
