#define _DEFAULT_SOURCE  // madvise

#include "CKernels.h"
#include "system.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#if EST_HAS_PAGES
#include <sys/mman.h>
#endif

// 1 / k!, the coefficients of exp. With |r| ≤ 0.3466 the first one left out contributes less than 5e-18 (degree 13) and
// 6e-9 (degree 7), relative: below half a unit in the last place of double and float.
static const double est_inverse_factorials[] = {
    1.0,
    1.0,
    0.5,
    1.0 / 6,
    1.0 / 24,
    1.0 / 120,
    1.0 / 720,
    1.0 / 5040,
    1.0 / 40320,
    1.0 / 362880,
    1.0 / 3628800,
    1.0 / 39916800,
    1.0 / 479001600,
    1.0 / 6227020800,
};

// A byte as a number: one load instead of a conversion that goes through the integer unit.
#define TEN(n) n + 0, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9
#define FIFTY(n) TEN(n), TEN(n + 10), TEN(n + 20), TEN(n + 30), TEN(n + 40)
#define BYTE_NUMBERS FIFTY(0), FIFTY(50), FIFTY(100), FIFTY(150), FIFTY(200), 250, 251, 252, 253, 254, 255
static const float est_bytes_f32[256] = {BYTE_NUMBERS};
static const double est_bytes_f64[256] = {BYTE_NUMBERS};

#if EST_HAS_VARIANTS
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#endif

// ---- Double ---------------------------------------------------------------------------------------------------------
#define REAL double
#define REAL_BYTES 8
#define EST_NUMBER EST_F64
#define INTEGER int64_t
#define TABLE est_kernels_f64
#define BYTE_TABLE est_bytes_f64
#define EXP_LOWEST -708.0
#define EXP_SHIFTER 0x1.8p52
#define EXP_LN2_HIGH 0x1.62e42fefa0000p-1
#define EXP_LN2_LOW 0x1.cf79abc9e3b39p-40
#define EXP_DEGREE 13
#define EXP_BIAS 1023
#define EXP_MANTISSA 52
// Bits of 1 minus bits of the double nearest √½, and the terms that leave an error below half a unit in the last place.
#define LOG_CARRY (INT64_C(0x3ff0000000000000) - INT64_C(0x3fe6a09e667f3bcd))
#define LOG_DEGREE 10

#define TILE_ROWS 2
#define TILE_COLUMNS 5
#define TILE_VECTORS 2
#define COLUMNS_ROWS 4
#define COLUMNS_VECTORS 2

#define VARIANT_NAME "baseline"
#define BYTES 16
#define TARGET
#define N(name) est_baseline_f64_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#if EST_HAS_VARIANTS
#define VARIANT_NAME "avx2"
#define BYTES 32
#define TARGET AVX2
#define N(name) est_avx2_f64_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#undef TILE_ROWS
#undef TILE_VECTORS
#undef COLUMNS_ROWS
#undef COLUMNS_VECTORS
#define TILE_ROWS 4
#define TILE_VECTORS 4
#define COLUMNS_ROWS 6
#define COLUMNS_VECTORS 4
#define VARIANT_NAME "avx512"
#define BYTES 64
#define TARGET AVX512
#define N(name) est_avx512_f64_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N
#undef TILE_ROWS
#undef TILE_VECTORS
#undef COLUMNS_ROWS
#undef COLUMNS_VECTORS
#define TILE_ROWS 2
#define TILE_VECTORS 2
#define COLUMNS_ROWS 4
#define COLUMNS_VECTORS 2
#endif

#undef REAL
#undef REAL_BYTES
#undef EST_NUMBER
#undef INTEGER
#undef TABLE
#undef BYTE_TABLE
#undef EXP_LOWEST
#undef EXP_SHIFTER
#undef EXP_LN2_HIGH
#undef EXP_LN2_LOW
#undef EXP_DEGREE
#undef EXP_BIAS
#undef EXP_MANTISSA
#undef LOG_CARRY
#undef LOG_DEGREE

