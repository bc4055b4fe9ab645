#include <string.h>

#include "elementary.h"

// One step of a recurrent cell for all rows of a batch, and the way back. Gates are packed rows of
// g x w numbers; states h have rows a stride apart. Bodies take what is absent as a constant 0, so
// that the loops have no branches.

void lr_swap_steps(const lr_scalar *x, lr_scalar *y, long a, long b, long w) {
  for (long i = 0; i < a; i++)
    for (long j = 0; j < b; j++)
      memcpy(y + (j * a + i) * w, x + (i * b + j) * w, (size_t)w * sizeof(lr_scalar));
}

LR_KERNEL void lr_rnn_step(
    const lr_scalar *a, lr_scalar *h, long h_stride, long r, long w, int is_relu) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    const lr_scalar *restrict x = a + i * w;
    lr_scalar *restrict y = h + i * h_stride;
    if (is_relu)
      for (long j = 0; j < w; j++) y[j] = x[j] < 0 ? 0 : x[j];
    else
      for (long j = 0; j < w; j++) y[j] = lr_tanh(x[j]);
  }
}

LR_INLINE void lr_rnn_back(
    const lr_scalar *h, long h_stride, const lr_scalar *up, long up_stride, const lr_scalar *dh,
    lr_scalar *da, long r, long w, int is_relu, int has_up) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    const lr_scalar *restrict y = h + i * h_stride;
    const lr_scalar *restrict u = up + i * up_stride;
    const lr_scalar *restrict d = dh + i * w;
    lr_scalar *restrict out = da + i * w;
    for (long j = 0; j < w; j++) {
      lr_scalar whole = has_up ? d[j] + u[j] : d[j];
      if (is_relu)
        out[j] = y[j] > 0 ? whole : 0;
      else
        out[j] = whole * (1 - y[j] * y[j]);
    }
  }
}

LR_KERNEL void lr_rnn_step_gradient(
    const lr_scalar *h, long h_stride, const lr_scalar *up, long up_stride, const lr_scalar *dh,
    lr_scalar *da, long r, long w, int is_relu) {
  if (is_relu && up)
    lr_rnn_back(h, h_stride, up, up_stride, dh, da, r, w, 1, 1);
  else if (is_relu)
    lr_rnn_back(h, h_stride, dh, w, dh, da, r, w, 1, 0);
  else if (up)
    lr_rnn_back(h, h_stride, up, up_stride, dh, da, r, w, 0, 1);
  else
    lr_rnn_back(h, h_stride, dh, w, dh, da, r, w, 0, 0);
}

LR_INLINE void lr_lstm_forth(
    lr_scalar *gates, const lr_scalar *previous, lr_scalar *cell, lr_scalar *squashed,
    lr_scalar *h, long h_stride, long r, long w, int has_previous) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    lr_scalar *restrict gi = gates + i * 4 * w;
    lr_scalar *restrict gf = gi + w;
    lr_scalar *restrict gg = gf + w;
    lr_scalar *restrict go = gg + w;
    const lr_scalar *restrict before = previous + i * w;
    lr_scalar *restrict c = cell + i * w;
    lr_scalar *restrict t = squashed + i * w;
    lr_scalar *restrict y = h + i * h_stride;
    for (long j = 0; j < w; j++) {
      lr_scalar in = lr_sigmoid(gi[j]), forget = lr_sigmoid(gf[j]);
      lr_scalar fresh = lr_tanh(gg[j]), out = lr_sigmoid(go[j]);
      lr_scalar state = in * fresh;
      if (has_previous) state += forget * before[j];
      lr_scalar bent = lr_tanh(state);
      gi[j] = in;
      gf[j] = forget;
      gg[j] = fresh;
      go[j] = out;
      c[j] = state;
      t[j] = bent;
      y[j] = out * bent;
    }
  }
}

