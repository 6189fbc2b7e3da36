// Runs what Sources/CKernels and Sources/CLinearAlgebra have on small data and prints every number, for
// Scripts/portable to compare between machines. A line is a name and a number. Names that begin with `libm` went
// through exp, pow or hypot of the C library; `f32` and `f64` say the precision; `exact` numbers are whole ones, which
// are the same everywhere.
#include "CKernels.h"
#include "CLinearAlgebra.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 37
#define FEATURES 45
#define WIDTH 48
#define COLUMNS 5
#define STRIDE 16
#define ALIGNED _Alignas(64)

static uint64_t state = 88172645463325252u;
static double next(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (double)(state >> 11) * 0x1p-52 - 1;
}

static void show(const char *name, size_t count, const double *values) {
  for (size_t i = 0; i < count; i++) printf("%s %.17g\n", name, values[i]);
}
static void show_one(const char *name, double value) { show(name, 1, &value); }

// Whole numbers, two of three 0, so that every form of rows holds them.
static uint8_t bytes[ROWS * FEATURES];
static float floats[ROWS * FEATURES];
static double doubles[ROWS * FEATURES];
static int32_t classes[ROWS];
static double row_weights[ROWS];

static void make_data(void) {
  for (size_t i = 0; i < ROWS * FEATURES; i++) {
    const double x = next();
    floats[i] = bytes[i] = x > 0.3 ? (uint8_t)(255 * x) : 0;
    doubles[i] = bytes[i];
  }
  for (size_t i = 0; i < ROWS; i++) classes[i] = (int32_t)(i % COLUMNS), row_weights[i] = 0.5 + (double)(i % 3);
}

// The rows packed in each of the four forms.
static int64_t starts[ROWS + 1], counts[4];
static uint8_t byte_indices[2 * ROWS * FEATURES], byte_values[2 * ROWS * FEATURES];
static uint16_t short_indices[ROWS * FEATURES + 1];
static int32_t long_indices[ROWS * FEATURES + 1];
static float float_values[ROWS * FEATURES + 1];
static double double_values[ROWS * FEATURES + 1];

static est_compressed_rows pack(est_compressed_form form) {
  int64_t end = 0;
  for (size_t i = 0; i < ROWS; i++) {
    const size_t at = i * FEATURES;
    size_t count = 0;
    switch (form) {
      case EST_BYTES: count = est_compress_u8(FEATURES, bytes + at, byte_indices + end, byte_values + end); break;
      case EST_FLOATS: count = est_compress_f32(FEATURES, floats + at, short_indices + end, float_values + end); break;
      case EST_DOUBLES:
      case EST_SPARSE: count = est_compress_f64(FEATURES, doubles + at, short_indices + end, double_values + end);
    }
    starts[i] = end;
    end += (int64_t)count;
  }
  starts[ROWS] = counts[form] = end;
  for (int64_t k = 0; k < end; k++) long_indices[k] = short_indices[k];
  const void *indices[] = {byte_indices, short_indices, short_indices, long_indices};
  const void *values[] = {byte_values, float_values, double_values, double_values};
  return (est_compressed_rows){form, starts, starts + 1, indices[form], values[form], NULL, 0};
}

static uint32_t column_starts[FEATURES + 1];
static uint16_t column_numbers[ROWS * FEATURES];

#define REAL double
#define N(name) name##_f64
#define TEXT(name) "f64 " name
#include "kernels_sample.h"
#undef REAL
#undef N
#undef TEXT
#define REAL float
#define N(name) name##_f32
#define TEXT(name) "f32 " name
#include "kernels_sample.h"

static void sample_packing(void) {
  const est_compressed_rows x = pack(EST_BYTES);
  for (int64_t k = 0; k < counts[EST_BYTES]; k++) {
    show_one("exact byte index", byte_indices[k]);
    show_one("exact byte value", byte_values[k]);
  }
  size_t found[3] = {0};
  for (size_t i = 0; i < ROWS; i++) {
    found[0] += est_count_u8(FEATURES, bytes + i * FEATURES);
    found[1] += est_count_f32(FEATURES, floats + i * FEATURES);
    found[2] += est_count_f64(FEATURES, doubles + i * FEATURES);
  }
  for (size_t i = 0; i < 3; i++) show_one("exact count", (double)found[i]);
  est_fill_block_columns(ROWS, &x, FEATURES, column_starts, column_numbers);
  for (size_t k = 0; k < column_starts[FEATURES]; k++) show_one("exact column number", column_numbers[k]);
  double sums[FEATURES] = {0}, squares[FEATURES] = {0}, class_sums[COLUMNS * FEATURES] = {0};
  est_block_moments(FEATURES, &(est_block_columns){column_starts, column_numbers}, sums, squares);
  show("exact sum", FEATURES, sums), show("exact square", FEATURES, squares);
  est_compressed_moments(ROWS, &x, row_weights, sums, squares);
  show("exact weighted sum", FEATURES, sums), show("exact weighted square", FEATURES, squares);
  est_compressed_class_sums(ROWS, &x, classes, row_weights, FEATURES, class_sums);
  show("exact class sum", COLUMNS * FEATURES, class_sums);
}

