#include <math.h>

#include "internal.h"

#ifdef DOUBLE_PRECISION
#define lr_next(x) nextafter(x, INFINITY)
#else
#define lr_next(x) nextafterf(x, INFINITY)
#endif

// 10^(k/5 - 12) for k from 1 to 99: the lower edges of all bins but the first.
static const double lr_edges[LR_HISTOGRAM_BINS - 1] = {
    1.5848931924611134e-12, 2.5118864315095803e-12, 3.981071705534973e-12, 6.309573444801932e-12,
    1e-11, 1.5848931924611133e-11, 2.51188643150958e-11, 3.981071705534973e-11,
    6.309573444801932e-11, 1e-10, 1.5848931924611135e-10, 2.51188643150958e-10,
    3.9810717055349725e-10, 6.309573444801932e-10, 1e-09, 1.5848931924611134e-09,
    2.51188643150958e-09, 3.981071705534972e-09, 6.309573444801932e-09, 1e-08,
    1.5848931924611136e-08, 2.51188643150958e-08, 3.981071705534972e-08, 6.309573444801932e-08,
    1e-07, 1.5848931924611136e-07, 2.51188643150958e-07, 3.9810717055349724e-07,
    6.309573444801933e-07, 1e-06, 1.5848931924611134e-06, 2.51188643150958e-06,
    3.9810717055349725e-06, 6.309573444801932e-06, 1e-05, 1.5848931924611134e-05,
    2.51188643150958e-05, 3.981071705534973e-05, 6.309573444801932e-05, 0.0001,
    0.00015848931924611134, 0.000251188643150958, 0.00039810717055349724, 0.0006309573444801932,
    0.001, 0.0015848931924611134, 0.0025118864315095803, 0.0039810717055349725,
    0.006309573444801933, 0.01, 0.015848931924611134, 0.0251188643150958,
    0.03981071705534973, 0.06309573444801933, 0.1, 0.15848931924611134,
    0.251188643150958, 0.39810717055349726, 0.6309573444801932, 1.0,
    1.5848931924611134, 2.51188643150958, 3.9810717055349727, 6.3095734448019325,
    10.0, 15.848931924611135, 25.118864315095802, 39.81071705534973,
    63.09573444801932, 100.0, 158.48931924611134, 251.188643150958,
    398.10717055349727, 630.9573444801932, 1000.0, 1584.8931924611136,
    2511.8864315095802, 3981.0717055349724, 6309.573444801932, 10000.0,
    15848.931924611135, 25118.8643150958, 39810.71705534973, 63095.73444801933,
    100000.0, 158489.31924611135, 251188.643150958, 398107.1705534973,
    630957.3444801932, 1000000.0, 1584893.1924611134, 2511886.43150958,
    3981071.7055349727, 6309573.444801932, 10000000.0, 15848931.924611134,
    25118864.3150958, 39810717.05534972, 63095734.448019326,
};

// The smallest scalar that is not below an edge.
static lr_scalar lr_edge(long bin) {
  lr_scalar edge = (lr_scalar)lr_edges[bin];
  return (double)edge < lr_edges[bin] ? lr_next(edge) : edge;
}

// The bin of a finite size above 0: the number of edges that it reaches.
static int lr_bin(lr_scalar size) {
  int bin = 0;
  while (bin < LR_HISTOGRAM_BINS - 1 && size >= lr_edge(bin)) bin++;
  return bin;
}

void lr_make_size_cells(lr_size_cell *cells) {
  for (lr_bits key = 0; key < LR_SIZE_CELLS; key++) {
    lr_scalar first = __builtin_bit_cast(lr_scalar, key << LR_SIZE_CELL_SHIFT);
    lr_scalar last =
        __builtin_bit_cast(lr_scalar, ((key + 1) << LR_SIZE_CELL_SHIFT) - 1);
    lr_size_cell cell = {0, LR_HISTOGRAM_BINS + 1, LR_HISTOGRAM_BINS + 1};
    if (key == 0) {
      cell = (lr_size_cell){1, LR_HISTOGRAM_BINS, 0};
    } else if (first - first == 0) {
      cell.low = (uint16_t)lr_bin(first);
      cell.high = (uint16_t)lr_bin(last);
      if (cell.low != cell.high)
        cell.edge = __builtin_bit_cast(lr_bits, lr_edge(cell.low));
    }
    cells[key] = cell;
  }
}

// Neighbours often fall into one bin, whose count would wait for the one before: four take turns.
void lr_count_sizes(const lr_size_cell *cells, const lr_scalar *x, long n, long *counts) {
  uint32_t turns[4][LR_SIZE_COUNTS] = {{0}};
  const lr_bits magnitude = ~(lr_bits)0 >> 1;
  long i = 0;
#define LR_COUNT(turn)                                                           \
  {                                                                              \
    lr_bits bits = __builtin_bit_cast(lr_bits, x[i + turn]) & magnitude;         \
    lr_size_cell cell = cells[bits >> LR_SIZE_CELL_SHIFT];                       \
    turns[turn][bits >= cell.edge ? cell.high : cell.low]++;                     \
  }
  for (; i + 4 <= n; i += 4) {
    LR_COUNT(0)
    LR_COUNT(1)
    LR_COUNT(2)
    LR_COUNT(3)
  }
  for (; i < n; i++) LR_COUNT(0)
  for (long bin = 0; bin < LR_SIZE_COUNTS; bin++)
    counts[bin] += (long)turns[0][bin] + turns[1][bin] + turns[2][bin] + turns[3][bin];
}