// ---- Float ----------------------------------------------------------------------------------------------------------
#define REAL float
#define REAL_BYTES 4
#define EST_NUMBER EST_F32
#define INTEGER int32_t
#define TABLE est_kernels_f32
#define BYTE_TABLE est_bytes_f32
#define EXP_LOWEST -87.0f
#define EXP_SHIFTER 0x1.8p23f
#define EXP_LN2_HIGH 0x1.62e400p-1f
#define EXP_LN2_LOW 0x1.7f7d1cp-20f
#define EXP_DEGREE 7
#define EXP_BIAS 127
#define EXP_MANTISSA 23
#define LOG_CARRY (0x3f800000 - 0x3f3504f3)
#define LOG_DEGREE 5

#define VARIANT_NAME "baseline"
#define BYTES 16
#define TARGET
#define N(name) est_baseline_f32_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#if EST_HAS_VARIANTS
#define VARIANT_NAME "avx2"
#define BYTES 32
#define TARGET AVX2
#define N(name) est_avx2_f32_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#undef TILE_ROWS
#undef TILE_VECTORS
#undef COLUMNS_ROWS
#undef COLUMNS_VECTORS
#define TILE_ROWS 4
#define TILE_VECTORS 4
#define COLUMNS_ROWS 6
#define COLUMNS_VECTORS 4
#define VARIANT_NAME "avx512"
#define BYTES 64
#define TARGET AVX512
#define N(name) est_avx512_f32_##name
#include "variant.h"
#endif

// ---- Which variants this machine can run ----------------------------------------------------------------------------
#if EST_HAS_VARIANTS
static int has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

int est_variant_count(void) { return 1 + has_avx2() + has_avx512(); }

const est_kernels_f64 *est_variant_f64(int index) {
  const est_kernels_f64 *all[] = {&est_avx512_f64_table, &est_avx2_f64_table, &est_baseline_f64_table};
  return all[index + 3 - est_variant_count()];
}

const est_kernels_f32 *est_variant_f32(int index) {
  const est_kernels_f32 *all[] = {&est_avx512_f32_table, &est_avx2_f32_table, &est_baseline_f32_table};
  return all[index + 3 - est_variant_count()];
}
#else
int est_variant_count(void) { return 1; }
const est_kernels_f64 *est_variant_f64(int index) { (void)index; return &est_baseline_f64_table; }
const est_kernels_f32 *est_variant_f32(int index) { (void)index; return &est_baseline_f32_table; }
#endif

int est_optimized(void) {
#ifdef __OPTIMIZE__
  return 1;
#else
  return 0;
#endif
}

// ---- Sums of compressed rows ----------------------------------------------------------------------------------------
// Calls EACH(column, value) for the numbers of a row.
#define NUMBERS(INDEX, VALUE, COLUMN, EACH)                                                                            \
  {                                                                                                                    \
    const INDEX *indices = x->indices;                                                                                 \
    const VALUE *values = x->values;                                                                                   \
    for (int64_t k = x->row_starts[row]; k < x->row_ends[row]; k++) {                                                  \
      COLUMN;                                                                                                          \
      double value = (double)values[k];                                                                                \
      EACH;                                                                                                            \
    }                                                                                                                  \
  }
#define EACH_NUMBER(EACH)                                                                                              \
  size_t column = 0;                                                                                                   \
  switch (x->form) {                                                                                                   \
    case EST_BYTES: NUMBERS(uint8_t, uint8_t, column += indices[k], EACH) break;                                       \
    case EST_FLOATS: NUMBERS(uint16_t, float, column = indices[k], EACH) break;                                        \
    case EST_DOUBLES: NUMBERS(uint16_t, double, column = indices[k], EACH) break;                                      \
    case EST_SPARSE: NUMBERS(int32_t, double, column = (size_t)indices[k], EACH) break;                                \
  }

void est_compressed_moments(size_t rows, const est_compressed_rows *x, const double *weights, double *sums,
                            double *squares) {
  for (size_t i = 0; i < rows; i++) {
    size_t row = x->rows ? (size_t)x->rows[i] : x->first + i;
    double s = weights ? weights[i] : 1;
    EACH_NUMBER(sums[column] += s * value; squares[column] += s * value * value)
  }
}

void est_compressed_class_sums(size_t rows, const est_compressed_rows *x, const int32_t *classes, const double *weights,
                               size_t stride, double *sums) {
  for (size_t i = 0; i < rows; i++) {
    size_t row = x->rows ? (size_t)x->rows[i] : x->first + i;
    double s = weights ? weights[i] : 1, *sum = sums + (size_t)classes[i] * stride;
    EACH_NUMBER(sum[column] += s * value)
  }
}
#undef NUMBERS
#undef EACH_NUMBER

