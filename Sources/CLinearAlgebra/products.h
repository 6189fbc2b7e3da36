// Included by products.c for each precision, with REAL and N(name).
#define LANES (16 / sizeof(REAL))
#define TILE_COLUMNS (2 * LANES)

typedef REAL N(vector) __attribute__((vector_size(16), aligned(sizeof(REAL))));

// A tile of the product of a packed block of A, TILE_ROWS numbers for each step of the inner dimension, and a packed
// slice of B, TILE_COLUMNS numbers for each. Every element is summed in the order of the inner dimension.
static void N(tile)(size_t depth, const REAL *a, const REAL *b, REAL *sums) {
  N(vector) s[TILE_ROWS][2] = {{{0}}};
  for (size_t p = 0; p < depth; p++) {
    const N(vector) left = *(const N(vector) *)(b + p * TILE_COLUMNS);
    const N(vector) right = *(const N(vector) *)(b + p * TILE_COLUMNS + LANES);
    UNROLL for (size_t r = 0; r < TILE_ROWS; r++) {
      const REAL x = a[p * TILE_ROWS + r];
      s[r][0] += x * left;
      s[r][1] += x * right;
    }
  }
  UNROLL for (size_t r = 0; r < TILE_ROWS; r++) {
    *(N(vector) *)(sums + r * TILE_COLUMNS) = s[r][0];
    *(N(vector) *)(sums + r * TILE_COLUMNS + LANES) = s[r][1];
  }
}

// `width` numbers of each of `depth` steps side by side, padded with zeros to `full`: from[p · step + i · next].
static void N(pack)(size_t depth, size_t width, size_t full, const REAL *from, size_t step, size_t next, REAL *to) {
  if (width < full) memset(to, 0, depth * full * sizeof *to);
  if (step < next) {
    for (size_t i = 0; i < width; i++)
      for (size_t p = 0; p < depth; p++) to[p * full + i] = from[p * step + i * next];
  } else {
    for (size_t p = 0; p < depth; p++)
      for (size_t i = 0; i < width; i++) to[p * full + i] = from[p * step + i * next];
  }
}

static void N(scale_rows)(size_t m, size_t n, REAL beta, REAL *c, size_t stride) {
  if (beta == 1) return;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < n; j++) c[i * stride + j] = beta == 0 ? 0 : beta * c[i * stride + j];
}

void N(est_gemm)(int transpose_a, int transpose_b, size_t m, size_t n, size_t k, REAL alpha, const REAL *a,
                 size_t a_stride, const REAL *b, size_t b_stride, REAL beta, REAL *c, size_t c_stride) {
  REAL rows[BLOCK_ROWS * BLOCK_DEPTH], slice[BLOCK_DEPTH * TILE_COLUMNS], sums[TILE_ROWS * TILE_COLUMNS];
  N(scale_rows)(m, n, beta, c, c_stride);
  if (alpha == 0) return;
  // Element (i, p) of op(A) and (p, j) of op(B).
  const size_t a_row = transpose_a ? 1 : a_stride, a_step = transpose_a ? a_stride : 1;
  const size_t b_step = transpose_b ? 1 : b_stride, b_column = transpose_b ? b_stride : 1;
  for (size_t p = 0; p < k; p += BLOCK_DEPTH) {
    const size_t depth = LEAST(BLOCK_DEPTH, k - p);
    for (size_t i = 0; i < m; i += BLOCK_ROWS) {
      const size_t height = LEAST(BLOCK_ROWS, m - i);
      for (size_t r = 0; r < height; r += TILE_ROWS)
        N(pack)(depth, LEAST(TILE_ROWS, height - r), TILE_ROWS, a + (i + r) * a_row + p * a_step, a_step, a_row,
                rows + r * depth);
      for (size_t j = 0; j < n; j += TILE_COLUMNS) {
        const size_t width = LEAST(TILE_COLUMNS, n - j);
        N(pack)(depth, width, TILE_COLUMNS, b + p * b_step + j * b_column, b_step, b_column, slice);
        for (size_t r = 0; r < height; r += TILE_ROWS) {
          N(tile)(depth, rows + r * depth, slice, sums);
          for (size_t t = 0; t < LEAST(TILE_ROWS, height - r); t++) {
            REAL *to = c + (i + r + t) * c_stride + j;
            for (size_t l = 0; l < width; l++) to[l] += alpha * sums[t * TILE_COLUMNS + l];
          }
        }
      }
    }
  }
}

void N(est_add_gram)(size_t rows, size_t n, const REAL *a, REAL *c) {
  REAL square[SQUARE * SQUARE];
  for (size_t i = 0; i < n; i += SQUARE) {
    const size_t side = LEAST(SQUARE, n - i);
    if (i > 0) N(est_gemm)(1, 0, side, i, rows, 1, a + i, n, a, n, 1, c + i * n, n);
    N(est_gemm)(1, 0, side, side, rows, 1, a + i, n, a + i, n, 0, square, SQUARE);
    for (size_t r = 0; r < side; r++)
      for (size_t s = 0; s <= r; s++) c[(i + r) * n + i + s] += square[r * SQUARE + s];
  }
}

#undef LANES
#undef TILE_COLUMNS
