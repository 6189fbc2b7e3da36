// Sums of squares f·x·xᵀ over the rows x of a block, for several factors f of each row: the product of a Hessian.
//
// A sum is symmetric, so its lower triangle alone is made, in groups of as many columns as a cache line has numbers.
// Group g of it is GROUP rows of GROUP·(g + 1) numbers.
#define GROUP (64 / sizeof(REAL))
#define SQUARE_ROWS (BYTES == 64 ? 8 : 4)
#define SQUARE_VECTORS (BYTES == 64 ? 3 : 2)

// R rows × J vectors of a sum: leftᵀ · panel, `left` with GROUP numbers a row.
INLINE void N(square_tile)(const size_t R, const size_t J, size_t rows, const REAL *left, size_t stride,
                           const REAL *panel, size_t width, REAL *sum) {
  N(vector) sums[SQUARE_ROWS][SQUARE_VECTORS];
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t v = 0; v < J; v++) sums[r][v] = (N(vector)){0};
  for (size_t i = 0; i < rows; i++) {
    N(vector) x[SQUARE_VECTORS];
    UNROLL for (size_t v = 0; v < J; v++) x[v] = N(load)(panel + i * stride + v * LANES);
    UNROLL for (size_t r = 0; r < R; r++) {
      N(vector) f = N(splat)(left[i * GROUP + r]);
      UNROLL for (size_t v = 0; v < J; v++) sums[r][v] += x[v] * f;
    }
  }
  UNROLL for (size_t r = 0; r < R; r++) {
    UNROLL for (size_t v = 0; v < J; v++) {
      REAL *place = sum + r * width + v * LANES;
      N(store)(place, N(load)(place) + sums[r][v]);
    }
  }
}

// The rows of a group times column `c` of the factors.
INLINE void N(weigh)(size_t rows, size_t stride, const REAL *panel, size_t count, const REAL *factors, REAL *left) {
  for (size_t i = 0; i < rows; i++) {
    N(vector) f = N(splat)(factors[i * count]);
    UNROLL for (size_t l = 0; l < GROUP; l += LANES) {
      N(store)(left + i * GROUP + l, N(load)(panel + i * stride + l) * f);
    }
  }
}

FUNCTION void N(squares)(size_t rows, size_t groups, size_t stride, const REAL *panel, size_t count,
                         const REAL *factors, REAL *scratch, REAL *sums) {
  const size_t size = GROUP * GROUP * groups * (groups + 1) / 2, strip = EST_SQUARE_COLUMNS / GROUP,
               step = SQUARE_VECTORS * LANES;
  for (size_t first = 0; first < groups; first += strip) {
    size_t end = first + strip < groups ? first + strip : groups;
    for (size_t c = 0; c < count; c++) {
      for (size_t g = first; g < end; g++)
        N(weigh)(rows, stride, panel + g * GROUP, count, factors + c, scratch + (g - first) * rows * GROUP);
      for (size_t j = 0; j < end * GROUP; j += step) {
        for (size_t g = first > j / GROUP ? first : j / GROUP; g < end; g++) {
          const size_t width = (g + 1) * GROUP, vectors = (width - j) / LANES;
          const REAL *left = scratch + (g - first) * rows * GROUP;
          REAL *sum = sums + c * size + GROUP * GROUP * g * (g + 1) / 2 + j;
#define TILE(J)                                                                                                        \
  for (size_t r = 0; r < GROUP; r += SQUARE_ROWS)                                                                      \
  N(square_tile)(SQUARE_ROWS, J, rows, left + r, stride, panel + j, width, sum + r * width)
          if (vectors >= SQUARE_VECTORS) {
            TILE(SQUARE_VECTORS);
          } else if (vectors == 1) {
            TILE(1);
          } else {
            TILE(SQUARE_VECTORS > 2 ? 2 : 1);
          }
#undef TILE
        }
      }
    }
  }
}
#undef GROUP
#undef SQUARE_ROWS
#undef SQUARE_VECTORS
