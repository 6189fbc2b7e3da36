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

// Two strips of rows at a time, so that each sum is loaded and stored half as often.
FUNCTION double N(small_newton)(size_t rows, size_t stride, size_t order, const REAL *x, size_t columns, int softmax,
                                const REAL *parameters, const est_targets *targets, REAL *sums, double *gradient,
                                double *hessian) {
  N(vector) z[2][STRIP_COLUMNS], r[2][STRIP_COLUMNS], s[2], zero = {0};
  size_t pairs = columns * (columns + 1) / 2, triangle = order * (order + 1) / 2;
  N(vector) *g = (N(vector) *)sums, *h = g + columns * order;
  memset(sums, 0, (columns * order + pairs * triangle) * sizeof *g);
  double total = 0;
  for (size_t first = 0; first < rows; first += 2 * LANES) {
    // Without a second strip the first is read in its place, times 0.
    const REAL *strips[2] = {x + first, x + first + (first + LANES < rows ? LANES : 0)};
    for (size_t t = 0; t < 2; t++) {
      size_t row = first + t * LANES;
      if (row >= rows) {
        for (size_t k = 0; k < columns; k++) z[t][k] = r[t][k] = zero;
        s[t] = zero;
        continue;
      }
      size_t count = rows - row < LANES ? rows - row : LANES;
      for (size_t k = 0; k < columns; k++) {
        N(vector) sum = {0};
        for (size_t a = 0; a < order; a++) sum += N(load)(strips[t] + a * stride) * parameters[k * order + a];
        z[t][k] = sum;
      }
      total += softmax ? N(small_residuals)(columns, z[t], targets, row, count, r[t], &s[t])
                       : N(small_logistic)(z[t], targets, row, count, r[t], &s[t]);
    }
    const REAL *x0 = strips[0], *x1 = strips[1];
    for (size_t k = 0; k < columns; k++)
      for (size_t a = 0; a < order; a++)
        g[k * order + a] += r[0][k] * N(load)(x0 + a * stride) + r[1][k] * N(load)(x1 + a * stride);
    N(vector) *into = h;
    for (size_t k = 0; k < columns; k++) {
      // 1 − p of the class itself as the sum of the others, kept exact when p is close to 1.
      N(vector) rest[2] = {zero, zero};
      for (size_t l = 0; l < columns; l++)
        if (l != k) rest[0] += z[0][l], rest[1] += z[1][l];
      for (size_t l = k; l < columns; l++) {
        N(vector) v0 = s[0] * z[0][k], v1 = s[1] * z[1][k];
        if (softmax) v0 *= l == k ? rest[0] : -z[0][l], v1 *= l == k ? rest[1] : -z[1][l];
        for (size_t a = 0; a < order; a++) {
          N(vector) a0 = v0 * N(load)(x0 + a * stride), a1 = v1 * N(load)(x1 + a * stride);
          for (size_t b = 0; b <= a; b++) *into++ += a0 * N(load)(x0 + b * stride) + a1 * N(load)(x1 + b * stride);
        }
      }
    }
  }
  for (size_t i = 0; i < columns * order; i++) gradient[i] = (double)N(horizontal_sum)(g[i]);
  for (size_t i = 0; i < pairs * triangle; i++) hessian[i] = (double)N(horizontal_sum)(h[i]);
  return total;
}
