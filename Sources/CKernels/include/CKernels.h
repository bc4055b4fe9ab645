#ifndef CKERNELS_H
#define CKERNELS_H

#ifdef DOUBLE_PRECISION
typedef double lr_scalar;
#else
typedef float lr_scalar;
#endif

#endif
