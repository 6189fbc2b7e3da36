// The kernels for one instruction set and one precision. Included several times, with these defined before:
//   REAL, INTEGER   the number and the integer of its size
//   BYTES           the size of a vector
//   TARGET          __attribute__((target(…))) or nothing
//   N(name)         the name with a suffix of its own
//   TILE_COLUMNS, TILE_VECTORS, TILE_ROWS   how much of the product stays in registers
//   EXP_…           constants of the exponential, from kernels.c

#define INLINE static inline __attribute__((always_inline)) TARGET
#define FUNCTION static TARGET
#define LANES (BYTES / sizeof(REAL))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef REAL N(vector) __attribute__((vector_size(BYTES)));
typedef INTEGER N(integers) __attribute__((vector_size(BYTES)));
typedef REAL N(loose) __attribute__((vector_size(BYTES), aligned(sizeof(REAL))));
typedef double N(doubles) __attribute__((vector_size(LANES * sizeof(double)), aligned(sizeof(double))));

INLINE N(vector) N(load)(const REAL *from) { return *(const N(loose) *)from; }
INLINE void N(store)(REAL *to, N(vector) value) { *(N(loose) *)to = value; }
// The same number in every lane. x − 0 is x for every x, so this is one broadcast; 0 + x, which is not −0 for −0, is
// two steps.
INLINE N(vector) N(splat)(REAL value) { return value - (N(vector)){0}; }

