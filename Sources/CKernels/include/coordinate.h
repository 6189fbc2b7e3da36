// Coordinate descent on a quadratic model of a linear classifier, over columns of features.
//
// The model of one logistic problem at its scores z, as sums over the rows (nothing is divided by their weight):
//
//   Q(u) = Σ_j g_j·(u_j − w_j) + ½ Σ_i D_i·v_i² + Σ_j (½·l2_j·u_j² + l1_j·|u_j|),   lower_j ≤ u_j ≤ upper_j
//   v_i  = Σ_j (u_j − w_j)·scale_j·(x_ij − centre_j)
//
// With an intercept, centre_j is the mean of column j under the weights D: then Σ D_i·v_i = 0, and the intercept at its
// best drops out of the model. Without one, centre_j is the shift of the column.
#ifndef EST_COORDINATE_H
#define EST_COORDINATE_H

#include <stddef.h>
#include <stdint.h>

typedef enum { EST_COLUMNS_U8 = 0, EST_COLUMNS_F32 = 1, EST_COLUMNS_F64 = 2 } est_column_type;

// Features column by column. Sparse: column j holds values[k] in row row_indices[k] for k in starts[j]..<starts[j + 1],
// every row in 0..<rows. Dense (`starts` NULL): column j is values[j·rows ..< (j + 1)·rows].
typedef struct {
  size_t rows;
  size_t columns;
  const int64_t *starts;
  const int32_t *row_indices;
  const void *values;
  est_column_type type;
  int variant;  // of the dense loops, as in est_variant_f64
} est_columns;

// Row i of the model: D_i at d[i·stride], D_i·v_i without its offset at q[i·stride]. For sparse columns both lie side
// by side (stride 2, d = q + 1), so that a stored number costs one cache line; for dense ones they are apart (stride
// 1).
typedef struct {
  double *q;
  double *d;
} est_model_rows;

typedef struct {
  est_model_rows rows;
  int has_intercept;
  double sum_d;               // Σ D_i
  double sum_q;               // Σ q_i
  double offset;              // v_i = q_i / D_i + offset
  const double *centre;       // columns
  const double *scale;        // columns; NULL: all 1
  const double *column_d;     // columns; Σ_i D_i·x_ij
  const double *curvature;    // columns; Σ_i D_i·(scale_j·(x_ij − centre_j))²
  const double *gradient;     // columns; g
  const double *l1, *l2;      // columns, ≥ 0
  const double *lower, *upper;  // columns; both NULL: no bounds
  double *weights;            // columns; u
} est_model;

// Σ_i r_i·x_ij, Σ_i D_i·x_ij and Σ_i D_i·x_ij² of every column; `residuals` has `rows` numbers.
void est_column_moments(const est_columns *x, const double *residuals, est_model_rows rows, double *sums_r,
                        double *sums_d, double *squares_d);
// Σ_i D_i·(x_ij − centre)² of one column.
double est_column_spread(const est_columns *x, size_t column, est_model_rows rows, double sum_d, double centre);
// One round over the `count` columns listed in `active`, each put at its minimum while the others stay. Columns at 0 or
// at a bound that the slope presses against it by more than `margin` are taken off the list; returns how many are left.
// `*worst` becomes the largest slope met (of the smallest subgradient, projected on the bounds).
size_t est_coordinate_round(const est_columns *x, est_model *model, size_t count, int32_t *active, double margin,
                            double *worst);
// scores_i += Σ_j weights_j·x_ij.
void est_column_scores(const est_columns *x, const double *weights, double *scores);

// D_i = s_i·p_i·(1 − p_i) and q_i = 0 for residuals r_i = ±s_i·(1 − p_i of the true side), which have no other
// cancellation; D_i is at least 1e-12·s_i, so that it can be divided by. Returns Σ D_i.
double est_model_prepare(size_t rows, const double *residuals, const double *weights, const int32_t *classes,
                         int32_t positive_class, double positive_weight, double negative_weight, int is_sparse,
                         est_model_rows model);
// direction_i = q_i / D_i + offset.
void est_model_direction(size_t rows, est_model_rows model, int is_sparse, double offset, double *direction);
// to_i = from_i + step·direction_i; `to` may be `from`.
void est_move_scores(size_t rows, const double *from, double step, const double *direction, double *to);

#endif
