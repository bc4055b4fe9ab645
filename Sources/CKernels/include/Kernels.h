#ifndef KERNELS_H
#define KERNELS_H

#include <stdint.h>

#ifdef DOUBLE_PRECISION
typedef double lr_scalar;
typedef uint64_t lr_bits;
#else
typedef float lr_scalar;
typedef uint32_t lr_bits;
#endif

// Vector kernels over flat buffers. Outputs don't overlap inputs unless said otherwise; matrices
// are row-major. Each has a plain-Swift twin in Tests/TensorsTests.

// MARK: Activations: y from x; dx from dy with x or y

void lr_relu(const lr_scalar *x, lr_scalar *y, long n);
void lr_relu_gradient(const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_leaky_relu(const lr_scalar *x, lr_scalar *y, long n, lr_scalar slope);
void lr_leaky_relu_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar slope);
void lr_elu(const lr_scalar *x, lr_scalar *y, long n, lr_scalar alpha);
void lr_elu_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar alpha);
void lr_gelu(const lr_scalar *x, lr_scalar *y, long n);
void lr_gelu_gradient(const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_gelu_tanh(const lr_scalar *x, lr_scalar *y, long n);
void lr_gelu_tanh_gradient(const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_silu(const lr_scalar *x, lr_scalar *y, long n);
void lr_silu_gradient(const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_softplus_forward(
    const lr_scalar *x, lr_scalar *y, long n, lr_scalar beta, lr_scalar threshold);
void lr_softplus_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long n, lr_scalar beta,
    lr_scalar threshold);
void lr_tanh_forward(const lr_scalar *x, lr_scalar *y, long n);
void lr_tanh_gradient(const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long n);
void lr_sigmoid_forward(const lr_scalar *x, lr_scalar *y, long n);
void lr_sigmoid_gradient(const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long n);

// MARK: Softmax over the rows of an r x w matrix

void lr_softmax(const lr_scalar *x, lr_scalar *y, long r, long w);
void lr_softmax_gradient(
    const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long r, long w);
void lr_log_softmax(const lr_scalar *x, lr_scalar *y, long r, long w);
void lr_log_softmax_gradient(
    const lr_scalar *y, const lr_scalar *dy, lr_scalar *dx, long r, long w);

// MARK: Losses: the sum of terms; the gradient g, times scale, unless g is null

double lr_squared_error(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
double lr_absolute_error(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
double lr_huber_error(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale,
    lr_scalar delta);
double lr_binary_cross_entropy(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
double lr_binary_cross_entropy_by_hand(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
double lr_binary_cross_entropy_with_logits(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale,
    lr_scalar positive_weight);
// Rows of w labels; one positive weight a label.
double lr_weighted_binary_cross_entropy(
    const lr_scalar *o, const lr_scalar *t, const lr_scalar *positive_weights, lr_scalar *g,
    long r, long w, lr_scalar scale);
double lr_broadcast_squared_error(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
// Classes are whole numbers below w, one a row; weights, one a class, may be null.
double lr_cross_entropy(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar smoothing);
double lr_negative_log_likelihood(
    const lr_scalar *x, const lr_scalar *classes, lr_scalar *g, long r, long w,
    lr_scalar scale);
// (1 - p)^gamma times the cross-entropy of logits.
double lr_focal(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar gamma);
// One logit a row for class 1; two weights.
double lr_binary_focal(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long n, lr_scalar scale, lr_scalar gamma);
// What each rival lacks in distance from the class's score, over w.
double lr_hinge(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long r, long w, lr_scalar scale, lr_scalar margin);
// One score a row: above 0 for class 1; two weights.
double lr_binary_hinge(
    const lr_scalar *x, const lr_scalar *classes, const lr_scalar *weights, lr_scalar *g,
    long n, lr_scalar scale, lr_scalar margin);
// t (ln t - o), o being ln of a probability; 0 ln 0 is 0.
double lr_divergence(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long n, lr_scalar scale);
// What an output says of a variance: itself (NaN below 0), by softplus, its logarithm.
enum { LR_VARIANCE, LR_SOFTPLUS_VARIANCE, LR_LOG_VARIANCE };
// Rows of k means and k variances against k targets: (ln v + (mean - t)^2 / v) / 2, v >= epsilon.
double lr_gaussian(
    const lr_scalar *o, const lr_scalar *t, lr_scalar *g, long r, long k, lr_scalar scale,
    lr_scalar epsilon, int form);
double lr_sum_of_weights(const lr_scalar *weights, const lr_scalar *classes, long r);

// MARK: Scores of predictions, in double

// How outputs become probabilities; LR_MARGIN: not at all, and one output is compared with 0.
enum { LR_NONE, LR_MARGIN, LR_IDENTITY, LR_SIGMOID, LR_SOFTMAX, LR_EXPONENTIAL };
// For each class or label: how often it was there, was said, and both; -ln p of the rows of the class,
// of all rows of a label.
enum { LR_PRESENT, LR_SAID, LR_HIT, LR_LOSS, LR_TALLIES };
// Adds the number right, -ln p and the Brier score of all rows into scores[0...2], and to the tallies
// of each of max(2, w) classes.
void lr_score_classes(
    const lr_scalar *o, const lr_scalar *classes, long r, long w, int link, double *scores,
    double *tallies);
// The same of r x w yes-or-no labels, which are 1 or 0: each counts, and has its tallies.
void lr_score_labels(
    const lr_scalar *o, const lr_scalar *t, long r, long w, int link, double *scores,
    double *tallies);
// Writes sums over one column: |p-t|, (p-t)^2, t, and then (t - mean)^2 into sums[0...3], p being what
// the link makes of an output by itself.
void lr_score_values(
    const lr_scalar *o, long o_stride, const lr_scalar *t, long t_stride, long r, int link,
    double *sums);

// MARK: Updates: 1 if every parameter is finite afterwards

int lr_sgd(lr_scalar *p, const lr_scalar *g, long n, lr_scalar rate, lr_scalar decay);
int lr_sgd_momentum(
    lr_scalar *p, const lr_scalar *g, lr_scalar *v, long n, lr_scalar rate, lr_scalar momentum,
    lr_scalar intake, int nesterov, lr_scalar decay);
// v and m may be null: no momentum, not centred. intake is 1 - alpha.
int lr_rmsprop(
    lr_scalar *p, const lr_scalar *g, lr_scalar *s, lr_scalar *v, lr_scalar *m, long n,
    lr_scalar rate, lr_scalar alpha, lr_scalar intake, lr_scalar epsilon, lr_scalar momentum,
    lr_scalar decay);
int lr_adagrad(
    lr_scalar *p, const lr_scalar *g, lr_scalar *s, long n, lr_scalar rate, lr_scalar epsilon,
    lr_scalar decay);
// The intakes are 1 - beta, made in double: in float 1 - 0.999f is off by 1.3e-5 of itself.
typedef struct {
  lr_scalar rate, beta1, intake, beta2, square_intake, inverse_root_correction, epsilon;
  lr_scalar added_decay, shrinkage;
} lr_adam_factors;
// largest may be null.
int lr_adam(
    lr_scalar *p, const lr_scalar *g, lr_scalar *m, lr_scalar *v, lr_scalar *largest, long n,
    lr_adam_factors f);

// MARK: Matrices and vectors

// Each row of the r x w matrix y becomes b.
void lr_fill_rows(const lr_scalar *b, lr_scalar *y, long r, long w);
// out = sum of x's rows, added to what is there if asked.
void lr_sum_columns(const lr_scalar *x, lr_scalar *out, long r, long w, int accumulate);
// y[r] = x's row r . v + b
void lr_row_products(
    const lr_scalar *x, const lr_scalar *v, lr_scalar b, lr_scalar *y, long r, long w);
// out = sum over rows of d[r] x's row r
void lr_weighted_row_sum(
    const lr_scalar *x, const lr_scalar *d, lr_scalar *out, long r, long w, int accumulate);
// y[r][c] = d[r] v[c]
void lr_outer_product(
    const lr_scalar *d, const lr_scalar *v, lr_scalar *y, long r, long w);
void lr_multiply(const lr_scalar *a, const lr_scalar *b, lr_scalar *y, long n);
// y = a + b; y may be a.
void lr_sum(const lr_scalar *a, const lr_scalar *b, lr_scalar *y, long n);
// Copies columns between two matrices of r rows: from column i of x into column j of y.
void lr_copy_columns(
    const lr_scalar *x, long x_width, long i, lr_scalar *y, long y_width, long j, long columns,
    long r);
void lr_scale(lr_scalar *x, long n, lr_scalar factor);
void lr_clamp(lr_scalar *x, long n, lr_scalar limit);
// g += l1 sign(w) + l2 w
void lr_add_penalty(const lr_scalar *w, lr_scalar *g, long n, lr_scalar l1, lr_scalar l2);
// Row perm[i] of x becomes row i of y.
void lr_gather(const lr_scalar *x, const int32_t *rows, lr_scalar *y, long r, long w);
// The transposed r x w matrix.
void lr_transpose(const lr_scalar *x, lr_scalar *y, long r, long w);

// MARK: Batch norm over the columns of an r x w matrix

void lr_column_moments(
    const lr_scalar *x, long r, long w, lr_scalar *mean, lr_scalar *variance);
void lr_standardize_columns(
    const lr_scalar *x, long r, long w, const lr_scalar *mean, const lr_scalar *inverse,
    const lr_scalar *scale, const lr_scalar *shift, lr_scalar *y);
// sums: w sums of dy, then w sums of dy times the standardised x.
void lr_standardize_columns_sums(
    const lr_scalar *x, const lr_scalar *dy, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, lr_scalar *sums);
void lr_standardize_columns_gradient(
    const lr_scalar *x, const lr_scalar *dy, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, const lr_scalar *sums, lr_scalar *dx);

// MARK: Batch norm over the channels of r rows, each of p positions

// Writes each channel's mean, 1 / sqrt(variance + epsilon) and variance (over n) too.
void lr_batch_norm_channels(
    const lr_scalar *x, lr_scalar *y, long r, long channels, long p, lr_scalar epsilon,
    const lr_scalar *scale, const lr_scalar *shift, lr_scalar *mean, lr_scalar *inverse,
    lr_scalar *variance);
void lr_standardize_channels(
    const lr_scalar *x, lr_scalar *y, long r, long channels, long p, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, const lr_scalar *shift);
// sums as those of columns; dx may be null.
void lr_batch_norm_channels_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long channels, long p,
    const lr_scalar *mean, const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *sums);

// MARK: Norms of each row by itself: scale, shift, their gradients and dx may be null

void lr_layer_norm(
    const lr_scalar *x, lr_scalar *y, long r, long w, lr_scalar epsilon, const lr_scalar *scale,
    const lr_scalar *shift, lr_scalar *mean, lr_scalar *inverse);
void lr_layer_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long w, const lr_scalar *mean,
    const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *dscale, lr_scalar *dshift,
    int accumulate);
void lr_rms_norm(
    const lr_scalar *x, lr_scalar *y, long r, long w, lr_scalar epsilon, const lr_scalar *scale,
    lr_scalar *inverse);
void lr_rms_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long w,
    const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *dscale, int accumulate);
// Rows of groups of m channels of p positions; a mean and an inverse for each group of each row.
void lr_group_norm(
    const lr_scalar *x, lr_scalar *y, long r, long groups, long m, long p, lr_scalar epsilon,
    const lr_scalar *scale, const lr_scalar *shift, lr_scalar *mean, lr_scalar *inverse);
void lr_group_norm_gradient(
    const lr_scalar *x, const lr_scalar *dy, lr_scalar *dx, long r, long groups, long m, long p,
    const lr_scalar *mean, const lr_scalar *inverse, const lr_scalar *scale, lr_scalar *dscale,
    lr_scalar *dshift, int accumulate);

// MARK: Convolution and pooling: windows that slide over the images of a batch

// One axis of a window: output o reads padded inputs o * stride + k * dilation. In pooling a kernel of
// 0 is adaptive: output o reads inputs from o * size / outputs on, up to the next output's, rounded up.
typedef struct {
  long size, kernel, stride, padding, dilation, outputs;
} lr_axis;
typedef struct {
  long channels;
  lr_axis vertical, horizontal;
} lr_window;

// Row (channel, kernel row, kernel column) of columns: what that weight meets at each output of the
// output rows from first on. Around the columns there is room for LR_SLACK numbers on both sides.
enum { LR_SLACK = 128 };
void lr_unfold(
    const lr_scalar *x, lr_scalar *columns, const lr_window *w, long first, long rows);
// Adds the columns to the inputs that they came from.
void lr_fold(const lr_scalar *columns, lr_scalar *dx, const lr_window *w, long first, long rows);
// sums[c] = sum of channel c of r images of n numbers a channel, added to what is there if asked.
void lr_sum_channels(
    const lr_scalar *x, lr_scalar *sums, long r, long channels, long n, int accumulate);
// Each of the n numbers of channel c becomes b[c].
void lr_fill_channels(const lr_scalar *b, lr_scalar *y, long channels, long n);

// The largest of each window; chosen is its index in the channel's plane, -1 where the window lies in
// the padding. NaN is larger than all numbers. `planes` is rows times channels.
void lr_max_pool(
    const lr_scalar *x, lr_scalar *y, int32_t *chosen, long planes, const lr_window *w);
void lr_max_pool_gradient(
    const lr_scalar *dy, const int32_t *chosen, lr_scalar *dx, long planes, const lr_window *w);
// The mean of each window, zeros of the padding counted if asked.
void lr_average_pool(
    const lr_scalar *x, lr_scalar *y, long planes, const lr_window *w, int counts_padding);
void lr_average_pool_gradient(
    const lr_scalar *dy, lr_scalar *dx, long planes, const lr_window *w, int counts_padding);

// MARK: Shapes

// Copies boxes of d x h x w into the middle of larger ones, whose other numbers become value.
typedef struct {
  long d, h, w;
  long before_d, before_h, before_w;
  long after_d, after_h, after_w;
} lr_margins;
void lr_pad(const lr_scalar *x, lr_scalar *y, long boxes, const lr_margins *m, lr_scalar value);
// Copies the middle back.
void lr_crop(const lr_scalar *x, lr_scalar *y, long boxes, const lr_margins *m);
// y = x times a factor for each plane of n numbers.
void lr_scale_planes(const lr_scalar *x, const lr_scalar *factors, lr_scalar *y, long planes, long n);

// MARK: Attention

// Softmax of scale times each row of an n x n matrix, in place; if causal, row i sees columns 0...i
// and the others become 0.
void lr_attention_softmax(lr_scalar *x, long n, lr_scalar scale, int causal);
// From probabilities p and their gradient d, the gradient of what they are the softmax of, in d.
void lr_attention_softmax_gradient(
    const lr_scalar *p, lr_scalar *d, long n, lr_scalar scale, int causal);
// Each row of the r x w matrix y is x's row plus the table.
void lr_add_to_rows(
    const lr_scalar *x, const lr_scalar *table, lr_scalar *y, long r, long w);

// MARK: Recurrent cells: one step of r rows of w units; rows of h are h_stride apart

// The a x b x w numbers as b x a x w.
void lr_swap_steps(const lr_scalar *x, lr_scalar *y, long a, long b, long w);
// h from the sums a; the gradient of a from dh + up. up may be null.
void lr_rnn_step(
    const lr_scalar *a, lr_scalar *h, long h_stride, long r, long w, int is_relu);
void lr_rnn_step_gradient(
    const lr_scalar *h, long h_stride, const lr_scalar *up, long up_stride, const lr_scalar *dh,
    lr_scalar *da, long r, long w, int is_relu);
// Rows of gates hold i, f, g, o: their sums before, themselves after. previous is the cell state of
// the step before, null for zeros; squashed is tanh of the new one. dc is replaced.
void lr_lstm_step(
    lr_scalar *gates, const lr_scalar *previous, lr_scalar *cell, lr_scalar *squashed,
    lr_scalar *h, long h_stride, long r, long w);
void lr_lstm_step_gradient(
    const lr_scalar *gates, const lr_scalar *previous, const lr_scalar *squashed,
    const lr_scalar *up, long up_stride, const lr_scalar *dh, lr_scalar *dc, lr_scalar *dgates,
    long r, long w);
// Rows of gates hold r, z, n: the inputs' share of their sums before, themselves after. product is
// the hidden share without bias, and hidden keeps its n with bias. previous is the state of the step
// before; bias, previous with product, and up may be null. dh becomes the share that passes by.
void lr_gru_step(
    lr_scalar *gates, const lr_scalar *product, const lr_scalar *bias, lr_scalar *hidden,
    const lr_scalar *previous, lr_scalar *h, long h_stride, long r, long w);
void lr_gru_step_gradient(
    const lr_scalar *gates, const lr_scalar *hidden, const lr_scalar *previous, long h_stride,
    const lr_scalar *up, long up_stride, lr_scalar *dh, lr_scalar *dgates, lr_scalar *dproduct,
    long r, long w);

// MARK: Embedding: whole numbers pick rows of a v x w table; others give NaN and no gradient

void lr_embed(
    const lr_scalar *tokens, const lr_scalar *table, lr_scalar *y, long n, long v, long w);
// Adds rows of dy to those of the table's gradient; the row `skipped` stays.
void lr_embed_gradient(
    const lr_scalar *tokens, const lr_scalar *dy, lr_scalar *dtable, long n, long v, long w,
    long skipped);

// MARK: Measurements

double lr_sum_of_squares(const lr_scalar *x, long n);
// The first index that is NaN or infinite, or -1.
long lr_first_non_finite(const lr_scalar *x, long n);
// Adds |x| of each row to sums[row].
void lr_add_row_sizes(const lr_scalar *x, long r, long w, double *sums);
// Numbers below low or above high.
long lr_count_outside(const lr_scalar *x, long n, lr_scalar low, lr_scalar high);
// Adds x - origin, (x - origin)^2 and the number of exact zeros to sums[0...2].
void lr_add_moments(const lr_scalar *x, long n, lr_scalar origin, double *sums);
// Writes new^2, old^2 and (new - old)^2, each summed, into sums[0...2].
void lr_update_sums(const lr_scalar *new, const lr_scalar *old, long n, double *sums);
// Marks with 1 the units of an r x units x positions array that are not 0 at some row and position.
void lr_mark_alive(const lr_scalar *x, long r, long units, long positions, lr_scalar *alive);

// Counts by log10 |x| from -12 to 8, then of exact zeros, then of NaN and infinities.
enum { LR_HISTOGRAM_BINS = 100, LR_SIZE_COUNTS = 102 };
// Sizes that share their exponent and first mantissa bit: at most one edge parts them.
typedef struct {
  lr_bits edge;
  // Where sizes below the edge are counted, and the others.
  uint16_t low, high;
} lr_size_cell;
#ifdef DOUBLE_PRECISION
enum { LR_SIZE_CELLS = 4096, LR_SIZE_CELL_SHIFT = 51 };
#else
enum { LR_SIZE_CELLS = 512, LR_SIZE_CELL_SHIFT = 22 };
#endif
void lr_make_size_cells(lr_size_cell *cells);
// Adds to LR_SIZE_COUNTS counts.
void lr_count_sizes(const lr_size_cell *cells, const lr_scalar *x, long n, long *counts);

#include "Tangents.h"

// MARK: Random

// 0 with probability rate, else kept: Philox 4x64-10 of key and step, two numbers from a word.
void lr_dropout_mask(
    lr_scalar *mask, long n, uint64_t key_low, uint64_t key_high, uint64_t step,
    uint64_t threshold, lr_scalar kept);

// MARK: Augmentation: images of o planes of h x w places of k numbers each

// Adds std times a standard normal number, of two 32-bit words from each of the stream's.
void lr_add_normal(
    lr_scalar *x, long n, lr_scalar std, uint64_t key_low, uint64_t key_high, uint64_t step);
// Moves down by dy and right by dx; what moves in is 0, or the image mirrored at its edge.
void lr_shift(
    const lr_scalar *x, lr_scalar *y, long o, long h, long w, long k, long dy, long dx,
    int mirrors);
// Mirrors in place: left to right, or top to bottom.
void lr_flip_horizontal(lr_scalar *x, long o, long h, long w, long k);
void lr_flip_vertical(lr_scalar *x, long o, long h, long w, long k);
// Sets a box of every plane to 0.
void lr_clear_box(
    lr_scalar *x, long o, long h, long w, long k, long top, long bottom, long left, long right);
// y = a y + (1 - a) x
void lr_mix(const lr_scalar *x, lr_scalar *y, long n, lr_scalar a);

#endif
