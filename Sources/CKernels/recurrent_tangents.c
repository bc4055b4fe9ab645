#include "elementary.h"

// Recurrent layers along a change of inputs and parameters: each number goes with its tangent through
// the pass forth and back, one row at a time, which makes the tangents of the gradients exact.

typedef struct {
  lr_scalar v, t;
} lr_dual;

LR_INLINE lr_dual lr_two(lr_scalar v, lr_scalar t) { return (lr_dual){v, t}; }
LR_INLINE lr_dual lr_plus(lr_dual a, lr_dual b) { return lr_two(a.v + b.v, a.t + b.t); }
LR_INLINE lr_dual lr_less(lr_dual a, lr_dual b) { return lr_two(a.v - b.v, a.t - b.t); }
LR_INLINE lr_dual lr_times(lr_dual a, lr_dual b) {
  return lr_two(a.v * b.v, a.v * b.t + a.t * b.v);
}
LR_INLINE lr_dual lr_rest(lr_dual a) { return lr_two(1 - a.v, -a.t); }
LR_INLINE lr_dual lr_two_sigmoid(lr_dual a) {
  lr_scalar s = lr_sigmoid(a.v);
  return lr_two(s, s * (1 - s) * a.t);
}
LR_INLINE lr_dual lr_two_tanh(lr_dual a) {
  lr_scalar y = lr_tanh(a.v);
  return lr_two(y, (1 - y * y) * a.t);
}
// f'(x) of the sigmoid and of tanh, from y.
LR_INLINE lr_dual lr_sigmoid_slope(lr_dual y) { return lr_times(y, lr_rest(y)); }
LR_INLINE lr_dual lr_tanh_slope(lr_dual y) { return lr_rest(lr_times(y, y)); }

// Where one row's numbers are, and one direction's parameters.
typedef struct {
  lr_dual *input, *states, *masked, *gates, *kept, *above, *below, *sums, *products, *dh, *dc, *next;
} lr_row;
typedef struct {
  const lr_scalar *w, *wt;
  lr_scalar *g;
  long input_weight, state_weight, input_bias, state_bias;
} lr_track;

LR_INLINE lr_dual lr_weight(const lr_track *k, long at) { return lr_two(k->w[at], k->wt[at]); }

static long lr_state_width(const lr_recurrent *r) { return r->hidden * r->directions; }
static long lr_sum_width(const lr_recurrent *r) {
  return r->hidden * (r->cell == LR_LSTM ? 4 : r->cell == LR_GRU ? 3 : 1);
}
static long lr_input_width(const lr_recurrent *r, long layer) {
  return layer == 0 ? r->inputs : lr_state_width(r);
}
static long lr_widest(const lr_recurrent *r) {
  return r->inputs > lr_state_width(r) ? r->inputs : lr_state_width(r);
}

long lr_recurrent_work(const lr_recurrent *r) {
  long tracks = r->layers * r->directions, n = lr_sum_width(r);
  return 2 * (r->steps * (r->inputs + 2 * r->layers * lr_state_width(r) +
                          tracks * (n + 2 * r->hidden) + 2 * lr_widest(r)) +
              2 * n + 3 * r->hidden);
}

static lr_row lr_place(const lr_recurrent *r, lr_scalar *work) {
  long states = r->steps * lr_state_width(r), tracks = r->layers * r->directions;
  lr_row p;
  p.input = (lr_dual *)work;
  p.states = p.input + r->steps * r->inputs;
  p.masked = p.states + r->layers * states;
  p.gates = p.masked + r->layers * states;
  p.kept = p.gates + tracks * r->steps * lr_sum_width(r);
  p.above = p.kept + tracks * r->steps * 2 * r->hidden;
  p.below = p.above + r->steps * lr_widest(r);
  p.sums = p.below + r->steps * lr_widest(r);
  p.products = p.sums + lr_sum_width(r);
  p.dh = p.products + lr_sum_width(r);
  p.dc = p.dh + r->hidden;
  p.next = p.dc + r->hidden;
  return p;
}

static lr_track lr_track_of(
    const lr_recurrent *r, const lr_scalar *w, const lr_scalar *wt, lr_scalar *g, long layer,
    long direction) {
  long n = lr_sum_width(r), start = 0;
  for (long l = 0; l <= layer; l++) {
    long size = n * (lr_input_width(r, l) + r->hidden + (r->has_bias ? 2 : 0));
    start += size * (l < layer ? r->directions : direction);
  }
  lr_track k = {w, wt, g, start, 0, 0, 0};
  k.state_weight = start + n * lr_input_width(r, layer);
  k.input_bias = k.state_weight + n * r->hidden;
  k.state_bias = k.input_bias + n;
  return k;
}

