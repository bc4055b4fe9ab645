#include "philox.h"

void lr_dropout_mask(
    lr_scalar *mask, long n, uint64_t key_low, uint64_t key_high, uint64_t step,
    uint64_t threshold, lr_scalar kept) {
  uint64_t block = 0;
  for (long i = 0; i < n; i += 8) {
    uint64_t c[4] = {++block, 0, 0, step};
    lr_philox(c, key_low, key_high);
    lr_scalar drawn[8];
    for (int k = 0; k < 4; k++) {
      drawn[2 * k] = (c[k] & 0xFFFFFFFFu) < threshold ? 0 : kept;
      drawn[2 * k + 1] = (c[k] >> 32) < threshold ? 0 : kept;
    }
    for (long k = 0; k < 8 && i + k < n; k++) mask[i + k] = drawn[k];
  }
}
