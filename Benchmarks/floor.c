/* The floor: one training step of a ReLU network written directly over cblas_sgemm, on one thread, with nothing around
   it. Shuffled rows are gathered, propagated, scored, propagated back and followed by SGD or Adam, as the engine does.
   Prints `name microseconds` a line: processor time, the best epoch of each network.

   cc -O3 -march=native -ffast-math Benchmarks/floor.c -o floor $(pkg-config --cflags --libs openblas) -lm */
#include <cblas.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_LAYERS = 4 };

typedef struct {
  const char *name;
  int layers;
  int widths[MAX_LAYERS + 1];
  int batch, rows, epochs;
  bool binary, adam;
} Network;

typedef struct {
  float *weights, *gradients, *mean, *square;
  size_t count;
  float *weight[MAX_LAYERS], *bias[MAX_LAYERS], *weight_gradient[MAX_LAYERS], *bias_gradient[MAX_LAYERS];
  float *output[MAX_LAYERS + 1], *delta[MAX_LAYERS + 1];
} State;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static uint32_t random_state = 2463534242u;
static uint32_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 17;
  return random_state ^= random_state << 5;
}
static float uniform(void) { return (float)next_random() * (2.0f / 4294967296.0f) - 1.0f; }

static float *zeros(size_t count) {
  float *block = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
  memset(block, 0, count * sizeof(float));
  return block;
}

static State prepare(const Network *net) {
  State s = {0};
  for (int l = 0; l < net->layers; l++) s.count += (size_t)(net->widths[l] + 1) * net->widths[l + 1];
  s.weights = zeros(s.count), s.gradients = zeros(s.count), s.mean = zeros(s.count), s.square = zeros(s.count);
  for (size_t i = 0; i < s.count; i++) s.weights[i] = 0.1f * uniform();
  size_t at = 0;
  for (int l = 0; l < net->layers; l++) {
    size_t weights = (size_t)net->widths[l] * net->widths[l + 1];
    s.weight[l] = s.weights + at, s.weight_gradient[l] = s.gradients + at;
    s.bias[l] = s.weights + at + weights, s.bias_gradient[l] = s.gradients + at + weights;
    at += weights + net->widths[l + 1];
  }
  for (int l = 0; l <= net->layers; l++) {
    s.output[l] = zeros((size_t)net->batch * net->widths[l]);
    s.delta[l] = zeros((size_t)net->batch * net->widths[l]);
  }
  return s;
}

static void forward(const Network *net, State *s) {
  for (int l = 0; l < net->layers; l++) {
    int in = net->widths[l], out = net->widths[l + 1];
    for (int r = 0; r < net->batch; r++) memcpy(s->output[l + 1] + (size_t)r * out, s->bias[l], out * sizeof(float));
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, net->batch, out, in, 1, s->output[l], in, s->weight[l], out, 1,
                s->output[l + 1], out);
    if (l + 1 == net->layers) break;
    for (size_t i = 0; i < (size_t)net->batch * out; i++) s->output[l + 1][i] = fmaxf(s->output[l + 1][i], 0);
  }
}

static float score(const Network *net, State *s, const int *labels) {
  int classes = net->widths[net->layers];
  float *logits = s->output[net->layers], *delta = s->delta[net->layers], loss = 0, share = 1.0f / net->batch;
  for (int r = 0; r < net->batch; r++) {
    float *z = logits + (size_t)r * classes, *d = delta + (size_t)r * classes;
    if (net->binary) {
      loss += fmaxf(z[0], 0) - z[0] * labels[r] + log1pf(expf(-fabsf(z[0])));
      d[0] = (1 / (1 + expf(-z[0])) - labels[r]) * share;
      continue;
    }
    float top = z[0], sum = 0;
    for (int c = 1; c < classes; c++) top = fmaxf(top, z[c]);
    for (int c = 0; c < classes; c++) sum += d[c] = expf(z[c] - top);
    for (int c = 0; c < classes; c++) d[c] *= share / sum;
    d[labels[r]] -= share;
    loss += logf(sum) + top - z[labels[r]];
  }
  return loss * share;
}

