// Dual coordinate descent for one logistic problem, over rows of features in their stored type.
//
// With metric m_j = scale_j²/l2_j and signs y_i = ±1, numbers α_i in [0, s_i] stand for the weights
//
//   u_j = m_j·(Σ_i α_i·y_i·x_ij − a·centre_j),   a = Σ_i α_i·y_i
//
// of the stored numbers x, and row i has the score
//
//   z_i = Σ_j u_j·(x_ij − centre_j) + bias + a·softness
//
// Centring costs a sparse row nothing: c_i = Σ_j m_j·centre_j·x_ij is known before.
#ifndef EST_DUAL_H
#define EST_DUAL_H

#include <stddef.h>
#include <stdint.h>

#include "coordinate.h"

// Row i is stored row selection[i], or i when `selection` is NULL. Sparse: stored row r holds values[k], doubles, in
// column indices[k] for k in starts[r]..<starts[r + 1]. Dense (`starts` NULL): it is values[r·columns ..< (r +
// 1)·columns].
typedef struct {
  size_t rows;
  size_t columns;
  const ptrdiff_t *starts;
  const int32_t *indices;
  const void *values;
  const int32_t *selection;
  est_column_type type;
  int variant;  // of the dense loops, as in est_variant_f64
} est_data_rows;

typedef struct {
  const double *metric;   // columns; m
  const double *cross;    // rows; c
  const double *squares;  // rows; Σ_j m_j·(x_ij − centre_j)²
  const double *limits;   // rows; y_i·s_i
  double *alpha;          // rows
  double *sums;           // columns; m_j·Σ_i α_i·y_i·x_ij
  double total;           // a
  double offset;          // Σ_i α_i·y_i·c_i
  double centre_square;   // Σ_j m_j·centre_j²
  double bias;
  double softness;
} est_dual;

// scores_i = Σ_j weights_j·x_ij + bias.
void est_row_scores(const est_data_rows *x, const double *weights, double bias, double *scores);
// sums_j = Σ_i first_i·x_ij, and the same with `second`, unless that is NULL.
void est_row_sums(const est_data_rows *x, const double *first, double *first_sums, const double *second,
                  double *second_sums);
// cross_i = Σ_j metric_j·centre_j·x_ij and squares_i = Σ_j metric_j·(x_ij − centre_j)².
void est_row_norms(const est_data_rows *x, const double *metric, const double *centre, double *cross, double *squares);
// One round: each row in `order`, `rows` row numbers, puts its α where the dual is best while the others stay. Returns
// Σ|change of α|; `*gain` becomes a lower bound of what the dual has gained.
double est_dual_round(const est_data_rows *x, est_dual *dual, const int32_t *order, double *gain);
// limits_i = ±s_i.
void est_dual_limits(size_t rows, const double *weights, const int32_t *classes, int32_t positive_class,
                     double positive_weight, double negative_weight, double *limits);

#endif
