// Packing: the numbers of dense rows that are not 0, row by row or column by column.
#include "CKernels.h"
#include "system.h"

#include <string.h>

// ---- Real numbers ---------------------------------------------------------------------------------------------------
// Sixteen counters of the width of a number, so that counting runs in vectors; emptied before they can overflow.
#define PACK(SUFFIX, TYPE, COUNTER)                                                                                    \
  size_t est_count_##SUFFIX(size_t count, const TYPE *from) {                                                          \
    size_t found = 0, j = 0;                                                                                           \
    while (j + 16 <= count) {                                                                                          \
      COUNTER counters[16] = {0};                                                                                      \
      for (size_t turn = 0; turn < 65535 && j + 16 <= count; turn++, j += 16)                                          \
        for (size_t l = 0; l < 16; l++) counters[l] += from[j + l] != 0;                                               \
      for (size_t l = 0; l < 16; l++) found += counters[l];                                                            \
    }                                                                                                                  \
    for (; j < count; j++) found += from[j] != 0;                                                                      \
    return found;                                                                                                      \
  }                                                                                                                    \
  static int all_zero_##SUFFIX(const TYPE *x) {                                                                        \
    return x[0] == 0 && x[1] == 0 && x[2] == 0 && x[3] == 0 && x[4] == 0 && x[5] == 0 && x[6] == 0 && x[7] == 0;       \
  }                                                                                                                    \
  size_t est_compress_##SUFFIX(size_t count, const TYPE *from, uint16_t *indices, TYPE *values) {                      \
    size_t k = 0, j = 0;                                                                                               \
    for (; j + 8 <= count; j += 8) {                                                                                   \
      /* Most runs of eight are all zeros; the rest is written without a branch per number. */                         \
      if (all_zero_##SUFFIX(from + j)) continue;                                                                       \
      for (size_t i = j; i < j + 8; i++) indices[k] = (uint16_t)i, values[k] = from[i], k += from[i] != 0;             \
    }                                                                                                                  \
    for (; j < count; j++) indices[k] = (uint16_t)j, values[k] = from[j], k += from[j] != 0;                           \
    return k;                                                                                                          \
  }
PACK(f32, float, uint32_t)
PACK(f64, double, uint64_t)
#undef PACK

// ---- Bytes ----------------------------------------------------------------------------------------------------------
// A row in the course of packing: `count` numbers so far, the last of them in column `last`.
typedef struct {
  size_t count;
  size_t last;
} packed_row;

// Numbers that are 0 until the next one, in the given column, is near enough. indices and values may be NULL.
static packed_row bridge(packed_row row, size_t column, uint8_t *indices, uint8_t *values) {
  for (; column - row.last > 255; row.last += 255, row.count++)
    if (indices) indices[row.count] = 255, values[row.count] = 0;
  return row;
}

static int all_zero_u8(const uint8_t *from) {
  uint64_t eight;
  memcpy(&eight, from, sizeof eight);
  return eight == 0;
}

// From column j on, on any machine.
static packed_row compress_from(size_t j, size_t count, const uint8_t *from, packed_row row, uint8_t *indices,
                                uint8_t *values) {
  for (; j < count; j++) {
    if (j + 8 <= count && all_zero_u8(from + j)) {
      j += 7;
      continue;
    }
    if (from[j] == 0) continue;
    row = bridge(row, j, indices, values);
    if (indices) indices[row.count] = (uint8_t)(j - row.last), values[row.count] = from[j];
    row.last = j;
    row.count++;
  }
  return row;
}

#if EST_HAS_VARIANTS
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"); }

// For each set of eight bits, the places of those that are set, a byte each, the lowest first.
#define PLACE(m, b) (uint64_t)((m) >> b & 1 ? b : 0) << 8 * __builtin_popcount((m) & ((1u << b) - 1))
#define ONE(m) PLACE(m, 1) | PLACE(m, 2) | PLACE(m, 3) | PLACE(m, 4) | PLACE(m, 5) | PLACE(m, 6) | PLACE(m, 7)
#define FOUR(m) ONE(m), ONE(m + 1), ONE(m + 2), ONE(m + 3)
#define SIXTEEN(m) FOUR(m), FOUR(m + 4), FOUR(m + 8), FOUR(m + 12)
#define SIXTY_FOUR(m) SIXTEEN(m), SIXTEEN(m + 16), SIXTEEN(m + 32), SIXTEEN(m + 48)
static const uint64_t places_of[256] = {SIXTY_FOUR(0u), SIXTY_FOUR(64u), SIXTY_FOUR(128u), SIXTY_FOUR(192u)};
#undef PLACE
#undef ONE
#undef FOUR
#undef SIXTEEN
#undef SIXTY_FOUR

// A bit for each of 32 bytes that is not 0.
AVX2 static inline uint32_t not_zero(const uint8_t *from) {
  __m256i x = _mm256_loadu_si256((const __m256i *)from);
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_setzero_si256()));
}