static void backward(const Network *net, State *s) {
  for (int l = net->layers - 1; l >= 0; l--) {
    int in = net->widths[l], out = net->widths[l + 1];
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, in, out, net->batch, 1, s->output[l], in, s->delta[l + 1], out, 0,
                s->weight_gradient[l], out);
    memset(s->bias_gradient[l], 0, out * sizeof(float));
    for (int r = 0; r < net->batch; r++)
      for (int o = 0; o < out; o++) s->bias_gradient[l][o] += s->delta[l + 1][(size_t)r * out + o];
    if (l == 0) break;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, net->batch, in, out, 1, s->delta[l + 1], out, s->weight[l], out, 0,
                s->delta[l], in);
    for (size_t i = 0; i < (size_t)net->batch * in; i++) s->delta[l][i] *= s->output[l][i] > 0;
  }
}

static void update(const Network *net, State *s, int step) {
  const float rate = 1e-3f;
  if (!net->adam) {
    for (size_t i = 0; i < s->count; i++) s->weights[i] -= rate * s->gradients[i];
    return;
  }
  float mean_scale = 1 / (1 - powf(0.9f, step)), square_scale = 1 / (1 - powf(0.999f, step));
  for (size_t i = 0; i < s->count; i++) {
    float g = s->gradients[i];
    s->mean[i] += 0.1f * (g - s->mean[i]);
    s->square[i] += 0.001f * (g * g - s->square[i]);
    s->weights[i] -= rate * s->mean[i] * mean_scale / (sqrtf(s->square[i] * square_scale) + 1e-8f);
  }
}

static void time_network(const Network *net) {
  State s = prepare(net);
  int width = net->widths[0], classes = net->binary ? 2 : net->widths[net->layers];
  float *rows = zeros((size_t)net->rows * width);
  int *labels = malloc(net->rows * sizeof(int)), *order = malloc(net->rows * sizeof(int)), *batch = malloc(net->batch * sizeof(int));
  for (size_t i = 0; i < (size_t)net->rows * width; i++) rows[i] = uniform();
  for (int r = 0; r < net->rows; r++) labels[r] = next_random() % classes, order[r] = r;
  double best = 1e9, loss = 0;
  int step = 0;
  for (int epoch = 0; epoch < net->epochs; epoch++) {
    double start = seconds();
    for (int r = net->rows - 1; r > 0; r--) {
      int other = next_random() % (r + 1), row = order[r];
      order[r] = order[other], order[other] = row;
    }
    for (int first = 0; first + net->batch <= net->rows; first += net->batch) {
      for (int r = 0; r < net->batch; r++) {
        memcpy(s.output[0] + (size_t)r * width, rows + (size_t)order[first + r] * width, width * sizeof(float));
        batch[r] = labels[order[first + r]];
      }
      forward(net, &s);
      loss += score(net, &s, batch);
      backward(net, &s);
      update(net, &s, ++step);
    }
    double spent = seconds() - start;
    if (spent < best) best = spent;
  }
  printf("%s %.1f\n", net->name, best / (net->rows / net->batch) * 1e6);
  if (!isfinite(loss)) fprintf(stderr, "%s: the loss is not finite\n", net->name);
}

int main(int count, char **names) {
  openblas_set_num_threads(1);
  const Network networks[] = {
      {"tiny", 2, {10, 64, 1}, 32, 3200, 1500, true, true},
      {"deep", 4, {10, 128, 64, 32, 1}, 32, 3200, 300, true, true},
      {"table", 3, {30, 256, 128, 2}, 64, 6400, 75, false, true},
      {"mnist", 3, {784, 512, 512, 10}, 128, 12800, 6, false, true},
      {"wide", 3, {1024, 2048, 2048, 10}, 256, 5120, 4, false, false},
  };
  for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
    bool wanted = count == 1;
    for (int n = 1; n < count; n++) wanted |= !strcmp(names[n], networks[i].name);
    if (wanted) time_network(&networks[i]);
  }
}