// One step of a cell from its sums a and, of a GRU, products q; h is the state, old the one before.
static void lr_cell(
    const lr_recurrent *r, lr_dual *a, const lr_dual *q, lr_dual *kept, const lr_dual *kept_before,
    const lr_dual *old, lr_dual *h) {
  long n = r->hidden;
  for (long j = 0; j < n; j++) {
    if (r->cell == LR_LSTM) {
      lr_dual in = lr_two_sigmoid(a[j]), forget = lr_two_sigmoid(a[n + j]);
      lr_dual fresh = lr_two_tanh(a[2 * n + j]), out = lr_two_sigmoid(a[3 * n + j]);
      lr_dual c = lr_times(in, fresh);
      if (kept_before) c = lr_plus(c, lr_times(forget, kept_before[j]));
      a[j] = in, a[n + j] = forget, a[2 * n + j] = fresh, a[3 * n + j] = out;
      kept[j] = c;
      kept[n + j] = lr_two_tanh(c);
      h[j] = lr_times(out, kept[n + j]);
    } else if (r->cell == LR_GRU) {
      lr_dual reset = lr_two_sigmoid(lr_plus(a[j], q[j]));
      lr_dual update = lr_two_sigmoid(lr_plus(a[n + j], q[n + j]));
      lr_dual fresh = lr_two_tanh(lr_plus(a[2 * n + j], lr_times(reset, q[2 * n + j])));
      kept[j] = q[2 * n + j];
      a[j] = reset, a[n + j] = update, a[2 * n + j] = fresh;
      lr_dual before = old ? old[j] : lr_two(0, 0);
      h[j] = lr_plus(fresh, lr_times(update, lr_less(before, fresh)));
    } else if (r->cell == LR_RELU_CELL) {
      h[j] = a[j].v > 0 ? a[j] : lr_two(0, 0);
    } else {
      h[j] = lr_two_tanh(a[j]);
    }
  }
}

static void lr_forth(
    const lr_recurrent *r, const lr_row *p, const lr_track *k, const lr_dual *input, long width,
    lr_dual *states, lr_dual *gates, lr_dual *kept, long direction) {
  long n = lr_sum_width(r), w = lr_state_width(r);
  const lr_dual *old = 0, *kept_before = 0;
  for (long index = 0; index < r->steps; index++) {
    long t = direction == 0 ? index : r->steps - 1 - index;
    lr_dual *a = gates + t * n, *q = r->cell == LR_GRU ? p->products : a;
    for (long j = 0; j < n; j++) {
      a[j] = r->has_bias ? lr_weight(k, k->input_bias + j) : lr_two(0, 0);
      lr_dual other = r->has_bias ? lr_weight(k, k->state_bias + j) : lr_two(0, 0);
      if (q == a) a[j] = lr_plus(a[j], other);
      else q[j] = other;
    }
    for (long c = 0; c < width; c++)
      for (long j = 0; j < n; j++)
        a[j] = lr_plus(
            a[j], lr_times(input[t * width + c], lr_weight(k, k->input_weight + c * n + j)));
    if (old)
      for (long c = 0; c < r->hidden; c++)
        for (long j = 0; j < n; j++)
          q[j] = lr_plus(q[j], lr_times(old[c], lr_weight(k, k->state_weight + c * n + j)));
    lr_dual *h = states + t * w + direction * r->hidden;
    lr_cell(r, a, q, kept + t * 2 * r->hidden, kept_before, old, h);
    old = h;
    kept_before = kept + t * 2 * r->hidden;
  }
}