LR_KERNEL void lr_lstm_step(
    lr_scalar *gates, const lr_scalar *previous, lr_scalar *cell, lr_scalar *squashed,
    lr_scalar *h, long h_stride, long r, long w) {
  if (previous)
    lr_lstm_forth(gates, previous, cell, squashed, h, h_stride, r, w, 1);
  else
    lr_lstm_forth(gates, cell, cell, squashed, h, h_stride, r, w, 0);
}

LR_INLINE void lr_lstm_back(
    const lr_scalar *gates, const lr_scalar *previous, const lr_scalar *squashed,
    const lr_scalar *up, long up_stride, const lr_scalar *dh, lr_scalar *dc, lr_scalar *dgates,
    long r, long w, int has_previous, int has_up) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    const lr_scalar *restrict gi = gates + i * 4 * w;
    const lr_scalar *restrict gf = gi + w;
    const lr_scalar *restrict gg = gf + w;
    const lr_scalar *restrict go = gg + w;
    const lr_scalar *restrict before = previous + i * w;
    const lr_scalar *restrict t = squashed + i * w;
    const lr_scalar *restrict u = up + i * up_stride;
    const lr_scalar *restrict d = dh + i * w;
    lr_scalar *restrict carried = dc + i * w;
    lr_scalar *restrict di = dgates + i * 4 * w;
    lr_scalar *restrict df = di + w;
    lr_scalar *restrict dg = df + w;
    lr_scalar *restrict dout = dg + w;
    for (long j = 0; j < w; j++) {
      lr_scalar whole = has_up ? d[j] + u[j] : d[j];
      lr_scalar in = gi[j], forget = gf[j], fresh = gg[j], out = go[j], bent = t[j];
      lr_scalar state = carried[j] + whole * out * (1 - bent * bent);
      di[j] = state * fresh * in * (1 - in);
      df[j] = has_previous ? state * before[j] * forget * (1 - forget) : 0;
      dg[j] = state * in * (1 - fresh * fresh);
      dout[j] = whole * bent * out * (1 - out);
      carried[j] = state * forget;
    }
  }
}

LR_KERNEL void lr_lstm_step_gradient(
    const lr_scalar *gates, const lr_scalar *previous, const lr_scalar *squashed,
    const lr_scalar *up, long up_stride, const lr_scalar *dh, lr_scalar *dc, lr_scalar *dgates,
    long r, long w) {
  if (previous && up)
    lr_lstm_back(gates, previous, squashed, up, up_stride, dh, dc, dgates, r, w, 1, 1);
  else if (previous)
    lr_lstm_back(gates, previous, squashed, dh, w, dh, dc, dgates, r, w, 1, 0);
  else if (up)
    lr_lstm_back(gates, squashed, squashed, up, up_stride, dh, dc, dgates, r, w, 0, 1);
  else
    lr_lstm_back(gates, squashed, squashed, dh, w, dh, dc, dgates, r, w, 0, 0);
}

LR_INLINE void lr_gru_forth(
    lr_scalar *gates, const lr_scalar *product, const lr_scalar *bias, lr_scalar *hidden,
    const lr_scalar *previous, lr_scalar *h, long h_stride, long r, long w, int has_bias,
    int has_previous) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    lr_scalar *restrict gr = gates + i * 3 * w;
    lr_scalar *restrict gz = gr + w;
    lr_scalar *restrict gn = gz + w;
    const lr_scalar *restrict pr = product + i * 3 * w;
    const lr_scalar *restrict pz = pr + w;
    const lr_scalar *restrict pn = pz + w;
    const lr_scalar *restrict b = bias;
    const lr_scalar *restrict before = previous + i * h_stride;
    lr_scalar *restrict kept = hidden + i * w;
    lr_scalar *restrict y = h + i * h_stride;
    for (long j = 0; j < w; j++) {
      lr_scalar ar = gr[j], az = gz[j], m = 0, old = 0;
      if (has_bias) {
        ar += b[j];
        az += b[w + j];
        m = b[2 * w + j];
      }
      if (has_previous) {
        ar += pr[j];
        az += pz[j];
        m += pn[j];
        old = before[j];
      }
      lr_scalar reset = lr_sigmoid(ar), update = lr_sigmoid(az);
      lr_scalar fresh = lr_tanh(gn[j] + reset * m);
      gr[j] = reset;
      gz[j] = update;
      gn[j] = fresh;
      kept[j] = m;
      y[j] = fresh + update * (old - fresh);
    }
  }
}

