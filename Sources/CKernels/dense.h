// Products and sums of dense rows where they lie. Included by variant.h.

#define BYTES_OF(number) ((number) == EST_U8 ? (size_t)1 : (number) == EST_F32 ? (size_t)4 : (size_t)8)
// How far ahead rows are asked for: they come from memory while earlier ones are multiplied.
#define PREFETCH_BYTES 8192

// Calls EACH(number), a constant, for the numbers of some rows.
#define EACH_NUMBER(x, EACH)                                                                                           \
  switch ((x)->number) {                                                                                               \
    case EST_U8: EACH(EST_U8); break;                                                                                  \
    case EST_F32: EACH(EST_F32); break;                                                                                \
    default: EACH(EST_F64); break;                                                                                     \
  }

// LANES numbers from place j of a row on, as they are stored; `number` is a constant.
#define STORED(TYPE, NAME) typedef TYPE N(NAME) __attribute__((vector_size(LANES * sizeof(TYPE)), aligned(sizeof(TYPE))));
STORED(uint8_t, stored_u8)
STORED(float, stored_f32)
STORED(double, stored_f64)
#undef STORED
#define CONVERTED(NAME, from) __builtin_convertvector(*(const N(NAME) *)(from), N(vector))
INLINE N(vector) N(load_stored)(const est_number number, const char *row, size_t j) {
  return number == EST_U8    ? CONVERTED(stored_u8, row + j)
         : number == EST_F32 ? CONVERTED(stored_f32, row + 4 * j)
                             : CONVERTED(stored_f64, row + 8 * j);
}
#undef CONVERTED

// Where LANES numbers may be read of which the first `count` < LANES are those from place j of a row on: there, or in
// `copy` where they would lie beyond `end`.
typedef char N(copy)[LANES * sizeof(double)];
INLINE const char *N(last)(const est_number number, const char *row, size_t j, size_t count, const char *end,
                           char *copy) {
  const char *from = row + BYTES_OF(number) * j;
  if (from + BYTES_OF(number) * LANES <= end) return from;
  memset(copy, 0, sizeof(N(copy)));
  memcpy(copy, from, BYTES_OF(number) * count);
  return copy;
}

// The first `count` of them, then zeros: what lies behind may be no number.
INLINE N(vector) N(masked)(N(vector) v, size_t count) {
  N(integers) lane;
  UNROLL for (size_t l = 0; l < LANES; l++) lane[l] = (INTEGER)l;
  return (N(vector))((N(integers))v & (lane < (INTEGER)count));
}

INLINE N(vector) N(load_last)(const est_number number, const char *row, size_t j, size_t count, const char *end) {
  N(copy) copy;
  return N(masked)(N(load_stored)(number, N(last)(number, row, j, count, end, copy), 0), count);
}

// Where row i of a block lies.
INLINE const char *N(row_of)(const est_number number, const est_rows *x, size_t i) {
  const size_t bytes = BYTES_OF(number);
  return (const char *)x->start + bytes * x->stride * (x->chosen ? (size_t)x->chosen[i] : i);
}