// All layers of one row; leaves everything in the row's work.
static const lr_dual *lr_row_forth(
    const lr_recurrent *r, const lr_row *p, const lr_scalar *w, const lr_scalar *wt,
    const lr_scalar *x, const lr_scalar *u, const lr_scalar *mask, long row, long rows) {
  long sw = lr_state_width(r), states = r->steps * sw;
  for (long i = 0; i < r->steps * r->inputs; i++) p->input[i] = lr_two(x[i], u[i]);
  const lr_dual *input = p->input;
  for (long layer = 0; layer < r->layers; layer++) {
    lr_dual *own = p->states + layer * states;
    for (long d = 0; d < r->directions; d++) {
      long track = layer * r->directions + d;
      lr_track k = lr_track_of(r, w, wt, 0, layer, d);
      lr_forth(
          r, p, &k, input, lr_input_width(r, layer), own,
          p->gates + track * r->steps * lr_sum_width(r),
          p->kept + track * r->steps * 2 * r->hidden, d);
    }
    input = own;
    if (!mask || layer == r->layers - 1) continue;
    lr_dual *left = p->masked + layer * states;
    for (long t = 0; t < r->steps; t++)
      for (long c = 0; c < sw; c++) {
        lr_scalar m = mask[layer * r->mask_stride + (t * rows + row) * sw + c];
        left[t * sw + c] = lr_two(m * own[t * sw + c].v, m * own[t * sw + c].t);
      }
    input = left;
  }
  return input;
}

void lr_recurrent_tangent(
    const lr_recurrent *r, const lr_scalar *w, const lr_scalar *wt, const lr_scalar *x,
    const lr_scalar *u, const lr_scalar *mask, lr_scalar *out, long rows, lr_scalar *work) {
  lr_row p = lr_place(r, work);
  long sw = lr_state_width(r);
  for (long row = 0; row < rows; row++) {
    long at = row * r->steps * r->inputs;
    const lr_dual *top = lr_row_forth(r, &p, w, wt, x + at, u + at, mask, row, rows);
    if (r->sequence) {
      for (long i = 0; i < r->steps * sw; i++) out[row * r->steps * sw + i] = top[i].t;
      continue;
    }
    for (long c = 0; c < sw; c++) {
      long t = c < r->hidden ? r->steps - 1 : 0;
      out[row * sw + c] = top[t * sw + c].t;
    }
  }
}

// The gradients of one step's sums and products, and what goes on to the step before.
static void lr_cell_back(
    const lr_recurrent *r, const lr_row *p, const lr_dual *a, const lr_dual *kept,
    const lr_dual *kept_before, const lr_dual *old, const lr_dual *h, const lr_dual *up) {
  long n = r->hidden;
  lr_dual *s = p->sums, *q = p->products;
  for (long j = 0; j < n; j++) {
    lr_dual whole = lr_plus(p->dh[j], up[j]);
    p->next[j] = lr_two(0, 0);
    if (r->cell == LR_LSTM) {
      lr_dual in = a[j], forget = a[n + j], fresh = a[2 * n + j], o = a[3 * n + j];
      lr_dual bent = kept[n + j];
      lr_dual c = lr_plus(p->dc[j], lr_times(lr_times(whole, o), lr_tanh_slope(bent)));
      s[j] = lr_times(lr_times(c, fresh), lr_sigmoid_slope(in));
      s[n + j] = kept_before
                     ? lr_times(lr_times(c, kept_before[j]), lr_sigmoid_slope(forget))
                     : lr_two(0, 0);
      s[2 * n + j] = lr_times(lr_times(c, in), lr_tanh_slope(fresh));
      s[3 * n + j] = lr_times(lr_times(whole, bent), lr_sigmoid_slope(o));
      p->dc[j] = lr_times(c, forget);
    } else if (r->cell == LR_GRU) {
      lr_dual reset = a[j], update = a[n + j], fresh = a[2 * n + j];
      lr_dual before = old ? old[j] : lr_two(0, 0);
      lr_dual dn = lr_times(lr_times(whole, lr_rest(update)), lr_tanh_slope(fresh));
      s[2 * n + j] = dn;
      s[n + j] = lr_times(lr_times(whole, lr_less(before, fresh)), lr_sigmoid_slope(update));
      s[j] = lr_times(lr_times(dn, kept[j]), lr_sigmoid_slope(reset));
      q[j] = s[j];
      q[n + j] = s[n + j];
      q[2 * n + j] = lr_times(dn, reset);
      p->next[j] = lr_times(whole, update);
    } else if (r->cell == LR_RELU_CELL) {
      s[j] = h[j].v > 0 ? whole : lr_two(0, 0);
    } else {
      s[j] = lr_times(whole, lr_tanh_slope(h[j]));
    }
  }
}

static void lr_add_tangents(
    lr_scalar *g, const lr_dual *x, long inputs, const lr_dual *d, long n) {
  for (long c = 0; c < inputs; c++)
    for (long j = 0; j < n; j++) g[c * n + j] += x[c].v * d[j].t + x[c].t * d[j].v;
}