LR_KERNEL void lr_gru_step(
    lr_scalar *gates, const lr_scalar *product, const lr_scalar *bias, lr_scalar *hidden,
    const lr_scalar *previous, lr_scalar *h, long h_stride, long r, long w) {
  if (previous && bias)
    lr_gru_forth(gates, product, bias, hidden, previous, h, h_stride, r, w, 1, 1);
  else if (previous)
    lr_gru_forth(gates, product, product, hidden, previous, h, h_stride, r, w, 0, 1);
  else if (bias)
    lr_gru_forth(gates, gates, bias, hidden, h, h, h_stride, r, w, 1, 0);
  else
    lr_gru_forth(gates, gates, gates, hidden, h, h, h_stride, r, w, 0, 0);
}

LR_INLINE void lr_gru_back(
    const lr_scalar *gates, const lr_scalar *hidden, const lr_scalar *previous, long h_stride,
    const lr_scalar *up, long up_stride, lr_scalar *dh, lr_scalar *dgates, lr_scalar *dproduct,
    long r, long w, int has_previous, int has_up) {
  LR_FAST
  for (long i = 0; i < r; i++) {
    const lr_scalar *restrict gr = gates + i * 3 * w;
    const lr_scalar *restrict gz = gr + w;
    const lr_scalar *restrict gn = gz + w;
    const lr_scalar *restrict kept = hidden + i * w;
    const lr_scalar *restrict before = previous + i * h_stride;
    const lr_scalar *restrict u = up + i * up_stride;
    lr_scalar *restrict d = dh + i * w;
    lr_scalar *restrict xr = dgates + i * 3 * w;
    lr_scalar *restrict xz = xr + w;
    lr_scalar *restrict xn = xz + w;
    lr_scalar *restrict hr = dproduct + i * 3 * w;
    lr_scalar *restrict hz = hr + w;
    lr_scalar *restrict hn = hz + w;
    for (long j = 0; j < w; j++) {
      lr_scalar whole = d[j];
      if (has_up) whole += u[j];
      lr_scalar reset = gr[j], update = gz[j], fresh = gn[j];
      lr_scalar old = has_previous ? before[j] : 0;
      lr_scalar dn = whole * (1 - update) * (1 - fresh * fresh);
      lr_scalar dz = whole * (old - fresh) * update * (1 - update);
      lr_scalar dr = dn * kept[j] * reset * (1 - reset);
      xr[j] = hr[j] = dr;
      xz[j] = hz[j] = dz;
      xn[j] = dn;
      hn[j] = dn * reset;
      d[j] = whole * update;
    }
  }
}

LR_KERNEL void lr_gru_step_gradient(
    const lr_scalar *gates, const lr_scalar *hidden, const lr_scalar *previous, long h_stride,
    const lr_scalar *up, long up_stride, lr_scalar *dh, lr_scalar *dgates, lr_scalar *dproduct,
    long r, long w) {
  if (previous && up)
    lr_gru_back(
        gates, hidden, previous, h_stride, up, up_stride, dh, dgates, dproduct, r, w, 1, 1);
  else if (previous)
    lr_gru_back(gates, hidden, previous, h_stride, gates, 0, dh, dgates, dproduct, r, w, 1, 0);
  else if (up)
    lr_gru_back(gates, hidden, hidden, 0, up, up_stride, dh, dgates, dproduct, r, w, 0, 1);
  else
    lr_gru_back(gates, hidden, hidden, 0, gates, 0, dh, dgates, dproduct, r, w, 0, 0);
}