static void count_task(void *context, int worker, int64_t task) {
  (void)worker;
  ((double *)context)[task] += (double)task;
}

static void sample_rest(void) {
  double done[100] = {0};
  for (int threads = 1; threads <= 4; threads++)
    if (!est_pool_perform(threads, 100, count_task, done)) abort();
  show("exact task", 100, done);
  est_counter *counter = est_counter_create();
  est_counter_set(counter, 41);
  est_counter_next(counter);
  show_one("exact counter", (double)est_counter_get(counter));
  est_counter_destroy(counter);
  void *pages = malloc(1 << 20);
  est_prefer_large_pages(pages, 1 << 20), est_prefetch(pages, 4096);
  free(pages);
  double some[40] = {0};
  some[29] = INFINITY;
  show_one("exact place", (double)est_first_not_finite_f64(40, some));
  show_one("exact place", (double)est_first_not_finite_f32(ROWS * FEATURES, floats));
  show_one("exact magnitude", est_largest_magnitude_f32(ROWS * FEATURES, floats));
  int32_t largest[ROWS];
  est_largest_columns(ROWS, COLUMNS, floats, 0.5f, largest);
  for (size_t i = 0; i < ROWS; i++) show_one("exact largest column", largest[i]);
}

static void sample_coordinates(void) {
  const size_t n = ROWS, p = FEATURES;
  static double by_column[FEATURES * ROWS];
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < p; j++) by_column[j * n + i] = doubles[i * p + j];
  // The last variant is the one that every machine has.
  est_columns x = {n, p, NULL, NULL, by_column, EST_COLUMNS_F64, est_variant_count() - 1};
  double q[ROWS], d[ROWS], residuals[ROWS], centre[FEATURES], column_d[FEATURES], curvature[FEATURES];
  double gradient[FEATURES], squares[FEATURES], l1[FEATURES], l2[FEATURES], weights[FEATURES] = {0};
  int32_t active[FEATURES];
  for (size_t i = 0; i < n; i++) residuals[i] = 0.4 * next();
  est_model_rows rows = {q, d};
  double sum_d = est_model_prepare(n, residuals, row_weights, classes, 1, 2, 1, 0, rows);
  est_column_moments(&x, residuals, rows, gradient, column_d, squares);
  for (size_t j = 0; j < p; j++) {
    centre[j] = column_d[j] / sum_d, l1[j] = 3, l2[j] = 1, active[j] = (int32_t)j;
    curvature[j] = est_column_spread(&x, j, rows, sum_d, centre[j]);
  }
  est_model model = {rows, 1, sum_d, 0, 0, centre, NULL, column_d, curvature, gradient, l1, l2, NULL, NULL, weights};
  double worst;
  size_t left = p;
  for (int round = 0; round < 3; round++) left = est_coordinate_round(&x, &model, left, active, 0.1, &worst);
  show("f64 coordinate weight", p, weights), show("f64 curvature", p, curvature), show_one("f64 worst", worst);
  double scores[ROWS] = {0};
  est_column_scores(&x, weights, scores);
  est_model_direction(n, rows, 0, model.offset, residuals);
  est_move_scores(n, scores, 0.5, residuals, scores);
  show("f64 column score", n, scores);
}

static void sample_dual(void) {
  const size_t n = ROWS, p = FEATURES;
  est_data_rows x = {n, p, NULL, NULL, bytes, NULL, EST_COLUMNS_U8, est_variant_count() - 1};
  double metric[FEATURES], centre[FEATURES], cross[ROWS], squares[ROWS], limits[ROWS], alpha[ROWS] = {0};
  double sums[FEATURES] = {0}, scores[ROWS], gain, centre_square = 0;
  int32_t order[ROWS];
  for (size_t j = 0; j < p; j++) metric[j] = 1e-5, centre[j] = 40, centre_square += 1e-5 * 1600;
  for (size_t i = 0; i < n; i++) order[i] = (int32_t)((i * 5) % n);
  est_row_norms(&x, metric, centre, cross, squares);
  est_dual_limits(n, row_weights, classes, 1, 2, 1, limits);
  est_dual dual = {metric, cross, squares, limits, alpha, sums, 0, 0, centre_square, 0, 1};
  for (int round = 0; round < 3; round++) est_dual_round(&x, &dual, order, &gain);
  show("libm alpha", n, alpha), show("libm dual sum", p, sums);
  est_row_scores(&x, sums, 0.1, scores);
  show("libm row score", n, scores);
  est_row_sums(&x, row_weights, centre, limits, metric);
  show("f64 row sum", p, centre), show("f64 row sum", p, metric);
}

