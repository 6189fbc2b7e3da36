// Products with rows of which only the numbers that are not 0 are stored. Included by variant.h.
//
// A number meets the weights of all its score columns side by side: `weights` and `gradient` have one row of `stride`
// numbers per feature, whole vectors, padded with zeros. Score columns beyond `columns` are computed along and ignored:
// a row of scores is stored as whole vectors, whose end the next row overwrites.

// The vectors of a row that are kept in registers at a time.
#define GROUP_VECTORS 4

#define VALUE_BYTE(k) BYTE_TABLE[values[k]]
#define VALUE_REAL(k) (REAL)values[k]

// Calls TILE with the number of vectors and the first score column of each group. The last group, which alone may be
// padded, comes first: the others then overwrite what its padding left in the rows after.
#define EACH_GROUP(TILE)                                                                                               \
  for (size_t left = stride / LANES; left > 0;) {                                                                      \
    size_t group = left % GROUP_VECTORS ? left % GROUP_VECTORS : GROUP_VECTORS, c = (left - group) * LANES;            \
    left -= group;                                                                                                     \
    switch (group) {                                                                                                   \
      case 1: TILE(1); break;                                                                                          \
      case 2: TILE(2); break;                                                                                          \
      case 3: TILE(3); break;                                                                                          \
      default: TILE(4); break;                                                                                         \
    }                                                                                                                  \
  }

#define COMPRESSED(SUFFIX, INDEX, VALUE_TYPE, VALUE)                                                                   \
  INLINE void N(gather_##SUFFIX)(const size_t V, size_t rows, const est_compressed_rows *x, size_t stride,             \
                                 const REAL *weights, const REAL *bias, size_t columns, REAL *scores) {                \
    const INDEX *indices = x->indices;                                                                                 \
    const VALUE_TYPE *values = x->values;                                                                              \
    for (size_t i = 0; i < rows; i++) {                                                                                \
      size_t row = x->rows ? (size_t)x->rows[i] : x->first + i;                                                        \
      size_t k = (size_t)x->row_starts[row], end = (size_t)x->row_ends[row];                                           \
      /* Sums that do not wait for each other. */                                                                      \
      N(vector) a[GROUP_VECTORS], b[GROUP_VECTORS];                                                                    \
      UNROLL for (size_t v = 0; v < V; v++) a[v] = N(load)(bias + v * LANES), b[v] = (N(vector)){0};                   \
      for (; k + 2 <= end; k += 2) {                                                                                   \
        const REAL *p = weights + (size_t)indices[k] * stride, *q = weights + (size_t)indices[k + 1] * stride;         \
        N(vector) s = N(splat)(VALUE(k)), t = N(splat)(VALUE(k + 1));                                                  \
        UNROLL for (size_t v = 0; v < V; v++) a[v] += s * N(load)(p + v * LANES), b[v] += t * N(load)(q + v * LANES);  \
      }                                                                                                                \
      if (k < end) {                                                                                                   \
        const REAL *p = weights + (size_t)indices[k] * stride;                                                         \
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
      size_t end = (size_t)x->row_ends[row];                                                                           \
      N(vector) r[GROUP_VECTORS];                                                                                      \
      UNROLL for (size_t v = 0; v < V; v++) r[v] = N(load)(residuals + i * columns + v * LANES);                       \
      for (size_t k = (size_t)x->row_starts[row]; k < end; k++) {                                                      \
        REAL *g = gradient + (size_t)indices[k] * stride;                                                              \
        N(vector) s = N(splat)(VALUE(k));                                                                              \
        UNROLL for (size_t v = 0; v < V; v++) N(store)(g + v * LANES, N(load)(g + v * LANES) + s * r[v]);              \
      }                                                                                                                \
    }                                                                                                                  \
  }                                                                                                                    \
  FUNCTION void N(backward_##SUFFIX)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *residuals,  \
                                     size_t columns, REAL *gradient) {                                                 \
    EACH_GROUP(SCATTER_##SUFFIX)                                                                                       \
  }

#define GATHER(SUFFIX, V) N(gather_##SUFFIX)(V, rows, x, stride, weights + c, bias + c, columns, scores + c)
#define SCATTER(SUFFIX, V) N(scatter_##SUFFIX)(V, rows, x, stride, residuals + c, columns, gradient + c)
#define GATHER_bytes(V) GATHER(bytes, V)
#define SCATTER_bytes(V) SCATTER(bytes, V)
COMPRESSED(bytes, uint16_t, uint8_t, VALUE_BYTE)
#define GATHER_floats(V) GATHER(floats, V)
#define SCATTER_floats(V) SCATTER(floats, V)
COMPRESSED(floats, uint16_t, float, VALUE_REAL)
#define GATHER_doubles(V) GATHER(doubles, V)
#define SCATTER_doubles(V) SCATTER(doubles, V)
COMPRESSED(doubles, uint16_t, double, VALUE_REAL)
#define GATHER_sparse(V) GATHER(sparse, V)
#define SCATTER_sparse(V) SCATTER(sparse, V)
COMPRESSED(sparse, int32_t, double, VALUE_REAL)

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

#undef GROUP_VECTORS
#undef VALUE_BYTE
#undef VALUE_REAL
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
