#include "dual.h"

#include <float.h>
#include <math.h>

#include "CKernels.h"
#include "system.h"

// The α of one row at its best: α = s·σ(−t) where the margin t solves t = k + curvature·s·σ(−t). Of t, which moves over
// the whole line, Newton's method between bounds finds all digits of an α that is all but 0 or s.
static double est_dual_best(double margin, double curvature, double alpha, double s) {
  double k = margin - curvature * alpha, span = curvature * s, low = k, high = k + span, t = margin;
  if (!(t >= low && t <= high)) t = low + span / 2;
  for (int trial = 0; trial < 100; trial++) {
    double e = exp(-fabs(t)), small = e / (1 + e), slope = small / (1 + e);
    double share = t > 0 ? small : 1 / (1 + e), excess = t - k - span * share;
    if (excess > 0) high = t;
    else low = t;
    double next = t - excess / (1 + span * slope);
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (fabs(next - t) <= 2 * DBL_EPSILON * fabs(t) || next == low || next == high) break;
    t = next;
  }
  return t > 0 ? s * exp(-t) / (1 + exp(-t)) : s / (1 + exp(t));
}

typedef struct {
  void (*scores)(const est_data_rows *, const double *, double, double *);
  void (*sums)(const est_data_rows *, const double *, double *, const double *, double *);
  void (*norms)(const est_data_rows *, const double *, const double *, double *, double *);
  double (*round)(const est_data_rows *, est_dual *, const int32_t *, double *);
} est_row_loops;

#if EST_HAS_VARIANTS
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#endif

#define TARGET
#define SPARSE 1
#define VALUE double
#define N(name) est_rows_sparse_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#undef SPARSE

#define SPARSE 0
#define VALUE uint8_t
#define N(name) est_rows_u8_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_rows_f32_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_rows_f64_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#undef TARGET

#if EST_HAS_VARIANTS
#define TARGET AVX2
#define VALUE uint8_t
#define N(name) est_rows_avx2_u8_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_rows_avx2_f32_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_rows_avx2_f64_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#undef TARGET

#define TARGET AVX512
#define VALUE uint8_t
#define N(name) est_rows_avx512_u8_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_rows_avx512_f32_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_rows_avx512_f64_##name
#include "dual_rows.h"
#undef VALUE
#undef N
#undef TARGET
#endif
#undef SPARSE

static const est_row_loops *est_loops(const est_data_rows *x) {
  static const est_row_loops *const dense[] = {&est_rows_u8_loops, &est_rows_f32_loops, &est_rows_f64_loops};
  if (x->starts) return &est_rows_sparse_loops;
#if EST_HAS_VARIANTS
  static const est_row_loops *const avx2[] = {&est_rows_avx2_u8_loops, &est_rows_avx2_f32_loops,
                                              &est_rows_avx2_f64_loops};
  static const est_row_loops *const avx512[] = {&est_rows_avx512_u8_loops, &est_rows_avx512_f32_loops,
                                                &est_rows_avx512_f64_loops};
  const est_row_loops *const *all[] = {avx512, avx2, dense};
  return all[x->variant + 3 - est_variant_count()][x->type];
#else
  return dense[x->type];
#endif
}

void est_row_scores(const est_data_rows *x, const double *weights, double bias, double *scores) {
  est_loops(x)->scores(x, weights, bias, scores);
}

void est_row_sums(const est_data_rows *x, const double *first, double *first_sums, const double *second,
                  double *second_sums) {
  est_loops(x)->sums(x, first, first_sums, second, second_sums);
}

void est_row_norms(const est_data_rows *x, const double *metric, const double *centre, double *cross,
                   double *squares) {
  est_loops(x)->norms(x, metric, centre, cross, squares);
}

double est_dual_round(const est_data_rows *x, est_dual *dual, const int32_t *order, double *gain) {
  return est_loops(x)->round(x, dual, order, gain);
}

void est_dual_limits(size_t rows, const double *weights, const int32_t *classes, int32_t positive_class,
                     double positive_weight, double negative_weight, double *limits) {
  for (size_t i = 0; i < rows; i++) {
    double s = weights ? weights[i] : 1;
    limits[i] = classes[i] == positive_class ? s * positive_weight : -s * negative_weight;
  }
}
