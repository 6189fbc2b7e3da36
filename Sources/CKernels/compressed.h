// Products with rows of which only the numbers that are not 0 are stored. Included by variant.h.
//
// A number meets the weights of all its score columns side by side: `weights` and `gradient` have one row of `stride`
// numbers per feature, whole vectors, padded with zeros. Score columns beyond `columns` are computed along and ignored:
// a row of scores is stored as whole vectors, whose end the next row overwrites.

// The vectors of a row that are kept in registers at a time.
#define GROUP_VECTORS 4

// Bytes store the distance from the column before, which is kept in `column`.
#define VALUE_BYTE(k) BYTE_TABLE[values[k]]
#define COLUMN_BYTE(k) (column += indices[k])
#define VALUE_REAL(k) (REAL)values[k]
#define COLUMN_REAL(k) (size_t)indices[k]

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "small integers, loaded together, lie from low to high");

// Four numbers from place k on: their columns in j, and in s each in every lane. Small integers come by one load for
// all four, because loads are what these loops are bound by.
#define FOUR_BYTES(k, j, s)                                                                                            \
  uint32_t distances, four_values;                                                                                     \
  __builtin_memcpy(&distances, indices + k, sizeof distances);                                                         \
  __builtin_memcpy(&four_values, values + k, sizeof four_values);                                                      \
  UNROLL for (int t = 0; t < 4; t++) {                                                                                 \
    j[t] = column += distances >> 8 * t & 0xff;                                                                        \
    s[t] = N(splat)(BYTE_TABLE[four_values >> 8 * t & 0xff]);                                                          \
  }
#define FOUR_REALS(k, j, s)                                                                                            \
  UNROLL for (int t = 0; t < 4; t++) j[t] = COLUMN_REAL(k + t), s[t] = N(splat)(VALUE_REAL(k + t));

// Calls TILE with the number of vectors, the first score column and the distance of rows of each group. A single group
// has a constant distance. Of several, the last, which alone may be padded, comes first: the others then overwrite what
// its padding left in the rows after.
#define EACH_GROUP(TILE)                                                                                               \
  switch (stride / LANES) {                                                                                            \
    case 1: TILE(1, 0, LANES); return;                                                                                 \
    case 2: TILE(2, 0, 2 * LANES); return;                                                                             \
    case 3: TILE(3, 0, 3 * LANES); return;                                                                             \
    case 4: TILE(4, 0, 4 * LANES); return;                                                                             \
  }                                                                                                                    \
  for (size_t left = stride / LANES; left > 0;) {                                                                      \
    size_t group = left % GROUP_VECTORS ? left % GROUP_VECTORS : GROUP_VECTORS, c = (left - group) * LANES;            \
    left -= group;                                                                                                     \
    switch (group) {                                                                                                   \
      case 1: TILE(1, c, stride); break;                                                                               \
      case 2: TILE(2, c, stride); break;                                                                               \
      case 3: TILE(3, c, stride); break;                                                                               \
      default: TILE(4, c, stride); break;                                                                              \
    }                                                                                                                  \
  }