// Pairs first, so that the rounding does not depend on how the compiler would order a loop: lane i and i + LANES / 2,
// and so on, each step on vectors of half the size.
#define PART(FACTOR) (BYTES / FACTOR > sizeof(REAL) ? BYTES / FACTOR : sizeof(REAL))
typedef REAL N(half) __attribute__((vector_size(PART(2))));
typedef REAL N(quarter) __attribute__((vector_size(PART(4))));
typedef REAL N(eighth) __attribute__((vector_size(PART(8))));
#undef PART
#define FOLD(TO, FROM, value)                                                                                          \
  N(TO) low_##TO, high_##TO;                                                                                           \
  __builtin_memcpy(&low_##TO, &value, sizeof low_##TO);                                                                \
  __builtin_memcpy(&high_##TO, (const char *)&value + sizeof value - sizeof high_##TO, sizeof high_##TO);              \
  N(TO) TO = low_##TO + high_##TO;
INLINE REAL N(horizontal_sum)(N(vector) value) {
  FOLD(half, vector, value)
  if (LANES == 2) return half[0];
  FOLD(quarter, half, half)
  if (LANES == 4) return quarter[0];
  FOLD(eighth, quarter, quarter)
  if (LANES == 8) return eighth[0];
  return eighth[0] + eighth[1];
}
#undef FOLD

// exp(x) = 2^n · exp(r), n = round(x / ln 2), |r| ≤ ln 2 / 2, by the Taylor polynomial of exp(r). Numbers below
// EXP_LOWEST give 0, NaN gives NaN; the caller keeps x ≤ EXP_HIGHEST.
INLINE N(vector) N(exp)(N(vector) x) {
  N(integers) tiny = x < (REAL)EXP_LOWEST;
  N(vector) shifted = x * (REAL)1.4426950408889634 + (REAL)EXP_SHIFTER;
  N(vector) n = shifted - (REAL)EXP_SHIFTER;
  N(vector) r = x - n * (REAL)EXP_LN2_HIGH;
  r = r - n * (REAL)EXP_LN2_LOW;
  N(vector) p = (N(vector)){0} + (REAL)est_inverse_factorials[EXP_DEGREE];
  UNROLL for (int k = EXP_DEGREE - 1; k >= 0; k--) p = p * r + (REAL)est_inverse_factorials[k];
  N(vector) base = (N(vector)){0} + (REAL)EXP_SHIFTER;
  N(integers) exponent = (N(integers))shifted - (N(integers))base + EXP_BIAS;
  N(vector) result = p * (N(vector))(exponent << EXP_MANTISSA);
  return (N(vector))((N(integers))result & ~tiny);
}

// Where `mask` is all ones a, elsewhere b.
INLINE N(vector) N(choose)(N(integers) mask, N(vector) a, N(vector) b) {
  return (N(vector))((mask & (N(integers))a) | (~mask & (N(integers))b));
}

// ln(1 + x) for x ≥ 0, with a small relative error also where x is tiny: 1 + x = 2^k · m with m in [√½, √2), and
// ln m = 2·artanh(s), s = (m − 1)/(m + 1), by its Taylor polynomial in s² ≤ 0.0295. What 1 + x rounds off comes back as
// a first-order term. NaN gives NaN; x must be finite.
INLINE N(vector) N(log1p)(N(vector) x) {
  N(vector) zero = {0}, one = zero + 1, u = x + one;
  // The exponent of u / √½, rounded down: adding the distance from √½ to 1 carries into the exponent from √2 on.
  N(integers) bits = (N(integers))u;
  N(integers) carry = bits + (INTEGER)LOG_CARRY;
  N(integers) k = (carry >> EXP_MANTISSA) - EXP_BIAS;
  N(vector) m = (N(vector))(bits - (k << EXP_MANTISSA));
  N(integers) small = k == 0;
  N(vector) lost = N(choose)(x < one, x - (u - one), one - (u - x)) / u;
  N(vector) f = N(choose)(small, x, m - one);
  lost = N(choose)(small, x - x, lost);
  N(vector) s = f / (f + 2), z = s * s, p = N(splat)((REAL)(2.0 / (2 * LOG_DEGREE + 1)));
  UNROLL for (int j = LOG_DEGREE - 1; j >= 1; j--) p = p * z + (REAL)(2.0 / (2 * j + 1));
  N(vector) n = __builtin_convertvector(k, N(vector));
  return n * (REAL)EXP_LN2_HIGH + (2 * s + (s * z * p + (n * (REAL)EXP_LN2_LOW + lost)));
}

#define MAPPED(NAME, ONE)                                                                                              \
  FUNCTION void N(NAME)(size_t count, REAL *values) {                                                                  \
    size_t full = count - count % LANES;                                                                               \
    for (size_t i = 0; i < full; i += LANES) N(store)(values + i, N(ONE)(N(load)(values + i)));                        \
    if (full == count) return;                                                                                         \
    REAL tail[LANES] = {0};                                                                                            \
    for (size_t i = full; i < count; i++) tail[i - full] = values[i];                                                  \
    N(store)(tail, N(ONE)(N(load)(tail)));                                                                             \
    for (size_t i = full; i < count; i++) values[i] = tail[i - full];                                                  \
  }
MAPPED(exponential, exp)
MAPPED(logarithm_1p, log1p)
#undef MAPPED

#define WIDEN(NAME, FROM)                                                                                              \
  FUNCTION void N(NAME)(size_t count, const FROM *from, REAL *to) {                                                    \
    for (size_t i = 0; i < count; i++) to[i] = (REAL)from[i];                                                          \
  }
WIDEN(widen_u8, uint8_t)
WIDEN(widen_f32, float)
WIDEN(widen_f64, double)
#undef WIDEN

#define BYTES_OF(number) ((number) == EST_U8 ? (size_t)1 : (number) == EST_F32 ? (size_t)4 : (size_t)8)
// How far ahead rows are asked for: they come from memory while earlier ones are multiplied.
#define PREFETCH_BYTES 8192

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

// The last `count` < LANES numbers of a row, then zeros. What lies behind them is loaded too where that may be read, and
// masked: it may be no number.
INLINE N(vector) N(load_last)(const est_number number, const char *row, size_t j, size_t count, const char *end) {
  const size_t bytes = BYTES_OF(number);
  char copy[LANES * sizeof(double)];
  const char *from = row + bytes * j;
  if (from + bytes * LANES > end) {
    memset(copy, 0, sizeof copy);
    memcpy(copy, from, bytes * count);
    from = copy;
  }
  N(integers) lane;
  UNROLL for (size_t l = 0; l < LANES; l++) lane[l] = (INTEGER)l;
  return (N(vector))((N(integers))N(load_stored)(number, from, 0) & (lane < (INTEGER)count));
}

// Where row i of a block lies.
INLINE const char *N(row_of)(const est_number number, const est_rows *x, size_t i) {
  const size_t bytes = BYTES_OF(number);
  return (const char *)x->start + bytes * x->stride * (x->chosen ? (size_t)x->chosen[i] : i);
}

// R rows × C score columns of rows · weightsᵀ, vectors along the features. weights: rows of `width` numbers, padded with
// zeros.
INLINE void N(forward_tile)(const est_number number, const size_t R, const size_t C, const est_rows *x, size_t first,
                            size_t width, const REAL *weights, const REAL *bias, REAL *scores, size_t columns) {
  N(vector) sums[TILE_ROWS][TILE_COLUMNS], v[TILE_ROWS];
  const char *row[TILE_ROWS];
  size_t j = 0, features = x->columns;
  UNROLL for (size_t r = 0; r < R; r++) row[r] = N(row_of)(number, x, first + r);
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t c = 0; c < C; c++) sums[r][c] = (N(vector)){0};
#define ADD_PRODUCTS                                                                                                   \
  UNROLL for (size_t c = 0; c < C; c++) {                                                                              \
    N(vector) w = N(load)(weights + c * width + j);                                                                    \
    UNROLL for (size_t r = 0; r < R; r++) sums[r][c] += v[r] * w;                                                      \
  }
  for (; j + LANES <= features; j += LANES) {
    UNROLL for (size_t r = 0; r < R; r++) {
      __builtin_prefetch(row[r] + BYTES_OF(number) * j + PREFETCH_BYTES);
      v[r] = N(load_stored)(number, row[r], j);
    }
    ADD_PRODUCTS
  }
  if (j < features) {
    UNROLL for (size_t r = 0; r < R; r++) v[r] = N(load_last)(number, row[r], j, features - j, x->end);
    ADD_PRODUCTS
  }
#undef ADD_PRODUCTS
  UNROLL for (size_t r = 0; r < R; r++) {
    UNROLL for (size_t c = 0; c < C; c++)
      scores[(first + r) * columns + c] = N(horizontal_sum)(sums[r][c]) + bias[c];
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

// Calls EACH(number), a constant, for the numbers of some rows.
#define EACH_NUMBER(x, EACH)                                                                                           \
  switch ((x)->number) {                                                                                               \
    case EST_U8: EACH(EST_U8); break;                                                                                  \
    case EST_F32: EACH(EST_F32); break;                                                                                \
    default: EACH(EST_F64); break;                                                                                     \
  }

INLINE void N(forward_of)(const est_number number, size_t rows, const est_rows *x, size_t columns, size_t width,
                          const REAL *weights, const REAL *bias, REAL *scores) {
  size_t full = rows - rows % TILE_ROWS;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t i = 0; i < full; i += TILE_ROWS)                                                                         \
    N(forward_tile)(number, TILE_ROWS, C, x, i, width, weights + c * width, bias + c, scores + c, columns);            \
  for (size_t i = full; i < rows; i++)                                                                                 \
    N(forward_tile)(number, 1, C, x, i, width, weights + c * width, bias + c, scores + c, columns)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

FUNCTION void N(forward)(size_t rows, const est_rows *x, size_t columns, size_t width, const REAL *weights,
                         const REAL *bias, REAL *scores) {
#define CALL(number) N(forward_of)(number, rows, x, columns, width, weights, bias, scores)
  EACH_NUMBER(x, CALL)
#undef CALL
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
                             size_t j, const size_t last, size_t columns, const REAL *residuals, size_t width,
                             double *gradient) {
  N(vector) sums[TILE_COLUMNS][TILE_VECTORS];
  UNROLL for (size_t c = 0; c < C; c++) UNROLL for (size_t v = 0; v < J; v++) sums[c][v] = (N(vector)){0};
  for (size_t i = 0; i < rows; i++) {
    N(vector) numbers[TILE_VECTORS];
    const char *row = N(row_of)(number, x, i);
    UNROLL for (size_t v = 0; v < J; v++)
      numbers[v] = last ? N(load_last)(number, row, j, last, x->end) : N(load_stored)(number, row, j + v * LANES);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) r = N(splat)(residuals[i * columns + c]);
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
                           const REAL *residuals, size_t width, double *gradient) {
  size_t step = TILE_VECTORS * LANES, features = x->columns, whole = features - features % LANES;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define TILE(C, J, last)                                                                                               \
  N(backward_tile)(number, C, J, rows, x, j, last, columns, residuals + c, width, gradient + c * width)
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

FUNCTION void N(backward)(size_t rows, const est_rows *x, size_t columns, const REAL *residuals, size_t width,
                          double *gradient) {
#define CALL(number) N(backward_of)(number, rows, x, columns, residuals, width, gradient)
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

#include "compressed.h"

#include "losses.h"

static const TABLE N(table) = {
    .name = VARIANT_NAME,
    .lanes = LANES,
    .widen_u8 = N(widen_u8),
    .widen_f32 = N(widen_f32),
    .widen_f64 = N(widen_f64),
    .forward = N(forward),
    .forward_columns = N(forward_columns),
    .backward = N(backward),
    .moments = N(moments),
    .class_sums = N(class_sums),
    .row_scores = N(row_scores),
    .compressed_forward = N(compressed_forward),
    .compressed_backward = N(compressed_backward),
    .columns_backward = N(columns_backward),
    .advance = N(advance),
    .softmax = N(softmax),
    .logistic = N(logistic),
    .softmax_line = N(softmax_line),
    .logistic_line = N(logistic_line),
    .exponential = N(exponential),
    .logarithm_1p = N(logarithm_1p),
};

#undef INLINE
#undef FUNCTION
#undef LANES
#undef UNROLL
#undef EACH_TILE_WIDTH
#undef EACH_NUMBER
#undef BYTES_OF
#undef PREFETCH_BYTES
