#include "elementary.h"

// Second derivatives of activations: adds f''(x) * u * dy, u being the tangent of the input, to what is
// there. Loops differ in one expression, in which a is x, or y where that is simpler.
#define LR_BEND(name, expression)                                                    \
  LR_KERNEL void name(                                                               \
      const lr_scalar *v, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n) { \
    for (long i = 0; i < n; i++) {                                                   \
      lr_scalar a = v[i];                                                            \
      dx[i] += (expression) * u[i] * dy[i];                                          \
    }                                                                                \
  }

LR_BEND(lr_tanh_bend, -2 * a * (1 - a * a))
LR_BEND(lr_sigmoid_bend, a *(1 - a) * (1 - 2 * a))

LR_KERNEL void lr_elu_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n,
    lr_scalar alpha) {
  for (long i = 0; i < n; i++) {
    lr_scalar negative = alpha * lr_exp(x[i]) * u[i] * dy[i];
    dx[i] += x[i] > 0 ? 0 : negative;
  }
}

LR_INLINE lr_scalar lr_gelu_second(lr_scalar x) {
  lr_scalar density = (lr_scalar)0.39894228040143267794 * lr_exp((lr_scalar)-0.5 * x * x);
  return density * (2 - x * x);
}
LR_BEND(lr_gelu_bend, lr_gelu_second(a))

LR_INLINE lr_scalar lr_gelu_tanh_second(lr_scalar x) {
  const lr_scalar k = (lr_scalar)0.79788456080286535588, c = (lr_scalar)0.044715;
  lr_scalar t = lr_tanh(k * (x + c * x * x * x)), s = 1 - t * t;
  lr_scalar inner = k * (1 + 3 * c * x * x), bend = 6 * k * c * x;
  return s * inner + (lr_scalar)0.5 * x * s * (bend - 2 * t * inner * inner);
}
LR_BEND(lr_gelu_tanh_bend, lr_gelu_tanh_second(a))

LR_INLINE lr_scalar lr_silu_second(lr_scalar x) {
  lr_scalar s = lr_sigmoid(x);
  return s * (1 - s) * (2 + x * (1 - 2 * s));
}
LR_BEND(lr_silu_bend, lr_silu_second(a))

LR_KERNEL void lr_softplus_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n,
    lr_scalar beta, lr_scalar threshold) {
  for (long i = 0; i < n; i++) {
    lr_scalar z = beta * x[i], s = lr_sigmoid(z);
    lr_scalar bent = beta * s * (1 - s) * u[i] * dy[i];
    dx[i] += z > threshold ? 0 : bent;
  }
}

// The gradient dx = y (dy - y.dy), differentiated; v is the tangent of y, d that of dy.
LR_KERNEL void lr_softmax_gradient_tangent(
    const lr_scalar *y, const lr_scalar *v, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *dx, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, y += w, v += w, dy += w, d += w, dx += w) {
    lr_scalar sum = 0, moved = 0;
    for (long c = 0; c < w; c++) {
      sum += y[c] * dy[c];
      moved += v[c] * dy[c] + y[c] * d[c];
    }
    for (long c = 0; c < w; c++) dx[c] = v[c] * (dy[c] - sum) + y[c] * (d[c] - moved);
  }
}

LR_KERNEL void lr_log_softmax_tangent(
    const lr_scalar *y, const lr_scalar *u, lr_scalar *v, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, y += w, u += w, v += w) {
    lr_scalar mean = 0;
    for (long c = 0; c < w; c++) mean += lr_exp(y[c]) * u[c];
    for (long c = 0; c < w; c++) v[c] = u[c] - mean;
  }
}

// dx = dy - exp(y) sum(dy), differentiated.
LR_KERNEL void lr_log_softmax_gradient_tangent(
    const lr_scalar *y, const lr_scalar *v, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *dx, long r, long w) {
  LR_FAST
  for (long i = 0; i < r; i++, y += w, v += w, dy += w, d += w, dx += w) {
    lr_scalar sum = 0, moved = 0;
    for (long c = 0; c < w; c++) {
      sum += dy[c];
      moved += d[c];
    }
    for (long c = 0; c < w; c++) dx[c] = d[c] - lr_exp(y[c]) * (v[c] * sum + moved);
  }
}

void lr_select(
    const lr_scalar *u, const int32_t *chosen, lr_scalar *v, long planes, long inputs,
    long outputs) {
  for (long p = 0; p < planes; p++, u += inputs, chosen += outputs, v += outputs)
    for (long o = 0; o < outputs; o++) v[o] = chosen[o] < 0 ? 0 : u[chosen[o]];
}

LR_KERNEL void lr_add_scaled(const lr_scalar *x, lr_scalar factor, lr_scalar *y, long n) {
  for (long i = 0; i < n; i++) y[i] += factor * x[i];
}

LR_KERNEL double lr_inner_product(const lr_scalar *x, const lr_scalar *y, long n) {
  LR_FAST
  double sum = 0;
  for (long i = 0; i < n; i++) sum += (double)x[i] * (double)y[i];
  return sum;
}