static void lr_back(
    const lr_recurrent *r, const lr_row *p, const lr_track *k, const lr_dual *input, long width,
    const lr_dual *states, const lr_dual *gates, const lr_dual *kept, long direction) {
  long n = lr_sum_width(r), w = lr_state_width(r);
  const lr_dual *q = r->cell == LR_GRU ? p->products : p->sums;
  for (long index = r->steps - 1; index >= 0; index--) {
    long t = direction == 0 ? index : r->steps - 1 - index;
    long before = direction == 0 ? t - 1 : t + 1, offset = direction * r->hidden;
    const lr_dual *old = index > 0 ? states + before * w + offset : 0;
    lr_cell_back(
        r, p, gates + t * n, kept + t * 2 * r->hidden,
        index > 0 ? kept + before * 2 * r->hidden : 0, old, states + t * w + offset,
        p->above + t * w + offset);
    if (k->g) {
      lr_add_tangents(k->g + k->input_weight, input + t * width, width, p->sums, n);
      if (old) lr_add_tangents(k->g + k->state_weight, old, r->hidden, q, n);
      for (long j = 0; r->has_bias && j < n; j++) {
        k->g[k->input_bias + j] += p->sums[j].t;
        k->g[k->state_bias + j] += q[j].t;
      }
    }
    for (long c = 0; c < width; c++)
      for (long j = 0; j < n; j++)
        p->below[t * width + c] = lr_plus(
            p->below[t * width + c],
            lr_times(lr_weight(k, k->input_weight + c * n + j), p->sums[j]));
    for (long c = 0; c < r->hidden; c++) {
      lr_dual sum = p->next[c];
      for (long j = 0; old && j < n; j++)
        sum = lr_plus(sum, lr_times(lr_weight(k, k->state_weight + c * n + j), q[j]));
      p->dh[c] = sum;
    }
  }
}

void lr_recurrent_gradient_tangent(
    const lr_recurrent *r, const lr_scalar *w, const lr_scalar *wt, const lr_scalar *x,
    const lr_scalar *u, const lr_scalar *mask, const lr_scalar *dy, const lr_scalar *d,
    lr_scalar *g, lr_scalar *dx, long rows, lr_scalar *work) {
  long sw = lr_state_width(r), states = r->steps * sw;
  for (long row = 0; row < rows; row++) {
    lr_row p = lr_place(r, work);
    long at = row * r->steps * r->inputs, out = row * (r->sequence ? states : sw);
    lr_row_forth(r, &p, w, wt, x + at, u + at, mask, row, rows);
    for (long i = 0; i < states; i++)
      p.above[i] = r->sequence ? lr_two(dy[out + i], d[out + i]) : lr_two(0, 0);
    for (long layer = r->layers - 1; layer >= 0; layer--) {
      long width = lr_input_width(r, layer), below = (layer - 1) * states;
      const lr_dual *input =
          layer == 0 ? p.input : mask ? p.masked + below : p.states + below;
      for (long i = 0; i < r->steps * width; i++) p.below[i] = lr_two(0, 0);
      for (long direction = 0; direction < r->directions; direction++) {
        long track = layer * r->directions + direction;
        lr_track k = lr_track_of(r, w, wt, g, layer, direction);
        for (long j = 0; j < r->hidden; j++) {
          long c = out + direction * r->hidden + j;
          int is_last = !r->sequence && layer == r->layers - 1;
          p.dh[j] = is_last ? lr_two(dy[c], d[c]) : lr_two(0, 0);
          p.dc[j] = lr_two(0, 0);
        }
        lr_back(
            r, &p, &k, input, width, p.states + layer * states,
            p.gates + track * r->steps * lr_sum_width(r),
            p.kept + track * r->steps * 2 * r->hidden, direction);
      }
      for (long i = 0; mask && layer > 0 && i < states; i++) {
        lr_scalar m =
            mask[(layer - 1) * r->mask_stride + (i / sw * rows + row) * sw + i % sw];
        p.below[i] = lr_two(m * p.below[i].v, m * p.below[i].t);
      }
      lr_dual *swap = p.above;
      p.above = p.below;
      p.below = swap;
    }
    for (long i = 0; dx && i < r->steps * r->inputs; i++) dx[at + i] = p.above[i].t;
  }
}
