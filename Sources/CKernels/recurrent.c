#include <string.h>

#include "elementary.h"

// One step of a recurrent cell for all rows of a batch, and the way back. Gates are packed rows of
// g x w numbers; states h have rows a stride apart. A row is a function of its own, as only the
// pointers that a function is given are known not to overlap; what is absent it is told by a
// constant, so that the loops have no branches. Gates that are replaced come as pointers apart: of
// parts of one array the compiler would not know that they are longer than a vector.

// MARK: Functions of gates

#ifdef DOUBLE_PRECISION
LR_INLINE double lr_gate_tanh(double x) { return lr_tanh(x); }
LR_INLINE double lr_gate_sigmoid(double x) { return lr_sigmoid(x); }
#else

// A quotient of polynomials, as in Eigen and XLA: within 4e-7 of itself everywhere, and three times as
// fast as by exp. Beyond the bound tanh is 1 - 2e-7.
LR_INLINE float lr_gate_tanh(float x) {
  const float bound = 7.90531110763549805f;
  float a = x > bound ? bound : x;
  a = a < -bound ? -bound : a;
  float z = a * a;
  float p = -2.76076847742355e-16f;
  p = p * z + 2.00018790482477e-13f;
  p = p * z - 8.60467152213735e-11f;
  p = p * z + 5.12229709037114e-08f;
  p = p * z + 1.48572235717979e-05f;
  p = p * z + 6.37261928875436e-04f;
  p = p * z + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * z + 1.18534705686654e-04f;
  q = q * z + 2.26843463243900e-03f;
  q = q * z + 4.89352518554385e-03f;
  return p * a / q;
}

// Within 3e-7, which is all that a gate that is nearly shut needs.
LR_INLINE float lr_gate_sigmoid(float x) { return 0.5f + 0.5f * lr_gate_tanh(0.5f * x); }
#endif

// MARK: Order of steps

void lr_swap_steps(const lr_scalar *x, lr_scalar *y, long a, long b, long w) {
  for (long i = 0; i < a; i++)
    for (long j = 0; j < b; j++)
      memcpy(y + (j * a + i) * w, x + (i * b + j) * w, (size_t)w * sizeof(lr_scalar));
}

// MARK: Plain cells

LR_KERNEL void lr_rnn_step(
    const lr_scalar *a, lr_scalar *h, long h_stride, long r, long w, int is_relu) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    const lr_scalar *x = a + i * w;
    lr_scalar *y = h + i * h_stride;
    if (is_relu)
      for (long j = 0; j < w; j++) y[j] = x[j] < 0 ? 0 : x[j];
    else
      for (long j = 0; j < w; j++) y[j] = lr_gate_tanh(x[j]);
  }
}

LR_INLINE void lr_rnn_row_back(
    const lr_scalar *restrict y, const lr_scalar *restrict up, const lr_scalar *restrict dh,
    lr_scalar *restrict da, long w, int is_relu, int has_up) {
  LR_FAST
  for (long j = 0; j < w; j++) {
    lr_scalar whole = has_up ? dh[j] + up[j] : dh[j];
    if (is_relu)
      da[j] = y[j] > 0 ? whole : 0;
    else
      da[j] = whole * (1 - y[j] * y[j]);
  }
}

LR_KERNEL void lr_rnn_step_gradient(
    const lr_scalar *h, long h_stride, const lr_scalar *up, long up_stride, const lr_scalar *dh,
    lr_scalar *da, long r, long w, int is_relu) {
  for (long i = 0; i < r; i++) {
    const lr_scalar *y = h + i * h_stride, *u = up ? up + i * up_stride : y, *d = dh + i * w;
    lr_scalar *out = da + i * w;
    if (is_relu && up)
      lr_rnn_row_back(y, u, d, out, w, 1, 1);
    else if (is_relu)
      lr_rnn_row_back(y, u, d, out, w, 1, 0);
    else if (up)
      lr_rnn_row_back(y, u, d, out, w, 0, 1);
    else
      lr_rnn_row_back(y, u, d, out, w, 0, 0);
  }
}

// MARK: LSTM

