// Classes of rows of bytes by products of whole numbers, four bytes of every lane at a time.
#include "CKernels.h"
#include "system.h"

#include <string.h>

#if EST_HAS_VARIANTS
#include <immintrin.h>

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define LANES 16
// Rows that share each load of weights.
#define ROWS 8

int est_byte_products_available(void) {
  return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl");
}

// Up to four bytes in every lane.
VNNI static inline __m512i four(const uint8_t *x, const size_t count) {
  int32_t bytes = 0;
  memcpy(&bytes, x, count);
  return _mm512_set1_epi32(bytes);
}

// sums[r][lane] = Σ x_r·weights of a group of lanes, for ROWS rows.
VNNI static void products(const uint8_t *const *x, size_t features, const int8_t *weights, size_t stride,
                          int32_t *sums) {
  __m512i a[ROWS];
  for (size_t r = 0; r < ROWS; r++) a[r] = _mm512_setzero_si512();
  size_t whole = features / 4;
  for (size_t j = 0; j < whole; j++) {
    __m512i w = _mm512_loadu_si512(weights + j * 4 * LANES);
    // Memory is slower than the products: the next rows come in while these are multiplied.
    if (j % LANES == 0)
      for (size_t r = 0; r < ROWS; r++) __builtin_prefetch(x[r] + ROWS * features + 4 * j);
    for (size_t r = 0; r < ROWS; r++) a[r] = _mm512_dpbusd_epi32(a[r], four(x[r] + 4 * j, 4), w);
  }
  if (features % 4) {
    __m512i w = _mm512_loadu_si512(weights + whole * 4 * LANES);
    for (size_t r = 0; r < ROWS; r++)
      a[r] = _mm512_dpbusd_epi32(a[r], four(x[r] + 4 * whole, features % 4), w);
  }
  for (size_t r = 0; r < ROWS; r++) _mm512_storeu_si512(sums + r * stride, a[r]);
}

// The same for one row, in sums that do not wait for each other.
VNNI static void product(const uint8_t *x, size_t features, const int8_t *weights, int32_t *sums) {
  __m512i a[4];
  for (size_t i = 0; i < 4; i++) a[i] = _mm512_setzero_si512();
  size_t whole = features / 4;
  size_t j = 0;
  for (; j + 4 <= whole; j += 4)
    for (size_t i = 0; i < 4; i++)
      a[i] = _mm512_dpbusd_epi32(a[i], four(x + 4 * (j + i), 4), _mm512_loadu_si512(weights + (j + i) * 4 * LANES));
  for (; j < whole; j++)
    a[0] = _mm512_dpbusd_epi32(a[0], four(x + 4 * j, 4), _mm512_loadu_si512(weights + j * 4 * LANES));
  if (features % 4)
    a[1] = _mm512_dpbusd_epi32(
        a[1], four(x + 4 * whole, features % 4), _mm512_loadu_si512(weights + whole * 4 * LANES));
  __m512i sum = _mm512_add_epi32(_mm512_add_epi32(a[0], a[1]), _mm512_add_epi32(a[2], a[3]));
  _mm512_storeu_si512(sums, sum);
}

// The column of the largest sum where it is ahead of the others by more than `bound`; −1 where it is not. One column
// competes with 0.
static int32_t decided(size_t columns, const int64_t *sums, int64_t bound) {
  if (columns == 1) return sums[0] > bound ? 1 : sums[0] < -bound ? 0 : -1;
  int64_t first = sums[0], second = INT64_MIN;
  int32_t best = 0;
  for (size_t k = 1; k < columns; k++) {
    second = sums[k] > first ? first : sums[k] > second ? sums[k] : second;
    best = sums[k] > first ? (int32_t)k : best;
    first = sums[k] > first ? sums[k] : first;
  }
  return first - second > bound ? best : -1;
}

VNNI void est_byte_columns(size_t rows, const uint8_t *x, const int32_t *chosen, size_t features, size_t columns,
                           const int8_t *coarse, const int8_t *fine, const int64_t *bias, int64_t slack,
                           int32_t *largest) {
  size_t groups = columns / LANES + 1, stride = groups * LANES, group = (features + 3) / 4 * 4 * LANES;
  int32_t high[ROWS * (EST_MOST_BYTE_COLUMNS + 1)], low[EST_MOST_BYTE_COLUMNS + 1];
  int64_t sums[EST_MOST_BYTE_COLUMNS];
  for (size_t start = 0; start < rows; start += ROWS) {
    size_t count = rows - start < ROWS ? rows - start : ROWS;
    const uint8_t *some[ROWS];
    for (size_t r = 0; r < ROWS; r++) {
      size_t i = start + (r < count ? r : count - 1);
      some[r] = x + (chosen ? (size_t)chosen[i] : i) * features;
    }
    for (size_t g = 0; g < groups; g++) products(some, features, coarse + g * group, stride, high + g * LANES);
    for (size_t r = 0; r < count; r++) {
      const int32_t *h = high + r * stride;
      int64_t total = h[columns];
      for (size_t k = 0; k < columns; k++) sums[k] = 256 * (int64_t)h[k] + bias[k];
      // Each fine weight is at most 128, and each rounding ½, so two sums are off by 257 times the bytes.
      int32_t found = decided(columns, sums, 257 * total + slack);
      if (found < 0) {
        for (size_t g = 0; g < groups; g++) product(some[r], features, fine + g * group, low + g * LANES);
        for (size_t k = 0; k < columns; k++) sums[k] += low[k];
        found = decided(columns, sums, total + slack);
      }
      largest[start + r] = found;
    }
  }
}

#else

int est_byte_products_available(void) { return 0; }

void est_byte_columns(size_t rows, const uint8_t *x, const int32_t *chosen, size_t features, size_t columns,
                      const int8_t *coarse, const int8_t *fine, const int64_t *bias, int64_t slack, int32_t *largest) {
  (void)x, (void)chosen, (void)features, (void)columns, (void)coarse, (void)fine, (void)bias, (void)slack;
  for (size_t i = 0; i < rows; i++) largest[i] = -1;
}

#endif