#define COMPRESSED(SUFFIX, INDEX, VALUE_TYPE, COLUMN, VALUE, FOUR)                                                     \
  INLINE void N(gather_##SUFFIX)(const size_t V, size_t rows, const est_compressed_rows *x, size_t stride,             \
                                 const REAL *weights, const REAL *bias, size_t columns, REAL *scores) {                \
    const INDEX *indices = x->indices;                                                                                 \
    const VALUE_TYPE *values = x->values;                                                                              \
    for (size_t i = 0; i < rows; i++) {                                                                                \
      size_t row = x->rows ? (size_t)x->rows[i] : x->first + i;                                                        \
      size_t k = (size_t)x->row_starts[row], end = (size_t)x->row_ends[row], column = 0;                               \
      (void)column;                                                                                                    \
      /* Sums that do not wait for each other. */                                                                      \
      N(vector) a[GROUP_VECTORS], b[GROUP_VECTORS];                                                                    \
      UNROLL for (size_t v = 0; v < V; v++) a[v] = N(load)(bias + v * LANES), b[v] = (N(vector)){0};                   \
      for (; k + 4 <= end; k += 4) {                                                                                   \
        size_t j[4];                                                                                                   \
        N(vector) s[4];                                                                                                \
        FOUR(k, j, s)                                                                                                  \
        UNROLL for (size_t t = 0; t < 4; t += 2) {                                                                     \
          const REAL *p = weights + j[t] * stride, *q = weights + j[t + 1] * stride;                                   \
          UNROLL for (size_t v = 0; v < V; v++) {                                                                      \
            a[v] += s[t] * N(load)(p + v * LANES);                                                                     \
            b[v] += s[t + 1] * N(load)(q + v * LANES);                                                                 \
          }                                                                                                            \
        }                                                                                                              \
      }                                                                                                                \
      for (; k + 2 <= end; k += 2) {                                                                                   \
        const REAL *p = weights + COLUMN(k) * stride;                                                                  \
        const REAL *q = weights + COLUMN(k + 1) * stride;                                                              \
        N(vector) s = N(splat)(VALUE(k)), t = N(splat)(VALUE(k + 1));                                                  \
        UNROLL for (size_t v = 0; v < V; v++) a[v] += s * N(load)(p + v * LANES), b[v] += t * N(load)(q + v * LANES);  \
      }                                                                                                                \
      if (k < end) {                                                                                                   \
        const REAL *p = weights + COLUMN(k) * stride;                                                                  \
        N(vector) s = N(splat)(VALUE(k));                                                                              \
        UNROLL for (size_t v = 0; v < V; v++) a[v] += s * N(load)(p + v * LANES);                                      \
      }                                                                                                                \
      UNROLL for (size_t v = 0; v < V; v++) N(store)(scores + i * columns + v * LANES, a[v] + b[v]);                   \
    }                                                                                                                  \
  }                                                                                                                    \
  FUNCTION void N(forward_##SUFFIX)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *weights,     \
                                    const REAL *bias, size_t columns, REAL *scores) {                                  \
    EACH_GROUP(GATHER_##SUFFIX)                                                                                        \
  }                                                                                                                    \
  INLINE void N(scatter_##SUFFIX)(const size_t V, size_t rows, const est_compressed_rows *x, size_t stride,            \
                                  const REAL *residuals, size_t columns, REAL *gradient) {                             \
    const INDEX *indices = x->indices;                                                                                 \
    const VALUE_TYPE *values = x->values;                                                                              \
    for (size_t i = 0; i < rows; i++) {                                                                                \
      size_t row = x->rows ? (size_t)x->rows[i] : x->first + i;                                                        \
      N(vector) r[GROUP_VECTORS];                                                                                      \
      UNROLL for (size_t v = 0; v < V; v++) r[v] = N(load)(residuals + i * columns + v * LANES);                       \
      size_t k = (size_t)x->row_starts[row], end = (size_t)x->row_ends[row], column = 0;                               \
      (void)column;                                                                                                    \
      for (; k + 4 <= end; k += 4) {                                                                                   \
        size_t j[4];                                                                                                   \
        N(vector) s[4];                                                                                                \
        FOUR(k, j, s)                                                                                                  \
        UNROLL for (size_t t = 0; t < 4; t++) {                                                                        \
          REAL *g = gradient + j[t] * stride;                                                                          \
          UNROLL for (size_t v = 0; v < V; v++) N(store)(g + v * LANES, N(load)(g + v * LANES) + s[t] * r[v]);         \
        }                                                                                                              \
      }                                                                                                                \
      for (; k < end; k++) {                                                                                           \
        REAL *g = gradient + COLUMN(k) * stride;                                                                       \
        N(vector) s = N(splat)(VALUE(k));                                                                              \
        UNROLL for (size_t v = 0; v < V; v++) N(store)(g + v * LANES, N(load)(g + v * LANES) + s * r[v]);              \
      }                                                                                                                \
    }                                                                                                                  \
  }                                                                                                                    \
  FUNCTION void N(backward_##SUFFIX)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *residuals,  \
                                     size_t columns, REAL *gradient) {                                                 \
    EACH_GROUP(SCATTER_##SUFFIX)                                                                                       \
  }

#define GATHER(SUFFIX, V, c, stride)                                                                                   \
  N(gather_##SUFFIX)(V, rows, x, stride, weights + c, bias + c, columns, scores + c)
#define SCATTER(SUFFIX, V, c, stride)                                                                                  \
  N(scatter_##SUFFIX)(V, rows, x, stride, residuals + c, columns, gradient + c)
#define GATHER_bytes(V, c, stride) GATHER(bytes, V, c, stride)
#define SCATTER_bytes(V, c, stride) SCATTER(bytes, V, c, stride)
COMPRESSED(bytes, uint8_t, uint8_t, COLUMN_BYTE, VALUE_BYTE, FOUR_BYTES)
#define GATHER_floats(V, c, stride) GATHER(floats, V, c, stride)
#define SCATTER_floats(V, c, stride) SCATTER(floats, V, c, stride)
COMPRESSED(floats, uint16_t, float, COLUMN_REAL, VALUE_REAL, FOUR_REALS)
#define GATHER_doubles(V, c, stride) GATHER(doubles, V, c, stride)
#define SCATTER_doubles(V, c, stride) SCATTER(doubles, V, c, stride)
COMPRESSED(doubles, uint16_t, double, COLUMN_REAL, VALUE_REAL, FOUR_REALS)
#define GATHER_sparse(V, c, stride) GATHER(sparse, V, c, stride)
#define SCATTER_sparse(V, c, stride) SCATTER(sparse, V, c, stride)
COMPRESSED(sparse, int32_t, double, COLUMN_REAL, VALUE_REAL, FOUR_REALS)

FUNCTION void N(compressed_forward)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *weights,
                                    const REAL *bias, size_t columns, REAL *scores) {
  switch (x->form) {
    case EST_BYTES: N(forward_bytes)(rows, x, stride, weights, bias, columns, scores); break;
    case EST_FLOATS: N(forward_floats)(rows, x, stride, weights, bias, columns, scores); break;
    case EST_DOUBLES: N(forward_doubles)(rows, x, stride, weights, bias, columns, scores); break;
    case EST_SPARSE: N(forward_sparse)(rows, x, stride, weights, bias, columns, scores); break;
  }
}

FUNCTION void N(compressed_backward)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *residuals,
                                     size_t columns, REAL *gradient) {
  switch (x->form) {
    case EST_BYTES: N(backward_bytes)(rows, x, stride, residuals, columns, gradient); break;
    case EST_FLOATS: N(backward_floats)(rows, x, stride, residuals, columns, gradient); break;
    case EST_DOUBLES: N(backward_doubles)(rows, x, stride, residuals, columns, gradient); break;
    case EST_SPARSE: N(backward_sparse)(rows, x, stride, residuals, columns, gradient); break;
  }
}

// gradient += xᵀ · residuals for a block whose numbers lie column by column: the sums of a column stay in registers,
// where rows one after the other would load and store 64 bytes for each number.
INLINE void N(sum_columns)(const size_t V, size_t features, const est_block_columns *x, size_t stride,
                           const REAL *residuals, REAL *gradient) {
  const uint16_t *numbers = x->numbers;
  for (size_t column = 0; column < features; column++) {
    size_t k = x->starts[column], end = x->starts[column + 1];
    if (k == end) continue;
    REAL *g = gradient + column * stride;
    N(vector) a[GROUP_VECTORS], b[GROUP_VECTORS];
    UNROLL for (size_t v = 0; v < V; v++) a[v] = N(load)(g + v * LANES), b[v] = (N(vector)){0};
    for (; k + 4 <= end; k += 4) {
      uint64_t four;
      __builtin_memcpy(&four, numbers + k, sizeof four);
      UNROLL for (int t = 0; t < 4; t += 2) {
        const REAL *p = residuals + (four >> 16 * t & 0xff) * stride;
        const REAL *q = residuals + (four >> (16 * t + 16) & 0xff) * stride;
        N(vector) s = N(splat)(BYTE_TABLE[four >> (16 * t + 8) & 0xff]);
        N(vector) u = N(splat)(BYTE_TABLE[four >> (16 * t + 24) & 0xff]);
        UNROLL for (size_t v = 0; v < V; v++) a[v] += s * N(load)(p + v * LANES), b[v] += u * N(load)(q + v * LANES);
      }
    }
    for (; k < end; k++) {
      const REAL *p = residuals + (size_t)(numbers[k] & 0xff) * stride;
      N(vector) s = N(splat)(BYTE_TABLE[numbers[k] >> 8]);
      UNROLL for (size_t v = 0; v < V; v++) a[v] += s * N(load)(p + v * LANES);
    }
    UNROLL for (size_t v = 0; v < V; v++) N(store)(g + v * LANES, a[v] + b[v]);
  }
}

FUNCTION void N(columns_backward)(size_t rows, size_t features, const est_block_columns *x, size_t stride,
                                  const REAL *residuals, size_t columns, REAL *padded, REAL *gradient) {
  // Rows of whole vectors; the end of each is overwritten by the next.
  if (columns < stride)
    for (size_t i = 0; i < rows; i++)
      for (size_t c = 0; c < stride; c += LANES)
        N(store)(padded + i * stride + c, N(load)(residuals + i * columns + c));
  const REAL *r = columns < stride ? padded : residuals;
#define COLUMNS(V, c, stride) N(sum_columns)(V, features, x, stride, r + c, gradient + c)
  EACH_GROUP(COLUMNS)
#undef COLUMNS
}

#undef GROUP_VECTORS
#undef VALUE_BYTE
#undef COLUMN_BYTE
#undef VALUE_REAL
#undef COLUMN_REAL
#undef FOUR_BYTES
#undef FOUR_REALS
#undef EACH_GROUP
#undef COMPRESSED
#undef GATHER
#undef SCATTER
#undef GATHER_bytes
#undef SCATTER_bytes
#undef GATHER_floats
#undef SCATTER_floats
#undef GATHER_doubles
#undef SCATTER_doubles
#undef GATHER_sparse
#undef SCATTER_sparse
