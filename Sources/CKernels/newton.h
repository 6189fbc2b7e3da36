// Value, gradient and Hessian of a small problem in one go. Included by variant.h.
//
// LANES rows at a time, one per lane: x̃ is stored feature by feature. Sums stay vectors until all rows are done.

// s·(p − y) and s·p of a strip, in place of its scores. Returns its loss.
INLINE double N(small_residuals)(size_t columns, N(vector) *z, const est_targets *targets, size_t row, size_t count,
                                 N(vector) *residuals, N(vector) *weights) {
  N(vector) zero = {0}, s, losses;
  N(integers) y;
  N(strip_targets)(targets, row, count, &y, &s);
  *weights = s;
  N(vector) inverse = N(exponentials_of_strip)(columns, z, y, &losses);
  N(vector) others = zero;
  for (size_t k = 0; k < columns; k++) {
    z[k] *= inverse;
    residuals[k] = s * z[k];
    others += N(choose)(y == (INTEGER)k, zero, residuals[k]);
  }
  for (size_t k = 0; k < columns; k++) residuals[k] = N(choose)(y == (INTEGER)k, -others, residuals[k]);
  return (double)N(horizontal_sum)(s * losses);
}

// The same for one logistic loss: p is p·(1 − p), computed from its small tail.
INLINE double N(small_logistic)(N(vector) *z, const est_targets *targets, size_t row, size_t count,
                                N(vector) *residuals, N(vector) *weights) {
  N(vector) s;
  N(integers) y;
  N(strip_targets)(targets, row, count, &y, &s);
  N(logistic_terms) terms = N(logistic_of)(*z, y, s, targets, 0);
  *weights = terms.weight;
  *residuals = terms.weight * terms.residual;
  *z = terms.spread;
  return (double)N(horizontal_sum)(terms.weight * terms.loss);
}

FUNCTION double N(small_newton)(size_t rows, size_t stride, size_t order, const REAL *x, size_t columns, int softmax,
                                const REAL *parameters, const est_targets *targets, REAL *sums, double *gradient,
                                double *hessian) {
  N(vector) z[STRIP_COLUMNS], r[STRIP_COLUMNS], s;
  size_t pairs = columns * (columns + 1) / 2, triangle = order * (order + 1) / 2;
  N(vector) *g = (N(vector) *)sums, *h = g + columns * order;
  memset(sums, 0, (columns * order + pairs * triangle) * sizeof *g);
  double total = 0;
  for (size_t row = 0; row < rows; row += LANES) {
    size_t count = rows - row < LANES ? rows - row : LANES;
    for (size_t k = 0; k < columns; k++) {
      N(vector) sum = {0};
      for (size_t a = 0; a < order; a++) sum += N(load)(x + a * stride + row) * parameters[k * order + a];
      z[k] = sum;
    }
    total += softmax ? N(small_residuals)(columns, z, targets, row, count, r, &s)
                     : N(small_logistic)(z, targets, row, count, r, &s);
    for (size_t k = 0; k < columns; k++)
      for (size_t a = 0; a < order; a++) g[k * order + a] += r[k] * N(load)(x + a * stride + row);
    N(vector) *into = h;
    for (size_t k = 0; k < columns; k++) {
      // 1 − p of the class itself as the sum of the others, kept exact when p is close to 1.
      N(vector) rest = {0};
      for (size_t l = 0; l < columns; l++)
        if (l != k) rest += z[l];
      for (size_t l = k; l < columns; l++) {
        N(vector) v = softmax ? s * z[k] * (l == k ? rest : -z[l]) : s * z[k];
        for (size_t a = 0; a < order; a++) {
          N(vector) va = v * N(load)(x + a * stride + row);
          for (size_t b = 0; b <= a; b++) *into++ += va * N(load)(x + b * stride + row);
        }
      }
    }
  }
  for (size_t i = 0; i < columns * order; i++) gradient[i] = (double)N(horizontal_sum)(g[i]);
  for (size_t i = 0; i < pairs * triangle; i++) hessian[i] = (double)N(horizontal_sum)(h[i]);
  return total;
}
