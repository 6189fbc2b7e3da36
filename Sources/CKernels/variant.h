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

// R rows × C score columns of panel · weightsᵀ, vectors along the features.
INLINE void N(forward_tile)(const size_t R, const size_t C, size_t width, const REAL *panel, const REAL *weights,
                            const REAL *bias, REAL *scores, size_t columns) {
  N(vector) sums[TILE_ROWS][TILE_COLUMNS];
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t c = 0; c < C; c++) sums[r][c] = (N(vector)){0};
  for (size_t j = 0; j < width; j += LANES) {
    N(vector) x[TILE_ROWS];
    UNROLL for (size_t r = 0; r < R; r++) x[r] = N(load)(panel + r * width + j);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) w = N(load)(weights + c * width + j);
      UNROLL for (size_t r = 0; r < R; r++) sums[r][c] += x[r] * w;
    }
  }
  UNROLL for (size_t r = 0; r < R; r++) {
    UNROLL for (size_t c = 0; c < C; c++) scores[r * columns + c] = N(horizontal_sum)(sums[r][c]) + bias[c];
  }
}

// The next number of columns to take of `left`: full tiles, but never a last tile of one.
INLINE size_t N(tile_columns)(size_t left) {
  if (left <= TILE_COLUMNS) return left;
  return left == TILE_COLUMNS + 1 ? TILE_COLUMNS - 1 : TILE_COLUMNS;
}

#define EACH_TILE_WIDTH(CALL)                                                                                          \
  switch (width_of_tile) {                                                                                             \
    case 1: CALL(1); break;                                                                                            \
    case 2: CALL(2); break;                                                                                            \
    case 3: CALL(3); break;                                                                                            \
    case 4: CALL(4); break;                                                                                            \
    default: CALL(5); break;                                                                                           \
  }

FUNCTION void N(forward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *weights,
                         const REAL *bias, REAL *scores) {
  size_t full = rows - rows % TILE_ROWS;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t i = 0; i < full; i += TILE_ROWS)                                                                         \
    N(forward_tile)(TILE_ROWS, C, width, panel + i * width, weights + c * width, bias + c, scores + i * columns + c,   \
                    columns);                                                                                          \
  for (size_t i = full; i < rows; i++)                                                                                 \
    N(forward_tile)(1, C, width, panel + i * width, weights + c * width, bias + c, scores + i * columns + c, columns)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
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

// C score columns × J vectors of features of residualsᵀ · panel, summed over the rows of the block, then added in
// double.
INLINE void N(backward_tile)(const size_t C, const size_t J, size_t rows, size_t width, const REAL *panel,
                             size_t columns, const REAL *residuals, double *gradient) {
  N(vector) sums[TILE_COLUMNS][TILE_VECTORS];
  UNROLL for (size_t c = 0; c < C; c++) UNROLL for (size_t v = 0; v < J; v++) sums[c][v] = (N(vector)){0};
  for (size_t i = 0; i < rows; i++) {
    N(vector) x[TILE_VECTORS];
    UNROLL for (size_t v = 0; v < J; v++) x[v] = N(load)(panel + i * width + v * LANES);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) r = N(splat)(residuals[i * columns + c]);
      UNROLL for (size_t v = 0; v < J; v++) sums[c][v] += x[v] * r;
    }
  }
  UNROLL for (size_t c = 0; c < C; c++) {
    UNROLL for (size_t v = 0; v < J; v++) {
      N(doubles) *place = (N(doubles) *)(gradient + c * width + v * LANES);
      *place += __builtin_convertvector(sums[c][v], N(doubles));
    }
  }
}

FUNCTION void N(backward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *residuals,
                          double *gradient) {
  size_t step = TILE_VECTORS * LANES;
  size_t full = width - width % step;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t j = 0; j < full; j += step)                                                                              \
    N(backward_tile)(C, TILE_VECTORS, rows, width, panel + j, columns, residuals + c, gradient + c * width + j);       \
  for (size_t j = full; j < width; j += LANES)                                                                         \
    N(backward_tile)(C, 1, rows, width, panel + j, columns, residuals + c, gradient + c * width + j)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

#include "compressed.h"

#include "losses.h"

#include "squares.h"

static const TABLE N(table) = {
    .name = VARIANT_NAME,
    .lanes = LANES,
    .widen_u8 = N(widen_u8),
    .widen_f32 = N(widen_f32),
    .widen_f64 = N(widen_f64),
    .forward = N(forward),
    .backward = N(backward),
    .row_scores = N(row_scores),
    .compressed_forward = N(compressed_forward),
    .compressed_backward = N(compressed_backward),
    .columns_backward = N(columns_backward),
    .advance = N(advance),
    .squares = N(squares),
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
