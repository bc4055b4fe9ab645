#ifndef KERNELS_TANGENTS_H
#define KERNELS_TANGENTS_H

// Included by Kernels.h, which says what a number is.

// MARK: Tangents: derivatives of passes along a change of inputs and parameters

// Add f''(x) u dy to dx; v is x, or y where that is simpler.
void lr_elu_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n,
    lr_scalar alpha);
void lr_gelu_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_gelu_tanh_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_silu_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_softplus_bend(
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n,
    lr_scalar beta, lr_scalar threshold);
void lr_tanh_bend(
    const lr_scalar *y, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_sigmoid_bend(
    const lr_scalar *y, const lr_scalar *u, const lr_scalar *dy, lr_scalar *dx, long n);
// v is the tangent of y, d that of dy; dx becomes that of the gradient.
void lr_softmax_gradient_tangent(
    const lr_scalar *y, const lr_scalar *v, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *dx, long r, long w);
void lr_log_softmax_tangent(
    const lr_scalar *y, const lr_scalar *u, lr_scalar *v, long r, long w);
void lr_log_softmax_gradient_tangent(
    const lr_scalar *y, const lr_scalar *v, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *dx, long r, long w);
// Each output takes the number at its own place of the plane, or 0 where that is -1.
void lr_select(
    const lr_scalar *u, const int32_t *chosen, lr_scalar *v, long planes, long inputs,
    long outputs);
// Numbers that are standardised together: `outer` runs of `inner` numbers, `stride` apart. Groups come
// in sets; each has its start and its first parameter, and parameters go on with the numbers.
typedef struct {
  long groups, sets, row_stride, set_stride, outer, stride, inner;
  long set_parameters, outer_parameters, inner_parameters;
  double epsilon;
  int centered;
} lr_norm_layout;
// Scale, its tangent and the shift's tangent may be null.
void lr_norm_tangent(
    const lr_norm_layout *l, const lr_scalar *x, const lr_scalar *u, const lr_scalar *scale,
    const lr_scalar *scale_tangent, const lr_scalar *shift_tangent, lr_scalar *v);
// Adds to dscale and dshift; each may be null, and dx too.
void lr_norm_gradient_tangent(
    const lr_norm_layout *l, const lr_scalar *x, const lr_scalar *u, const lr_scalar *dy,
    const lr_scalar *d, const lr_scalar *scale, const lr_scalar *scale_tangent, lr_scalar *dx,
    lr_scalar *dscale, lr_scalar *dshift);

// Queries, keys and values of one head of one row: n lines of d numbers, a stride apart.
typedef struct {
  long n, d;
  const lr_scalar *q, *k, *v;
  long stride;
  double scale;
  int causal;
} lr_attention;
// t holds the tangents of a, p the probabilities, f the factors that dropped some of them, or null.
// The line is for n numbers; lines for 3n.
void lr_attention_tangent(
    const lr_attention *a, const lr_attention *t, const lr_scalar *p, const lr_scalar *f,
    lr_scalar *line, lr_scalar *o, long o_stride);
// g is the output's gradient, h its tangent; adds to dq, dk and dv.
void lr_attention_gradient_tangent(
    const lr_attention *a, const lr_attention *t, const lr_scalar *p, const lr_scalar *f,
    lr_scalar *lines, const lr_scalar *g, const lr_scalar *h, long g_stride, lr_scalar *dq,
    lr_scalar *dk, lr_scalar *dv, long stride);

// A recurrent layer's sizes. Masks of layers, null where nothing is dropped, are a stride apart and
// have a number for each step, row and state.
enum { LR_TANH_CELL, LR_RELU_CELL, LR_LSTM, LR_GRU };
typedef struct {
  int cell, has_bias, sequence;
  long steps, inputs, hidden, layers, directions, mask_stride;
} lr_recurrent;
// Numbers of work that either function needs.
long lr_recurrent_work(const lr_recurrent *r);
// w and wt are the layer's parameters and their change, x and u its input and its tangent.
void lr_recurrent_tangent(
    const lr_recurrent *r, const lr_scalar *w, const lr_scalar *wt, const lr_scalar *x,
    const lr_scalar *u, const lr_scalar *mask, lr_scalar *out, long rows, lr_scalar *work);
// dy is the output's gradient, d its tangent; adds to g, and writes dx, unless they are null.
void lr_recurrent_gradient_tangent(
    const lr_recurrent *r, const lr_scalar *w, const lr_scalar *wt, const lr_scalar *x,
    const lr_scalar *u, const lr_scalar *mask, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *g, lr_scalar *dx, long rows, lr_scalar *work);

// Of losses' gradients along u: what they change by, times scale.
void lr_huber_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long n,
    lr_scalar scale, lr_scalar delta);
void lr_binary_cross_entropy_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long n,
    lr_scalar scale, lr_scalar least);
// weights, one an output, may be null; then all have one weight.
void lr_binary_cross_entropy_with_logits_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar weight);
void lr_cross_entropy_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar smoothing);
void lr_focal_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long r, long w, lr_scalar scale, lr_scalar gamma);
void lr_binary_focal_tangent(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, const lr_scalar *u,
    lr_scalar *h, long n, lr_scalar scale, lr_scalar gamma);
void lr_gaussian_tangent(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *u, lr_scalar *h, long r, long k,
    lr_scalar scale, lr_scalar epsilon, int form);

void lr_add_scaled(const lr_scalar *x, lr_scalar factor, lr_scalar *y, long n);
double lr_inner_product(const lr_scalar *x, const lr_scalar *y, long n);

#endif