// Two vectors a and b of groups of 2·H lanes, each the parts of one sum, to groups of H lanes: those of a, then of b.
#define LOWS_16_8(o) o + 0, o + 1, o + 2, o + 3, o + 4, o + 5, o + 6, o + 7
#define LOWS_16_4(o) o + 0, o + 1, o + 2, o + 3, o + 8, o + 9, o + 10, o + 11
#define LOWS_16_2(o) o + 0, o + 1, o + 4, o + 5, o + 8, o + 9, o + 12, o + 13
#define LOWS_16_1(o) o + 0, o + 2, o + 4, o + 6, o + 8, o + 10, o + 12, o + 14
#define LOWS_8_4(o) o + 0, o + 1, o + 2, o + 3
#define LOWS_8_2(o) o + 0, o + 1, o + 4, o + 5
#define LOWS_8_1(o) o + 0, o + 2, o + 4, o + 6
#define LOWS_4_2(o) o + 0, o + 1
#define LOWS_4_1(o) o + 0, o + 2
#define LOWS_2_1(o) o + 0
#define FOLDED(L, H, a, b)                                                                                             \
  (__builtin_shufflevector(a, b, LOWS_##L##_##H(0), LOWS_##L##_##H(L)) +                                               \
   __builtin_shufflevector(a, b, LOWS_##L##_##H(H), LOWS_##L##_##H(H + L)))

// The sums over the lanes of R vectors, in the first R lanes, in the order of horizontal_sum. R is a power of 2.
INLINE N(vector) N(lane_sums)(const size_t R, N(vector) *s) {
  size_t left = R;
#define LEVEL(L, H)                                                                                                    \
  UNROLL for (size_t r = 0; r < (left + 1) / 2; r++) s[r] = FOLDED(L, H, s[2 * r], s[left > 1 ? 2 * r + 1 : 0]);       \
  left = (left + 1) / 2;
#if BYTES / REAL_BYTES == 16
  LEVEL(16, 8) LEVEL(16, 4) LEVEL(16, 2) LEVEL(16, 1)
#elif BYTES / REAL_BYTES == 8
  LEVEL(8, 4) LEVEL(8, 2) LEVEL(8, 1)
#elif BYTES / REAL_BYTES == 4
  LEVEL(4, 2) LEVEL(4, 1)
#else
  LEVEL(2, 1)
#endif
#undef LEVEL
  return s[0];
}

// Scores that are turned lie strip by strip: of LANES rows those of the first column, then those of the second, and so
// on. A loss of a few columns takes them as they are. The last strip is filled up with zeros.
//
// R rows × C score columns of rows · weightsᵀ, vectors along the features. weights: rows of `width` numbers, padded with
// zeros.
INLINE void N(forward_tile)(const est_number number, const size_t R, const size_t C, const est_rows *x, size_t first,
                            size_t width, const REAL *weights, const REAL *bias, REAL *scores, size_t columns,
                            int turned) {
  N(vector) sums[TILE_COLUMNS][TILE_ROWS], v[TILE_ROWS];
  const char *row[TILE_ROWS], *last[TILE_ROWS];
  N(copy) copies[TILE_ROWS];
  size_t j = 0, features = x->columns, whole = features - features % LANES;
  UNROLL for (size_t r = 0; r < R; r++) {
    row[r] = N(row_of)(number, x, first + r);
    last[r] = N(last)(number, row[r], whole, features - whole, x->end, copies[r]);
  }
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t c = 0; c < C; c++) sums[c][r] = (N(vector)){0};
#define ADD_PRODUCTS                                                                                                   \
  UNROLL for (size_t c = 0; c < C; c++) {                                                                              \
    N(vector) w = N(load)(weights + c * width + j);                                                                    \
    UNROLL for (size_t r = 0; r < R; r++) sums[c][r] += v[r] * w;                                                      \
  }
  for (; j < whole; j += LANES) {
    UNROLL for (size_t r = 0; r < R; r++) {
      __builtin_prefetch(row[r] + BYTES_OF(number) * j + PREFETCH_BYTES);
      v[r] = N(load_stored)(number, row[r], j);
    }
    ADD_PRODUCTS
  }
  if (j < features) {
    UNROLL for (size_t r = 0; r < R; r++) v[r] = N(masked)(N(load_stored)(number, last[r], 0), features - whole);
    ADD_PRODUCTS
  }
#undef ADD_PRODUCTS
  UNROLL for (size_t c = 0; c < C; c++) {
    N(vector) z = N(lane_sums)(R, sums[c]) + bias[c];
    if (turned) memcpy(scores + (first / LANES * columns + c) * LANES + first % LANES, &z, R * sizeof *scores);
    else UNROLL for (size_t r = 0; r < R; r++) scores[(first + r) * columns + c] = z[r];
  }
}

// The next number of columns to take of `left`: full tiles, but never a last tile of one.
INLINE size_t N(tile_columns)(size_t left) {
  if (left <= TILE_COLUMNS) return left;
  return left == TILE_COLUMNS + 1 ? TILE_COLUMNS - 1 : TILE_COLUMNS;
}

#define EACH_TILE_WIDTH(CALL)                                                                                          \
  switch (width_of_tile) {                                                                                             \
    case 1: { CALL(1); break; }                                                                                        \
    case 2: { CALL(2); break; }                                                                                        \
    case 3: { CALL(3); break; }                                                                                        \
    case 4: { CALL(4); break; }                                                                                        \
    default: { CALL(5); break; }                                                                                       \
  }

INLINE void N(forward_of)(const est_number number, size_t rows, const est_rows *x, size_t columns, size_t width,
                          const REAL *weights, const REAL *bias, REAL *scores, int turned) {
  size_t full = rows - rows % TILE_ROWS, place = turned ? LANES : 1;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t i = 0; i < full; i += TILE_ROWS)                                                                         \
    N(forward_tile)(number, TILE_ROWS, C, x, i, width, weights + c * width, bias + c, scores + c * place, columns,     \
                    turned);                                                                                           \
  for (size_t i = full; i < rows; i++)                                                                                 \
    N(forward_tile)(number, 1, C, x, i, width, weights + c * width, bias + c, scores + c * place, columns, turned)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

FUNCTION void N(forward)(size_t rows, const est_rows *x, size_t columns, size_t width, const REAL *weights,
                         const REAL *bias, REAL *scores, int turned) {
#define CALL(number) N(forward_of)(number, rows, x, columns, width, weights, bias, scores, turned)
  EACH_NUMBER(x, CALL)
#undef CALL
  if (!turned || rows % LANES == 0) return;
  REAL *last = scores + rows / LANES * columns * LANES;
  for (size_t c = 0; c < columns; c++)
    for (size_t l = rows % LANES; l < LANES; l++) last[c * LANES + l] = 0;
}

// R rows × V vectors of score columns of rows · weights, vectors along the columns: no sums over lanes, so for few
// features and many columns. The last vector ends with the last column, over the one before; a single one may be wider
// than a row, whose end the next row then writes over.
INLINE void N(columns_tile)(const size_t R, const size_t V, const REAL *x, size_t x_stride, size_t features,
                            const REAL *weights, size_t stride, const REAL *bias, REAL *scores, size_t columns,
                            const size_t *places) {
  N(vector) sums[COLUMNS_ROWS][COLUMNS_VECTORS];
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t v = 0; v < V; v++) sums[r][v] = N(load)(bias + places[v]);
  for (size_t j = 0; j < features; j++) {
    N(vector) w[COLUMNS_VECTORS];
    UNROLL for (size_t v = 0; v < V; v++) w[v] = N(load)(weights + j * stride + places[v]);
    UNROLL for (size_t r = 0; r < R; r++) {
      N(vector) number = N(splat)(x[r * x_stride + j]);
      UNROLL for (size_t v = 0; v < V; v++) sums[r][v] += number * w[v];
    }
  }
  UNROLL for (size_t r = 0; r < R; r++)
    UNROLL for (size_t v = 0; v < V; v++) N(store)(scores + r * columns + places[v], sums[r][v]);
}

FUNCTION void N(forward_columns)(size_t rows, const REAL *x, size_t x_stride, size_t features, size_t columns,
                                 size_t stride, const REAL *weights, const REAL *bias, REAL *scores) {
  for (size_t i = 0; i < rows; i += COLUMNS_ROWS) {
    for (size_t c = 0; c < columns; c += COLUMNS_VECTORS * LANES) {
      size_t places[COLUMNS_VECTORS], vectors = 0;
      for (; vectors < COLUMNS_VECTORS && c + vectors * LANES < columns; vectors++) {
        size_t place = c + vectors * LANES;
        places[vectors] = place + LANES > columns && columns > LANES ? columns - LANES : place;
      }
#define CALL(R, V)                                                                                                     \
  N(columns_tile)(R, V, x + i * x_stride, x_stride, features, weights, stride, bias, scores + i * columns, columns, places)
#define EACH_COUNT(V)                                                                                                  \
  if (rows - i >= COLUMNS_ROWS) {                                                                                      \
    CALL(COLUMNS_ROWS, V);                                                                                             \
  } else {                                                                                                             \
    size_t first = i;                                                                                                  \
    for (; i < rows; i++) CALL(1, V);                                                                                  \
    i = first;                                                                                                         \
  }
      switch (vectors) {
        case 1: EACH_COUNT(1) break;
        case 2: EACH_COUNT(2) break;
        case 3: EACH_COUNT(3) break;
        default: EACH_COUNT(4) break;
      }
#undef EACH_COUNT
#undef CALL
    }
  }
}

// C scores of one row, weights as the caller stores them. Two sums per score, which do not wait for each other.
INLINE void N(row_tile)(const size_t C, size_t features, const REAL *x, const REAL *weights, const REAL *bias,
                        REAL *scores) {
  N(vector) even[TILE_COLUMNS], odd[TILE_COLUMNS];
  UNROLL for (size_t c = 0; c < C; c++) even[c] = (N(vector)){0}, odd[c] = (N(vector)){0};
  size_t j = 0;
  for (; j + 2 * LANES <= features; j += 2 * LANES) {
    N(vector) a = N(load)(x + j), b = N(load)(x + j + LANES);
    UNROLL for (size_t c = 0; c < C; c++) {
      even[c] += a * N(load)(weights + c * features + j);
      odd[c] += b * N(load)(weights + c * features + j + LANES);
    }
  }
  UNROLL for (size_t c = 0; c < C; c++) {
    REAL rest = bias[c];
    for (size_t i = j; i < features; i++) rest += x[i] * weights[c * features + i];
    scores[c] = N(horizontal_sum)(even[c] + odd[c]) + rest;
  }
}

FUNCTION void N(row_scores)(size_t features, const REAL *x, size_t columns, const REAL *weights, const REAL *bias,
                            REAL *scores) {
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C) N(row_tile)(C, features, x, weights + c * features, bias + c, scores + c)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

// C score columns × J vectors of features from place j on of residualsᵀ · rows, summed over the rows of the block, then
// added in double. `last`: how many features the only vector has, where it is not whole; else 0.
INLINE void N(backward_tile)(const est_number number, const size_t C, const size_t J, size_t rows, const est_rows *x,
                             size_t j, const size_t last, size_t columns, const REAL *residuals, int turned,
                             size_t width, double *gradient) {
  N(vector) sums[TILE_COLUMNS][TILE_VECTORS];
  UNROLL for (size_t c = 0; c < C; c++) UNROLL for (size_t v = 0; v < J; v++) sums[c][v] = (N(vector)){0};
  for (size_t i = 0; i < rows; i++) {
    N(vector) numbers[TILE_VECTORS];
    const char *row = N(row_of)(number, x, i);
    UNROLL for (size_t v = 0; v < J; v++)
      numbers[v] = last ? N(load_last)(number, row, j, last, x->end) : N(load_stored)(number, row, j + v * LANES);
    const REAL *own = residuals + (turned ? (i / LANES) * columns * LANES + i % LANES : i * columns);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) r = N(splat)(own[turned ? c * LANES : c]);
      UNROLL for (size_t v = 0; v < J; v++) sums[c][v] += numbers[v] * r;
    }
  }
  UNROLL for (size_t c = 0; c < C; c++) {
    UNROLL for (size_t v = 0; v < J; v++) {
      N(doubles) *place = (N(doubles) *)(gradient + c * width + j + v * LANES);
      *place += __builtin_convertvector(sums[c][v], N(doubles));
    }
  }
}

