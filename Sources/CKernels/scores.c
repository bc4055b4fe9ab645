#include <math.h>

#include "internal.h"

static double lr_probability_loss(double p) { return p > 0 ? -log(p) : INFINITY; }

// One output a row: class 1 has the linked probability, class 0 the rest.
static void lr_score_binary(double o, int class, int link, double *scores) {
  double p = o, loss;
  if (link == LR_SIGMOID) {
    double signedLogit = class ? o : -o;
    p = 1 / (1 + exp(-o));
    loss = (signedLogit < 0 ? -signedLogit : 0) + log1p(exp(-fabs(o)));
  } else {
    if (link == LR_EXPONENTIAL) p = exp(o);
    loss = lr_probability_loss(class ? p : 1 - p);
  }
  int right = class ? p > 0.5 : p <= 0.5;
  scores[0] += right;
  scores[1] += loss;
  scores[2] += (p - class) * (p - class);
}

static void lr_score_row(const lr_scalar *o, long class, long w, int link, double *scores) {
  long best = 0;
  double sum = 0, brier = 0;
  for (long c = 1; c < w; c++)
    if (o[c] > o[best]) best = c;
  if (link == LR_SOFTMAX)
    for (long c = 0; c < w; c++) sum += exp((double)o[c] - (double)o[best]);
  for (long c = 0; c < w; c++) {
    double p = (double)o[c];
    if (link == LR_SOFTMAX) p = exp(p - (double)o[best]) / sum;
    if (link == LR_SIGMOID) p = 1 / (1 + exp(-p));
    if (link == LR_EXPONENTIAL) p = exp(p);
    double d = p - (c == class);
    brier += d * d;
    if (c == class && link != LR_SOFTMAX && link != LR_EXPONENTIAL)
      scores[1] += lr_probability_loss(p);
  }
  if (link == LR_SOFTMAX) scores[1] += log(sum) + (double)o[best] - (double)o[class];
  if (link == LR_EXPONENTIAL) scores[1] -= (double)o[class];
  // A NaN is never the largest, so a row of NaN would count as class 0.
  scores[0] += best == class && o[best] == o[best];
  scores[2] += w == 2 ? brier / 2 : brier;
}

void lr_score_classes(
    const lr_scalar *o, const lr_scalar *classes, long r, long w, int link, double *scores) {
  for (long i = 0; i < r; i++) {
    if (w == 1)
      lr_score_binary((double)o[i], (int)classes[i], link, scores);
    else
      lr_score_row(o + i * w, (long)classes[i], w, link, scores);
  }
}

void lr_score_values(
    const lr_scalar *o, const lr_scalar *t, long r, long stride, double *sums) {
  double absolute = 0, square = 0, total = 0, spread = 0;
  for (long i = 0; i < r; i++) {
    double d = (double)o[i * stride] - (double)t[i * stride];
    absolute += fabs(d);
    square += d * d;
    total += (double)t[i * stride];
  }
  double mean = total / (double)r;
  for (long i = 0; i < r; i++) {
    double d = (double)t[i * stride] - mean;
    spread += d * d;
  }
  sums[0] = absolute;
  sums[1] = square;
  sums[2] = total;
  sums[3] = spread;
}
