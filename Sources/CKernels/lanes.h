#ifndef CKERNELS_LANES_H
#define CKERNELS_LANES_H

#include "internal.h"

// Vectors of 64 bytes where the compiler finds none by itself: short rows that don't fill a vector.
// Loads and stores take whole vectors; a kernel that writes past a row's end writes the next row later.

enum { LR_LANES = 64 / sizeof(lr_scalar) };

#ifdef DOUBLE_PRECISION
typedef int64_t lr_whole;
#define LR_COUNT {0, 1, 2, 3, 4, 5, 6, 7}
#define LR_EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define LR_ODD 1, 3, 5, 7, 9, 11, 13, 15
#define LR_LOW_PAIRS 0, 8, 1, 9, 2, 10, 3, 11
#define LR_HIGH_PAIRS 4, 12, 5, 13, 6, 14, 7, 15
#else
typedef int32_t lr_whole;
#define LR_COUNT {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
#define LR_EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define LR_ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define LR_LOW_PAIRS 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define LR_HIGH_PAIRS 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif

typedef lr_scalar lr_lanes __attribute__((vector_size(64)));
typedef lr_whole lr_masks __attribute__((vector_size(64)));
// The same anywhere in memory.
typedef lr_scalar lr_loose_lanes __attribute__((vector_size(64), aligned(sizeof(lr_scalar))));
typedef int32_t lr_indices
    __attribute__((vector_size(64 / sizeof(lr_scalar) * sizeof(int32_t))));
typedef int32_t lr_loose_indices
    __attribute__((vector_size(64 / sizeof(lr_scalar) * sizeof(int32_t)), aligned(4)));

#define LR_LOAD(address) ((lr_lanes) * (const lr_loose_lanes *)(address))
#define LR_STORE(address, lanes) (*(lr_loose_lanes *)(address) = (lanes))
// Lanes where the mask is set, 0 elsewhere: whatever else is there, NaN too, is gone.
#define LR_KEEP(lanes, mask) ((lr_lanes)((lr_masks)(lanes) & (mask)))
#define LR_SELECT(mask, yes, no) \
  ((lr_lanes)(((lr_masks)(yes) & (mask)) | ((lr_masks)(no) & ~(mask))))

// Sets the lanes from low up to high, which may lie outside.
#define LR_MASK(low, high) \
  ((lr_lane_numbers >= lr_to_lane(low)) & (lr_lane_numbers < lr_to_lane(high)))

static const lr_masks lr_lane_numbers = LR_COUNT;

LR_INLINE lr_whole lr_to_lane(long lane) {
  return (lr_whole)(lane < 0 ? 0 : lane > LR_LANES ? LR_LANES : lane);
}

LR_INLINE long lr_vectors(long n) { return (n + LR_LANES - 1) / LR_LANES; }

#endif