INLINE void N(backward_of)(const est_number number, size_t rows, const est_rows *x, size_t columns,
                           const REAL *residuals, int turned, size_t width, double *gradient) {
  size_t step = TILE_VECTORS * LANES, features = x->columns, whole = features - features % LANES;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define TILE(C, J, last)                                                                                               \
  N(backward_tile)(number, C, J, rows, x, j, last, columns, residuals + (turned ? c * LANES : c), turned, width,          \
                   gradient + c * width)
#define CALL(C)                                                                                                        \
  size_t j = 0;                                                                                                        \
  for (; j + step <= whole; j += step) TILE(C, TILE_VECTORS, 0);                                                       \
  for (; j < whole; j += LANES) TILE(C, 1, 0);                                                                         \
  if (j < features) TILE(C, 1, features - j)
    EACH_TILE_WIDTH(CALL)
#undef CALL
#undef TILE
    c += width_of_tile;
  }
}

FUNCTION void N(backward)(size_t rows, const est_rows *x, size_t columns, const REAL *residuals, int turned,
                          size_t width, double *gradient) {
#define CALL(number) N(backward_of)(number, rows, x, columns, residuals, turned, width, gradient)
  EACH_NUMBER(x, CALL)
#undef CALL
}

// Σ s·x and Σ s·x² of J vectors of features from place j on, with x ← (x − shift)·scale where there is a scale.
INLINE void N(moments_tile)(const est_number number, const size_t J, size_t rows, const est_rows *x, size_t j,
                            const size_t last, const est_moments *to) {
  const REAL *scale = to->scale, *shift = to->shift;
  N(vector) sums[TILE_VECTORS], squares[TILE_VECTORS], factor[TILE_VECTORS], origin[TILE_VECTORS];
  UNROLL for (size_t v = 0; v < J; v++) {
    sums[v] = squares[v] = (N(vector)){0};
    factor[v] = scale ? N(load)(scale + j + v * LANES) : N(splat)(1);
    origin[v] = scale ? N(load)(shift + j + v * LANES) : sums[v];
  }
  for (size_t i = 0; i < rows; i++) {
    const char *row = N(row_of)(number, x, i);
    N(vector) s = N(splat)(to->weights ? (REAL)to->weights[i] : 1);
    UNROLL for (size_t v = 0; v < J; v++) {
      size_t place = j + v * LANES;
      if (!last) __builtin_prefetch(row + BYTES_OF(number) * place + PREFETCH_BYTES);
      N(vector) value = last ? N(load_last)(number, row, j, last, x->end) : N(load_stored)(number, row, place);
      value = (value - origin[v]) * factor[v];
      N(vector) weighted = s * value;
      sums[v] += weighted;
      squares[v] += weighted * value;
    }
  }
  UNROLL for (size_t v = 0; v < J; v++) {
    *(N(doubles) *)(to->sums + j + v * LANES) += __builtin_convertvector(sums[v], N(doubles));
    *(N(doubles) *)(to->squares + j + v * LANES) += __builtin_convertvector(squares[v], N(doubles));
  }
}

