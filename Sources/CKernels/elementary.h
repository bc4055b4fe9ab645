#ifndef CKERNELS_ELEMENTARY_H
#define CKERNELS_ELEMENTARY_H

// exp, log, tanh and erf without branches or calls, so that loops over them become vector code.
// In Float they are within a few units in the last place; in Double they are the C library's.

#include "internal.h"

#ifdef DOUBLE_PRECISION

#include <math.h>

LR_INLINE double lr_exp(double x) { return exp(x); }
LR_INLINE double lr_expm1(double x) { return expm1(x); }
LR_INLINE double lr_log(double x) { return log(x); }
LR_INLINE double lr_log1p_unit(double u) { return log1p(u); }
LR_INLINE double lr_tanh(double x) { return tanh(x); }
LR_INLINE double lr_erf(double x) { return erf(x); }

#else

LR_INLINE float lr_from_bits(int bits) { return __builtin_bit_cast(float, bits); }
LR_INLINE int lr_to_bits(float x) { return __builtin_bit_cast(int, x); }

// x = n ln 2 + r with |r| <= ln 2 / 2. Adding and subtracting 1.5 * 2^23 rounds to an integer, and
// leaves it in the low bits. Constants as in Cephes' expf.
LR_INLINE float lr_exp(float x) {
  const float rounder = 12582912.0f;
  float bounded = x > 89.0f ? 89.0f : x;
  bounded = bounded < -104.0f ? -104.0f : bounded;
  float shifted = bounded * 1.44269504088896341f + rounder;
  float n = shifted - rounder;
  float r = bounded - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  float y = p * (r * r) + r + 1.0f;
  // Two factors, as 2^n alone may be too large or too small to write down.
  int power = lr_to_bits(shifted) - 0x4B400000;
  int half = power >> 1;
  float first = lr_from_bits((int)((unsigned)(half + 127) << 23));
  float second = lr_from_bits((int)((unsigned)(power - half + 127) << 23));
  return y * first * second;
}

// exp(x) - 1 of x <= 0, by a polynomial where the difference would cancel.
LR_INLINE float lr_expm1(float x) {
  float p = 1.0f / 5040;
  p = p * x + 1.0f / 720;
  p = p * x + 1.0f / 120;
  p = p * x + 1.0f / 24;
  p = p * x + 1.0f / 6;
  p = p * x + 0.5f;
  float near = p * (x * x) + x;
  float far = lr_exp(x) - 1.0f;
  return lr_abs(x) < 0.5f ? near : far;
}

// x = 2^e (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2). Constants as in Cephes' logf.
LR_INLINE float lr_log(float x) {
  int isSmall = x < 1.17549435e-38f;
  float scaled = isSmall ? x * 8388608.0f : x;
  unsigned bits = (unsigned)lr_to_bits(scaled) + (0x3F800000u - 0x3F3504F3u);
  float e = (float)((int)(bits >> 23) - 127 - (isSmall ? 23 : 0));
  float f = lr_from_bits((int)((bits & 0x007FFFFFu) + 0x3F3504F3u)) - 1.0f;
  float z = f * f;
  float p = 7.0376836292e-2f;
  p = p * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  float y = p * f * z - e * 2.12194440e-4f - 0.5f * z;
  float result = f + y + e * 0.693359375f;
  result = x > 3.40282347e38f ? x : result;
  result = x == 0.0f ? -__builtin_inff() : result;
  return x >= 0.0f ? result : __builtin_nanf("");
}

// log(1 + u) of 0 <= u <= 1: what rounding took from 1 + u is given back to first order.
LR_INLINE float lr_log1p_unit(float u) {
  float w = 1.0f + u;
  return lr_log(w) + (u - (w - 1.0f)) / w;
}

LR_INLINE float lr_tanh(float x) {
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * x + x;
  float size = lr_abs(x);
  float far = 1.0f - 2.0f / (lr_exp(2.0f * size) + 1.0f);
  far = x < 0.0f ? -far : far;
  return size < 0.625f ? near : far;
}

// A polynomial near 0, 1 - exp(polynomial) elsewhere; minimax coefficients.
LR_INLINE float lr_erf(float x) {
  float t = lr_abs(x), s = x * x;
  float q = -1.72853470e-5f * t + 3.83197126e-4f;
  float u = -3.88396438e-3f * t + 2.42546219e-2f;
  q = q * s + u;
  q = q * t - 1.06777877e-1f;
  q = q * t - 6.34846687e-1f;
  q = q * t - 1.28717512e-1f;
  q = q * t - t;
  float far = 1.0f - lr_exp(q);
  far = x < 0.0f ? -far : far;
  float p = -5.96761703e-4f;
  p = p * s + 4.99119423e-3f;
  p = p * s - 2.67681349e-2f;
  p = p * s + 1.12819925e-1f;
  p = p * s - 3.76125336e-1f;
  p = p * s + 1.28379166e-1f;
  float near = p * x + x;
  return t > 0.921875f ? far : near;
}

#endif

LR_INLINE lr_scalar lr_sigmoid(lr_scalar x) {
  lr_scalar e = lr_exp(-lr_abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

// ln(1 + exp(x)), which neither overflows nor loses small values.
LR_INLINE lr_scalar lr_softplus(lr_scalar x) {
  lr_scalar positive = x > 0 ? x : 0;
  return x != x ? x : positive + lr_log1p_unit(lr_exp(-lr_abs(x)));
}

#endif
