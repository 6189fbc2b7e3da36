// Products of matrices, blocked so that what is worked on stays in the caches, in vectors of 16 bytes, which every
// machine has or stands for by numbers.
#include "CLinearAlgebra.h"

#include <string.h>

#define UNROLL _Pragma("clang loop unroll(full)")
#define LEAST(a, b) ((a) < (b) ? (a) : (b))

// Rows of a tile, rows of A that are packed at once, and how far along the inner dimension.
#define TILE_ROWS 4
#define BLOCK_ROWS 24
#define BLOCK_DEPTH 128
// The side of the blocks on the diagonal of a symmetric product.
#define SQUARE 32

#define REAL double
#define N(name) name##_f64
#include "products.h"
#undef REAL
#undef N

#define REAL float
#define N(name) name##_f32
#include "products.h"
