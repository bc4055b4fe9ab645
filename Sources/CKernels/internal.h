#ifndef CKERNELS_INTERNAL_H
#define CKERNELS_INTERNAL_H

#include "Kernels.h"

// The sanitizers' runtimes are not up yet when the loader picks a copy, and its picking is instrumented.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define LR_SANITIZED 1
#endif
#endif

// One copy of each kernel for each generation of processors; the loader picks, where it is glibc's.
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(LR_SANITIZED)
#define LR_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LR_KERNEL
#endif

#define LR_INLINE static inline __attribute__((always_inline))

// First in a body: sums may be split into lanes, and products added in one rounding. Which lanes and
// which roundings is fixed when compiling, so results repeat bit for bit on one machine.
#define LR_FAST _Pragma("clang fp reassociate(on) contract(fast)")

LR_INLINE lr_scalar lr_abs(lr_scalar x) { return __builtin_elementwise_abs(x); }
LR_INLINE lr_scalar lr_sqrt(lr_scalar x) { return __builtin_elementwise_sqrt(x); }

#endif
