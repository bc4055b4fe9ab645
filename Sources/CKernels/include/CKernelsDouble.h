#define DOUBLE_PRECISION
#include "Kernels.h"