LR_INLINE void lr_lstm_row(
    lr_scalar *restrict gi, lr_scalar *restrict gf, lr_scalar *restrict gg,
    lr_scalar *restrict go, const lr_scalar *restrict before, lr_scalar *restrict cell,
    lr_scalar *restrict squashed, lr_scalar *restrict h, long w, int has_before) {
  LR_FAST
  for (long j = 0; j < w; j++) {
    lr_scalar in = lr_gate_sigmoid(gi[j]), forget = lr_gate_sigmoid(gf[j]);
    lr_scalar fresh = lr_gate_tanh(gg[j]), out = lr_gate_sigmoid(go[j]);
    lr_scalar state = in * fresh;
    if (has_before) state += forget * before[j];
    lr_scalar bent = lr_gate_tanh(state);
    gi[j] = in;
    gf[j] = forget;
    gg[j] = fresh;
    go[j] = out;
    cell[j] = state;
    squashed[j] = bent;
    h[j] = out * bent;
  }
}

LR_KERNEL void lr_lstm_step(
    lr_scalar *gates, const lr_scalar *previous, lr_scalar *cell, lr_scalar *squashed,
    lr_scalar *h, long h_stride, long r, long w) {
  for (long i = 0; i < r; i++) {
    lr_scalar *g = gates + i * 4 * w, *c = cell + i * w, *t = squashed + i * w;
    if (previous)
      lr_lstm_row(
          g, g + w, g + 2 * w, g + 3 * w, previous + i * w, c, t, h + i * h_stride, w, 1);
    else
      lr_lstm_row(g, g + w, g + 2 * w, g + 3 * w, g, c, t, h + i * h_stride, w, 0);
  }
}

LR_INLINE void lr_lstm_row_back(
    const lr_scalar *restrict gates, const lr_scalar *restrict before,
    const lr_scalar *restrict squashed, const lr_scalar *restrict up,
    const lr_scalar *restrict dh, lr_scalar *restrict dc, lr_scalar *restrict dgates, long w,
    int has_before, int has_up) {
  LR_FAST
  for (long j = 0; j < w; j++) {
    lr_scalar whole = has_up ? dh[j] + up[j] : dh[j];
    lr_scalar in = gates[j], forget = gates[w + j], fresh = gates[2 * w + j];
    lr_scalar out = gates[3 * w + j], bent = squashed[j];
    lr_scalar state = dc[j] + whole * out * (1 - bent * bent);
    dgates[j] = state * fresh * in * (1 - in);
    dgates[w + j] = has_before ? state * before[j] * forget * (1 - forget) : 0;
    dgates[2 * w + j] = state * in * (1 - fresh * fresh);
    dgates[3 * w + j] = whole * bent * out * (1 - out);
    dc[j] = state * forget;
  }
}

LR_KERNEL void lr_lstm_step_gradient(
    const lr_scalar *gates, const lr_scalar *previous, const lr_scalar *squashed,
    const lr_scalar *up, long up_stride, const lr_scalar *dh, lr_scalar *dc, lr_scalar *dgates,
    long r, long w) {
  for (long i = 0; i < r; i++) {
    const lr_scalar *g = gates + i * 4 * w, *t = squashed + i * w, *d = dh + i * w;
    const lr_scalar *b = previous ? previous + i * w : g, *u = up ? up + i * up_stride : g;
    lr_scalar *c = dc + i * w, *out = dgates + i * 4 * w;
    if (previous && up)
      lr_lstm_row_back(g, b, t, u, d, c, out, w, 1, 1);
    else if (previous)
      lr_lstm_row_back(g, b, t, u, d, c, out, w, 1, 0);
    else if (up)
      lr_lstm_row_back(g, b, t, u, d, c, out, w, 0, 1);
    else
      lr_lstm_row_back(g, b, t, u, d, c, out, w, 0, 0);
  }
}

// MARK: GRU