static void sample_steps(void) {
  double weights[FEATURES * COLUMNS] = {0}, average[FEATURES * COLUMNS] = {0}, decay[FEATURES], threshold[FEATURES];
  double powers[ROWS + 1], sums[ROWS + 1], scores[COLUMNS], bias[COLUMNS] = {0};
  const double share[COLUMNS] = {0.1, 0.1, 0.1, 0.1, 0.1};
  int64_t done[FEATURES] = {0};
  for (size_t j = 0; j < FEATURES; j++) decay[j] = j % 7 ? 0.999 : 0.99, threshold[j] = j % 3 ? 1e-4 : 0;
  powers[0] = 1, sums[0] = 0;
  for (size_t m = 0; m < ROWS; m++) powers[m + 1] = 0.999 * powers[m], sums[m + 1] = 1 + 0.999 * sums[m];
  for (size_t i = 0; i < ROWS; i++)
    est_dense_step(FEATURES, doubles + i * FEATURES, 0.01, 1e-4 * (double)i, 0.02, decay, i % 2 ? threshold : NULL,
                   weights, average);
  est_proximal_step(FEATURES, average, 0.1, 0.2, decay, threshold, weights);
  show("f64 dense step", FEATURES, weights);

  const est_compressed_rows x = pack(EST_SPARSE);
  memset(weights, 0, sizeof weights), memset(average, 0, sizeof average);
  est_lagged lagged = {COLUMNS, weights, average, done, 0.01, decay, threshold, 0.999, powers, sums};
  for (size_t i = 0; i < ROWS; i++) {
    const size_t count = (size_t)(x.row_ends[i] - x.row_starts[i]);
    const int32_t *features = long_indices + x.row_starts[i];
    const double *values = double_values + x.row_starts[i];
    est_lagged_scores(&lagged, count, features, values, NULL, (int64_t)i, bias, scores);
    for (size_t k = 0; k < COLUMNS; k++) scores[k] = 1e-4 * (scores[k] / 256 - (classes[i] == (int32_t)k));
    est_lagged_step(&lagged, count, features, values, NULL, (int64_t)i, scores, share);
  }
  est_lagged_finish(&lagged, FEATURES, ROWS);
  show("libm lagged step", FEATURES * COLUMNS, weights);

  double paid[FEATURES] = {0};
  memset(weights, 0, sizeof weights);
  est_scaled scaled = {COLUMNS, weights, NULL, paid, NULL, threshold, 1, 0, 0};
  for (size_t i = 0; i < ROWS; i++) {
    const size_t count = (size_t)(x.row_ends[i] - x.row_starts[i]);
    const int32_t *features = long_indices + x.row_starts[i];
    const double *values = double_values + x.row_starts[i];
    est_scaled_scores(&scaled, count, features, values, NULL, bias, scores);
    for (size_t k = 0; k < COLUMNS; k++) scores[k] = 1e-4 * (scores[k] / 256 - (classes[i] == (int32_t)k));
    scaled.scale *= 0.999, scaled.debt += 0.01 / scaled.scale;
    est_scaled_step(&scaled, count, features, values, NULL, scores);
  }
  est_scaled_finish(&scaled, FEATURES);
  show("f64 scaled step", FEATURES * COLUMNS, weights);
}

static void sample_linear_algebra(void) {
  const size_t n = FEATURES;
  static double a[FEATURES * FEATURES], b[ROWS * FEATURES], values[FEATURES], vectors[FEATURES * FEATURES];
  static double work[3 * FEATURES];
  static float narrow[FEATURES * FEATURES], factor[ROWS * FEATURES];
  double right[FEATURES];
  for (size_t i = 0; i < ROWS * n; i++) b[i] = next(), factor[i] = (float)b[i];
  est_gemm_f32(1, 0, n, n, ROWS, 1, factor, n, factor, n, 0, narrow, n);
  for (size_t i = 0; i < n * n; i++) show_one("f32 product", narrow[i]);
  for (size_t i = 0; i < n; i++) a[i * n + i] = 1;
  est_add_gram_f64(ROWS, n, b, a);
  show("f64 gram", n * n, a);
  memcpy(vectors, a, sizeof a);
  if (est_symmetric_eigen(n, vectors, values, work)) abort();
  show("libm eigenvalue", n, values);
  if (est_cholesky_factor(n, a)) abort();
  show("f64 factor", n * n, a);
  for (size_t i = 0; i < n; i++) right[i] = b[i];
  est_cholesky_solve(n, a, right);
  show("f64 solution", n, right);
  show_one("f64 dot", est_dot_f64(n, b, right));
  memcpy(a, b, sizeof b);
  if (est_right_singular(ROWS, n, a, values, vectors, work)) abort();
  show("libm singular value", ROWS, values);
  est_orthonormalize(ROWS, 7, b, work);
  show("f64 basis", 7 * ROWS, b);
}

int main(void) {
  make_data();
  sample_packing();
  sample_kernels_f64();
  sample_kernels_f32();
  sample_rest();
  sample_coordinates();
  sample_dual();
  sample_steps();
  sample_linear_algebra();
  return 0;
}
