#include "CKernels.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

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

static inline __attribute__((always_inline)) double weighted_loss(const est_targets *targets, size_t row, double loss) {
  return targets->weights ? targets->weights[row] * loss : loss;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#endif

// ---- Double ---------------------------------------------------------------------------------------------------------
#define REAL double
#define INTEGER int64_t
#define TABLE est_kernels_f64
#define EXP_LOWEST -708.0
#define EXP_SHIFTER 0x1.8p52
#define EXP_LN2_HIGH 0x1.62e42fefa0000p-1
#define EXP_LN2_LOW 0x1.cf79abc9e3b39p-40
#define EXP_DEGREE 13
#define EXP_BIAS 1023
#define EXP_MANTISSA 52

#define TILE_ROWS 2
#define TILE_COLUMNS 5
#define TILE_VECTORS 2

#define VARIANT_NAME "baseline"
#define BYTES 16
#define TARGET
#define N(name) est_baseline_f64_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#if defined(__x86_64__)
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
#define TILE_ROWS 4
#define TILE_VECTORS 4
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
#define TILE_ROWS 2
#define TILE_VECTORS 2
#endif

#undef REAL
#undef INTEGER
#undef TABLE
#undef EXP_LOWEST
#undef EXP_SHIFTER
#undef EXP_LN2_HIGH
#undef EXP_LN2_LOW
#undef EXP_DEGREE
#undef EXP_BIAS
#undef EXP_MANTISSA

// ---- Float ----------------------------------------------------------------------------------------------------------
#define REAL float
#define INTEGER int32_t
#define TABLE est_kernels_f32
#define EXP_LOWEST -87.0f
#define EXP_SHIFTER 0x1.8p23f
#define EXP_LN2_HIGH 0x1.62e400p-1f
#define EXP_LN2_LOW 0x1.7f7d1cp-20f
#define EXP_DEGREE 7
#define EXP_BIAS 127
#define EXP_MANTISSA 23

#define VARIANT_NAME "baseline"
#define BYTES 16
#define TARGET
#define N(name) est_baseline_f32_##name
#include "variant.h"
#undef VARIANT_NAME
#undef BYTES
#undef TARGET
#undef N

#if defined(__x86_64__)
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
#define TILE_ROWS 4
#define TILE_VECTORS 4
#define VARIANT_NAME "avx512"
#define BYTES 64
#define TARGET AVX512
#define N(name) est_avx512_f32_##name
#include "variant.h"
#endif

// ---- Which variants this machine can run ----------------------------------------------------------------------------
#if defined(__x86_64__)
static int has_avx512(void) { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"); }
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

// ---- Sparse rows ----------------------------------------------------------------------------------------------------
static size_t stored_row(const est_sparse_rows *x, size_t i) { return x->rows ? (size_t)x->rows[i] : x->first + i; }

void est_sparse_forward(size_t rows, const est_sparse_rows *x, size_t columns, const double *weights,
                        const double *bias, double *scores) {
  for (size_t i = 0; i < rows; i++) {
    double *z = scores + i * columns;
    for (size_t c = 0; c < columns; c++) z[c] = bias[c];
    size_t row = stored_row(x, i);
    for (int64_t k = x->row_starts[row]; k < x->row_starts[row + 1]; k++) {
      const double *w = weights + (size_t)x->column_indices[k] * columns;
      double value = x->values[k];
      for (size_t c = 0; c < columns; c++) z[c] += value * w[c];
    }
  }
}

void est_sparse_backward(size_t rows, const est_sparse_rows *x, size_t columns, const double *residuals,
                         double *gradient) {
  for (size_t i = 0; i < rows; i++) {
    const double *r = residuals + i * columns;
    size_t row = stored_row(x, i);
    for (int64_t k = x->row_starts[row]; k < x->row_starts[row + 1]; k++) {
      double *g = gradient + (size_t)x->column_indices[k] * columns;
      double value = x->values[k];
      for (size_t c = 0; c < columns; c++) g[c] += value * r[c];
    }
  }
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
