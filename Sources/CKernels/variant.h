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

#include "dense.h"

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
