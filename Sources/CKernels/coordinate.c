#include "coordinate.h"

#include <float.h>
#include <math.h>

#include "CKernels.h"
#include "system.h"

// Where one coordinate goes.
typedef struct {
  double weight;
  double violation;  // the slope of its smallest subgradient, projected on the bounds
  int leaves;        // whether it is at rest and clearly stays there
} est_coordinate;

// `up` and `down` are the slopes of the two ways to leave u, l1 included; one below 0 leads downhill.
static inline __attribute__((always_inline)) est_coordinate
est_coordinate_minimum(const est_model *model, size_t j, double u, double slope, double margin) {
  double l1 = model->l1[j], curvature = model->curvature[j] + model->l2[j];
  double lower = model->lower ? model->lower[j] : -INFINITY, upper = model->upper ? model->upper[j] : INFINITY;
  double up = u < upper ? slope + (u >= 0 ? l1 : -l1) : INFINITY;
  double down = u > lower ? -slope + (u > 0 ? -l1 : l1) : INFINITY;
  double room = up < down ? up : down;
  est_coordinate next = {u, room < 0 ? -room : 0, room > margin};
  if (room >= 0) return next;
  if (!(curvature > 0)) {  // a constant column: only its penalty is left
    if (l1 > 0 && lower <= 0 && upper >= 0) next.weight = 0;
    return next;
  }
  double goal = u;
  if (slope + l1 < curvature * u) goal = u - (slope + l1) / curvature;
  else if (slope - l1 > curvature * u) goal = u - (slope - l1) / curvature;
  else goal = 0;
  next.weight = goal < lower ? lower : goal > upper ? upper : goal;
  return next;
}

typedef struct {
  void (*moments)(const est_columns *, const double *, est_model_rows, double *, double *, double *);
  double (*spread)(const est_columns *, size_t, est_model_rows, double, double);
  size_t (*round)(const est_columns *, est_model *, size_t, int32_t *, double, double *);
  void (*scores)(const est_columns *, const double *, double *);
} est_column_loops;

#if EST_HAS_VARIANTS
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))
#endif

#define SPARSE 1
#define TARGET
#define VALUE uint8_t
#define N(name) est_sparse_u8_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_sparse_f32_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_sparse_f64_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#undef SPARSE

#define SPARSE 0
#define VALUE uint8_t
#define N(name) est_dense_u8_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_dense_f32_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_dense_f64_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#undef TARGET

#if EST_HAS_VARIANTS
#define TARGET AVX2
#define VALUE uint8_t
#define N(name) est_dense_avx2_u8_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_dense_avx2_f32_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_dense_avx2_f64_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#undef TARGET

#define TARGET AVX512
#define VALUE uint8_t
#define N(name) est_dense_avx512_u8_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE float
#define N(name) est_dense_avx512_f32_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#define VALUE double
#define N(name) est_dense_avx512_f64_##name
#include "coordinate_columns.h"
#undef VALUE
#undef N
#undef TARGET
#endif
#undef SPARSE

static const est_column_loops *est_loops(const est_columns *x) {
  static const est_column_loops *const sparse[] = {&est_sparse_u8_loops, &est_sparse_f32_loops, &est_sparse_f64_loops};
  static const est_column_loops *const dense[] = {&est_dense_u8_loops, &est_dense_f32_loops, &est_dense_f64_loops};
  if (x->starts) return sparse[x->type];
#if EST_HAS_VARIANTS
  static const est_column_loops *const avx2[] = {&est_dense_avx2_u8_loops, &est_dense_avx2_f32_loops,
                                                 &est_dense_avx2_f64_loops};
  static const est_column_loops *const avx512[] = {&est_dense_avx512_u8_loops, &est_dense_avx512_f32_loops,
                                                   &est_dense_avx512_f64_loops};
  const est_column_loops *const *all[] = {avx512, avx2, dense};
  return all[x->variant + 3 - est_variant_count()][x->type];
#else
  return dense[x->type];
#endif
}

void est_column_moments(const est_columns *x, const double *residuals, est_model_rows rows, double *sums_r,
                        double *sums_d, double *squares_d) {
  est_loops(x)->moments(x, residuals, rows, sums_r, sums_d, squares_d);
}

double est_column_spread(const est_columns *x, size_t column, est_model_rows rows, double sum_d, double centre) {
  return est_loops(x)->spread(x, column, rows, sum_d, centre);
}

size_t est_coordinate_round(const est_columns *x, est_model *model, size_t count, int32_t *active, double margin,
                            double *worst) {
  return est_loops(x)->round(x, model, count, active, margin, worst);
}

void est_column_scores(const est_columns *x, const double *weights, double *scores) {
  est_loops(x)->scores(x, weights, scores);
}

double est_model_prepare(size_t rows, const double *residuals, const double *weights, const int32_t *classes,
                         int32_t positive_class, double positive_weight, double negative_weight, int is_sparse,
                         est_model_rows model) {
  size_t stride = is_sparse ? 2 : 1;
  double sum = 0;
  for (size_t i = 0; i < rows; i++) {
    double s = (weights ? weights[i] : 1) * (classes[i] == positive_class ? positive_weight : negative_weight);
    double r = fabs(residuals[i]), d = r * (1 - r / s), least = s > 0 ? 1e-12 * s : DBL_MIN;
    model.q[i * stride] = 0;
    model.d[i * stride] = d > least ? d : least;
    sum += model.d[i * stride];
  }
  return sum;
}

void est_model_direction(size_t rows, est_model_rows model, int is_sparse, double offset, double *direction) {
  size_t stride = is_sparse ? 2 : 1;
  for (size_t i = 0; i < rows; i++) direction[i] = model.q[i * stride] / model.d[i * stride] + offset;
}

void est_move_scores(size_t rows, const double *from, double step, const double *direction, double *to) {
  for (size_t i = 0; i < rows; i++) to[i] = from[i] + step * direction[i];
}