AVX2 static size_t count_by_32(size_t count, const uint8_t *from) {
  packed_row row = {0, 0};
  size_t j = 0;
  for (; j + 32 <= count; j += 32) {
    uint32_t bits = not_zero(from + j);
    if (!bits) continue;
    size_t first = j + (size_t)__builtin_ctz(bits);
    if (first - row.last > 255) row = bridge(row, first, NULL, NULL);
    row.count += (size_t)__builtin_popcount(bits);
    row.last = j + 31 - (size_t)__builtin_clz(bits);
  }
  return compress_from(j, count, from, row, NULL, NULL).count;
}

// Writes eight numbers for each run of eight and goes on behind those that count: within the row, as no more of them
// count than have been read before.
AVX2 static size_t compress_by_32(size_t count, const uint8_t *from, uint8_t *indices, uint8_t *values) {
  packed_row row = {0, 0};
  size_t j = 0;
  for (; j + 32 <= count; j += 32) {
    uint32_t bits = not_zero(from + j);
    if (!bits) continue;
    size_t first = j + (size_t)__builtin_ctz(bits);
    if (first - row.last > 255) row = bridge(row, first, indices, values);
    for (size_t i = j; i < j + 32; i += 8, bits >>= 8) {
      uint32_t here = bits & 0xff;
      if (!here) continue;
      // Each place less the one before; the first, counted from i, less `last`, counted from 0.
      uint64_t places = places_of[here], distances = places - (places << 8);
      __m128i eight = _mm_loadl_epi64((const __m128i *)(from + i));
      eight = _mm_shuffle_epi8(eight, _mm_cvtsi64_si128((int64_t)places));
      _mm_storel_epi64((__m128i *)(values + row.count), eight);
      distances += i - row.last;
      memcpy(indices + row.count, &distances, sizeof distances);
      row.count += (size_t)__builtin_popcount(here);
      row.last = i + 31 - (size_t)__builtin_clz(here);
    }
  }
  return compress_from(j, count, from, row, indices, values).count;
}
#else
static int has_avx2(void) { return 0; }
static size_t count_by_32(size_t count, const uint8_t *from) { return (void)count, (void)from, (size_t)0; }
static size_t compress_by_32(size_t count, const uint8_t *from, uint8_t *indices, uint8_t *values) {
  return (void)count, (void)from, (void)indices, (void)values, (size_t)0;
}
#endif

size_t est_count_u8(size_t count, const uint8_t *from) {
  if (has_avx2()) return count_by_32(count, from);
  return compress_from(0, count, from, (packed_row){0, 0}, NULL, NULL).count;
}

size_t est_compress_u8(size_t count, const uint8_t *from, uint8_t *indices, uint8_t *values) {
  if (has_avx2()) return compress_by_32(count, from, indices, values);
  return compress_from(0, count, from, (packed_row){0, 0}, indices, values).count;
}

// ---- Column by column -----------------------------------------------------------------------------------------------
// Counting sort: starts[j] is first the number of entries of column j, then the place of its next one, which ends as
// the start of column j + 1 and is moved there.
// A number is one store: to two arrays the scattered stores took twice as long.
void est_fill_block_columns(size_t rows, const est_compressed_rows *x, size_t columns, uint32_t *starts,
                            uint16_t *numbers) {
  const uint8_t *indices = x->indices, *values = x->values;
  memset(starts, 0, (columns + 1) * sizeof *starts);
  for (size_t i = 0; i < rows; i++) {
    size_t column = 0;
    for (int64_t k = x->row_starts[x->first + i]; k < x->row_ends[x->first + i]; k++) starts[column += indices[k]]++;
  }
  uint32_t next = 0;
  for (size_t j = 0; j <= columns; j++) {
    uint32_t count = starts[j];
    starts[j] = next;
    next += count;
  }
  for (size_t i = 0; i < rows; i++) {
    size_t column = 0;
    for (int64_t k = x->row_starts[x->first + i]; k < x->row_ends[x->first + i]; k++) {
      uint32_t place = starts[column += indices[k]]++;
      numbers[place] = (uint16_t)(values[k] << 8 | (int)i);
    }
  }
  memmove(starts + 1, starts, columns * sizeof *starts);
  starts[0] = 0;
}

// In whole numbers, which hold 256 · 255² exactly.
void est_block_moments(size_t columns, const est_block_columns *x, double *sums, double *squares) {
  for (size_t j = 0; j < columns; j++) {
    uint32_t sum = 0, square = 0;
    for (uint32_t k = x->starts[j]; k < x->starts[j + 1]; k++) {
      uint32_t value = x->numbers[k] >> 8;
      sum += value;
      square += value * value;
    }
    sums[j] += sum;
    squares[j] += square;
  }
}