// ---- Memory ---------------------------------------------------------------------------------------------------------
void est_prefer_large_pages(void *start, size_t bytes) {
#if EST_HAS_PAGES && defined(MADV_HUGEPAGE)
  const uintptr_t page = 4096, first = ((uintptr_t)start + page - 1) / page * page;
  const uintptr_t end = ((uintptr_t)start + bytes) / page * page;
  if (end > first) madvise((void *)first, end - first, MADV_HUGEPAGE);  // a wish: nothing depends on its success
#else
  (void)start, (void)bytes;
#endif
}

// ---- Checks ---------------------------------------------------------------------------------------------------------
// x − x is 0 for every finite x and NaN for the rest; blocks are summed so that the loop needs no branch per number.
#define FIRST_NOT_FINITE(NAME, REAL)                                                                                   \
  size_t NAME(size_t count, const REAL *values) {                                                                      \
    for (size_t start = 0; start < count; start += 1024) {                                                             \
      size_t end = count - start < 1024 ? count : start + 1024;                                                        \
      REAL sums[16] = {0};                                                                                             \
      size_t i = start;                                                                                                \
      for (; i + 16 <= end; i += 16)                                                                                   \
        for (size_t l = 0; l < 16; l++) sums[l] += values[i + l] - values[i + l];                                      \
      for (; i < end; i++) sums[0] += values[i] - values[i];                                                           \
      REAL total = 0;                                                                                                  \
      for (size_t l = 0; l < 16; l++) total += sums[l];                                                                \
      if (total == 0) continue;                                                                                        \
      for (size_t j = start; j < end; j++)                                                                             \
        if (!isfinite(values[j])) return j;                                                                            \
    }                                                                                                                  \
    return count;                                                                                                      \
  }
FIRST_NOT_FINITE(est_first_not_finite_f32, float)
FIRST_NOT_FINITE(est_first_not_finite_f64, double)

// ---- Predictions ----------------------------------------------------------------------------------------------------
void est_prefetch(const void *from, size_t bytes) {
  for (size_t at = 0; at < bytes; at += 64) __builtin_prefetch((const char *)from + at, 0, 2);
}

void est_largest_columns(size_t rows, size_t columns, const float *scores, float bound, int32_t *largest) {
  for (size_t i = 0; i < rows; i++) {
    const float *z = scores + i * columns;
    if (columns == 1) {
      largest[i] = z[0] > bound ? 1 : z[0] < -bound ? 0 : -1;
      continue;
    }
    float first = z[0], second = -INFINITY;
    int32_t best = 0;
    for (size_t k = 1; k < columns; k++) {
      second = z[k] > first ? first : z[k] > second ? z[k] : second;
      best = z[k] > first ? (int32_t)k : best;
      first = z[k] > first ? z[k] : first;
    }
    // Not the other way round: a NaN is not ahead.
    largest[i] = first - second > bound ? best : -1;
  }
}

float est_largest_magnitude_f32(size_t count, const float *values) {
  float lanes[16] = {0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16)
    for (size_t l = 0; l < 16; l++) lanes[l] = fabsf(values[i + l]) > lanes[l] ? fabsf(values[i + l]) : lanes[l];
  for (; i < count; i++) lanes[0] = fabsf(values[i]) > lanes[0] ? fabsf(values[i]) : lanes[0];
  float largest = 0;
  for (size_t l = 0; l < 16; l++) largest = lanes[l] > largest ? lanes[l] : largest;
  return largest;
}

// ---- Shared counters ------------------------------------------------------------------------------------------------
struct est_counter {
  _Atomic int64_t value;
};

est_counter *est_counter_create(void) {
  est_counter *counter = malloc(sizeof *counter);
  if (counter) atomic_init(&counter->value, 0);
  return counter;
}

void est_counter_destroy(est_counter *counter) { free(counter); }
int64_t est_counter_next(est_counter *counter) { return atomic_fetch_add(&counter->value, 1); }
void est_counter_set(est_counter *counter, int64_t value) { atomic_store(&counter->value, value); }
int64_t est_counter_get(est_counter *counter) { return atomic_load(&counter->value); }
