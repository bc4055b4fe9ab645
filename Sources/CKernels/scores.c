#include <math.h>

#include "internal.h"

static double lr_probability_loss(double p) { return p > 0 ? -log(p) : INFINITY; }

// Which of no and yes one output says; -1 where it is NaN. Softmax stands for the softmax of the output
// and an unseen 0, which is its sigmoid.
static int lr_score_binary(double o, int class, int link, double *row) {
  double p = o, loss = 0, half = link == LR_MARGIN ? 0 : 0.5;
  if (link == LR_SIGMOID || link == LR_SOFTMAX) {
    double signedLogit = class ? o : -o;
    p = 1 / (1 + exp(-o));
    loss = (signedLogit < 0 ? -signedLogit : 0) + log1p(exp(-fabs(o)));
  } else if (link != LR_MARGIN) {
    if (link == LR_EXPONENTIAL) p = exp(o);
    loss = lr_probability_loss(class ? p : 1 - p);
  }
  int said = p > half ? 1 : p <= half ? 0 : -1;
  row[0] = said == class;
  row[1] = loss;
  row[2] = (p - class) * (p - class);
  return said;
}

// The class that a row of outputs says; -1 where they are NaN.
static long lr_score_row(const lr_scalar *o, long class, long w, int link, double *row) {
  long best = 0;
  double sum = 0, brier = 0, loss = 0;
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
      loss = lr_probability_loss(p);
  }
  if (link == LR_SOFTMAX) loss = log(sum) + (double)o[best] - (double)o[class];
  if (link == LR_EXPONENTIAL) loss = -(double)o[class];
  row[1] = loss;
  row[2] = w == 2 ? brier / 2 : brier;
  // A NaN is never the largest, so a row of NaN would count as class 0.
  long said = o[best] == o[best] ? best : -1;
  row[0] = said == class;
  return said;
}

// Adds a row's scores to those of all rows, and its loss to the tallies of its class or label.
static void lr_add_row(const double *row, double *scores, double *tally) {
  for (int k = 0; k < 3; k++) scores[k] += row[k];
  tally[LR_LOSS] += row[1];
}

static void lr_tally(double *tallies, long class, long said) {
  tallies[class * LR_TALLIES + LR_PRESENT] += 1;
  if (said < 0) return;
  tallies[said * LR_TALLIES + LR_SAID] += 1;
  if (said == class) tallies[class * LR_TALLIES + LR_HIT] += 1;
}

void lr_score_classes(
    const lr_scalar *o, const lr_scalar *classes, long r, long w, int link, double *scores,
    double *tallies) {
  for (long i = 0; i < r; i++) {
    long class = (long)classes[i];
    double row[3];
    long said = w == 1 ? lr_score_binary((double)o[i], (int)class, link, row)
                       : lr_score_row(o + i * w, class, w, link, row);
    lr_add_row(row, scores, tallies + class * LR_TALLIES);
    lr_tally(tallies, class, said);
  }
}

void lr_score_labels(
    const lr_scalar *o, const lr_scalar *t, long r, long w, int link, double *scores,
    double *tallies) {
  for (long i = 0; i < r; i++)
    for (long c = 0; c < w; c++) {
      double *tally = tallies + c * LR_TALLIES;
      int there = t[i * w + c] > (lr_scalar)0.5;
      double row[3];
      int said = lr_score_binary((double)o[i * w + c], there, link, row);
      lr_add_row(row, scores, tally);
      tally[LR_PRESENT] += there;
      tally[LR_SAID] += said == 1;
      tally[LR_HIT] += there && said == 1;
    }
}

void lr_score_values(
    const lr_scalar *o, long o_stride, const lr_scalar *t, long t_stride, long r, int link,
    double *sums) {
  double absolute = 0, square = 0, total = 0, spread = 0;
  for (long i = 0; i < r; i++) {
    double p = (double)o[i * o_stride], y = (double)t[i * t_stride];
    if (link == LR_SIGMOID) p = 1 / (1 + exp(-p));
    if (link == LR_EXPONENTIAL) p = exp(p);
    absolute += fabs(p - y);
    square += (p - y) * (p - y);
    total += y;
  }
  double mean = total / (double)r;
  for (long i = 0; i < r; i++) {
    double d = (double)t[i * t_stride] - mean;
    spread += d * d;
  }
  sums[0] = absolute;
  sums[1] = square;
  sums[2] = total;
  sums[3] = spread;
}
