#ifndef CKERNELS_PHILOX_H
#define CKERNELS_PHILOX_H

#include "internal.h"

// As Tensors.Philox: the counter is (block, 0, 0, step), raised before each block of four words.
LR_INLINE void lr_philox(uint64_t c[4], uint64_t low, uint64_t high) {
  for (int round = 0; round < 10; round++) {
    unsigned __int128 p = (unsigned __int128)c[0] * 0xD2E7470EE14C6C93u;
    unsigned __int128 q = (unsigned __int128)c[2] * 0xCA5A826395121157u;
    c[0] = (uint64_t)(q >> 64) ^ c[1] ^ low;
    c[1] = (uint64_t)q;
    c[2] = (uint64_t)(p >> 64) ^ c[3] ^ high;
    c[3] = (uint64_t)p;
    low += 0x9E3779B97F4A7C15u;
    high += 0xBB67AE8584CAA73Bu;
  }
}

#endif