LR_INLINE void lr_gru_row(
    lr_scalar *restrict gr, lr_scalar *restrict gz, lr_scalar *restrict gn,
    const lr_scalar *restrict product, const lr_scalar *restrict bias,
    lr_scalar *restrict hidden, const lr_scalar *restrict before, lr_scalar *restrict h, long w,
    int has_bias, int has_before) {
  LR_FAST
  for (long j = 0; j < w; j++) {
    lr_scalar ar = gr[j], az = gz[j], m = 0, old = 0;
    if (has_bias) {
      ar += bias[j];
      az += bias[w + j];
      m = bias[2 * w + j];
    }
    if (has_before) {
      ar += product[j];
      az += product[w + j];
      m += product[2 * w + j];
      old = before[j];
    }
    lr_scalar reset = lr_gate_sigmoid(ar), update = lr_gate_sigmoid(az);
    lr_scalar fresh = lr_gate_tanh(gn[j] + reset * m);
    gr[j] = reset;
    gz[j] = update;
    gn[j] = fresh;
    hidden[j] = m;
    h[j] = fresh + update * (old - fresh);
  }
}

LR_KERNEL void lr_gru_step(
    lr_scalar *gates, const lr_scalar *product, const lr_scalar *bias, lr_scalar *hidden,
    const lr_scalar *previous, lr_scalar *h, long h_stride, long r, long w) {
  for (long i = 0; i < r; i++) {
    lr_scalar *g = gates + i * 3 * w, *z = g + w, *n = z + w;
    lr_scalar *kept = hidden + i * w, *y = h + i * h_stride;
    const lr_scalar *p = product + i * 3 * w;
    const lr_scalar *old = previous ? previous + i * h_stride : p;
    if (previous && bias)
      lr_gru_row(g, z, n, p, bias, kept, old, y, w, 1, 1);
    else if (previous)
      lr_gru_row(g, z, n, p, p, kept, old, y, w, 0, 1);
    else if (bias)
      lr_gru_row(g, z, n, p, bias, kept, old, y, w, 1, 0);
    else
      lr_gru_row(g, z, n, p, p, kept, old, y, w, 0, 0);
  }
}

LR_INLINE void lr_gru_row_back(
    const lr_scalar *restrict gates, const lr_scalar *restrict hidden,
    const lr_scalar *restrict before, const lr_scalar *restrict up, lr_scalar *restrict dh,
    lr_scalar *restrict dgates, lr_scalar *restrict dproduct, long w, int has_before,
    int has_up) {
  LR_FAST
  for (long j = 0; j < w; j++) {
    lr_scalar whole = has_up ? dh[j] + up[j] : dh[j];
    lr_scalar reset = gates[j], update = gates[w + j], fresh = gates[2 * w + j];
    lr_scalar old = has_before ? before[j] : 0;
    lr_scalar dn = whole * (1 - update) * (1 - fresh * fresh);
    lr_scalar dz = whole * (old - fresh) * update * (1 - update);
    lr_scalar dr = dn * hidden[j] * reset * (1 - reset);
    dgates[j] = dr;
    dgates[w + j] = dz;
    dgates[2 * w + j] = dn;
    dproduct[j] = dr;
    dproduct[w + j] = dz;
    dproduct[2 * w + j] = dn * reset;
    dh[j] = whole * update;
  }
}

LR_KERNEL void lr_gru_step_gradient(
    const lr_scalar *gates, const lr_scalar *hidden, const lr_scalar *previous, long h_stride,
    const lr_scalar *up, long up_stride, lr_scalar *dh, lr_scalar *dgates, lr_scalar *dproduct,
    long r, long w) {
  for (long i = 0; i < r; i++) {
    const lr_scalar *g = gates + i * 3 * w, *kept = hidden + i * w;
    const lr_scalar *old = previous ? previous + i * h_stride : g;
    const lr_scalar *u = up ? up + i * up_stride : g;
    lr_scalar *d = dh + i * w, *dx = dgates + i * 3 * w, *dp = dproduct + i * 3 * w;
    if (previous && up)
      lr_gru_row_back(g, kept, old, u, d, dx, dp, w, 1, 1);
    else if (previous)
      lr_gru_row_back(g, kept, old, u, d, dx, dp, w, 1, 0);
    else if (up)
      lr_gru_row_back(g, kept, old, u, d, dx, dp, w, 0, 1);
    else
      lr_gru_row_back(g, kept, old, u, d, dx, dp, w, 0, 0);
  }
}