INLINE void N(moments_of)(const est_number number, size_t rows, const est_rows *x, const est_moments *to) {
  size_t step = TILE_VECTORS * LANES, features = x->columns, whole = features - features % LANES, j = 0;
  for (; j + step <= whole; j += step) N(moments_tile)(number, TILE_VECTORS, rows, x, j, 0, to);
  for (; j < whole; j += LANES) N(moments_tile)(number, 1, rows, x, j, 0, to);
  if (j < features) N(moments_tile)(number, 1, rows, x, j, features - j, to);
}

FUNCTION void N(moments)(size_t rows, const est_rows *x, const est_moments *to) {
#define CALL(number) N(moments_of)(number, rows, x, to)
  EACH_NUMBER(x, CALL)
#undef CALL
}

INLINE void N(class_sums_of)(const est_number number, size_t rows, const est_rows *x, const int32_t *classes,
                             const double *weights, size_t width, double *sums) {
  size_t features = x->columns, whole = features - features % LANES;
  for (size_t i = 0; i < rows; i++) {
    const char *row = N(row_of)(number, x, i);
    double *sum = sums + (size_t)classes[i] * width, s = weights ? weights[i] : 1;
#define ADD(value) *(N(doubles) *)(sum + j) += s * __builtin_convertvector(value, N(doubles));
    size_t j = 0;
    for (; j < whole; j += LANES) {
      __builtin_prefetch(row + BYTES_OF(number) * j + PREFETCH_BYTES);
      ADD(N(load_stored)(number, row, j))
    }
    if (j < features) ADD(N(load_last)(number, row, j, features - j, x->end))
#undef ADD
  }
}

FUNCTION void N(class_sums)(size_t rows, const est_rows *x, const int32_t *classes, const double *weights, size_t width,
                            double *sums) {
#define CALL(number) N(class_sums_of)(number, rows, x, classes, weights, width, sums)
  EACH_NUMBER(x, CALL)
#undef CALL
}

#undef FOLDED
#undef EACH_NUMBER
#undef BYTES_OF
#undef PREFETCH_BYTES
#undef LOWS_16_8
#undef LOWS_16_4
#undef LOWS_16_2
#undef LOWS_16_1
#undef LOWS_8_4
#undef LOWS_8_2
#undef LOWS_8_1
#undef LOWS_4_2
#undef LOWS_4_1
#undef LOWS_2_1
