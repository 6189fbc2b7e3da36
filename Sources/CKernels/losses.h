// Scores to losses, residuals and slopes. Included by variant.h.

// The most columns that a strip of rows is turned on its side for, in a buffer on the stack.
#define STRIP_COLUMNS 32

// Σ of the losses of the `count` rows of a strip.
INLINE double N(weighted_sum)(const est_targets *targets, size_t row, size_t count, N(vector) losses,
                              const double *behind) {
  double total = 0;
  for (size_t l = 0; l < count; l++) {
    double loss = (double)losses[l] + behind[l];
    total += targets->weights ? targets->weights[row + l] * loss : loss;
  }
  return total;
}

INLINE double N(log1p_of_one)(REAL x) { return (double)N(log1p)(N(splat)(x))[0]; }

// Softmax with the largest score taken out: with `rest` = Σ of the other exponentials, p = e / (1 + rest) and
// −ln p_y = log1p(rest) + (z_max − z_y), so a row that is almost surely right keeps its tiny loss; the true class's
// residual is minus the sum of the other probabilities, which keeps its tiny gradient.
//
// One row: z becomes exp(z − z_max). Returns 1 / Σ; `*loss` is the loss of the row, 0 without targets.
INLINE REAL N(exponentials_of_row)(size_t columns, REAL *z, const est_targets *targets, size_t row, double *loss) {
  size_t top = 0;
  for (size_t k = 1; k < columns; k++) top = z[k] > z[top] ? k : top;
  REAL largest = z[top];
  double behind = targets->classes ? (double)largest - (double)z[targets->classes[row]] : 0;
  for (size_t k = 0; k < columns; k++) z[k] -= largest;
  N(exponential)(columns, z);
  REAL rest = 0;
  for (size_t k = 0; k < columns; k++) rest += k == top ? 0 : z[k];
  *loss = targets->classes ? N(log1p_of_one)(rest) + behind : 0;
  return 1 / (1 + rest);
}

// One row to its residuals. Returns the weighted loss.
INLINE double N(softmax_row)(size_t columns, REAL *z, const est_targets *targets, size_t row, double *sums,
                             double *curvature) {
  double loss;
  REAL inverse = N(exponentials_of_row)(columns, z, targets, row, &loss);
  if (!targets->classes) {
    for (size_t k = 0; k < columns; k++) z[k] *= inverse;
    return 0;
  }
  size_t y = (size_t)targets->classes[row];
  REAL s = targets->weights ? (REAL)targets->weights[row] : 1;
  if (curvature) {
    for (size_t k = 1; k < columns; k++) {
      REAL weighted = z[k] * (inverse * inverse * s);
      for (size_t l = 0; l < k; l++) curvature[k * columns + l] += weighted * z[l];
    }
  }
  REAL others = 0;
  for (size_t k = 0; k < columns; k++) {
    z[k] *= inverse * s;
    others += k == y ? 0 : z[k];
  }
  z[y] = -others;
  for (size_t k = 0; k < columns; k++) sums[k] += z[k];
  return targets->weights ? targets->weights[row] * loss : loss;
}

// `count` rows, at most as many as a vector has lanes, one row per lane, zeros beyond: z[k] becomes exp(z[k] − z_max). Returns 1 / Σ; `*losses` gets
// log1p(rest) and `behind` z_max − z_y, untouched without targets.
INLINE N(vector) N(exponentials_of_strip)(size_t columns, N(vector) *z, const est_targets *targets, size_t row,
                                          size_t count, N(vector) *losses, double *behind) {
  const REAL *lanes = (const REAL *)z;
  N(vector) zero = {0}, one = zero + 1, largest = z[0];
  for (size_t k = 1; k < columns; k++) largest = N(choose)(z[k] > largest, z[k], largest);
  if (targets->classes)
    for (size_t l = 0; l < count; l++)
      behind[l] = (double)largest[l] - (double)lanes[(size_t)targets->classes[row + l] * LANES + l];
  // Equal largest scores: all but one of them belong to the rest. Counted apart, so that a tiny rest is not rounded off.
  N(vector) rest = zero, ties = zero - 1;
  for (size_t k = 0; k < columns; k++) {
    N(vector) shifted = z[k] - largest;
    z[k] = N(exp)(shifted);
    rest += N(choose)(shifted == zero, zero, z[k]);
    ties += N(choose)(shifted == zero, one, zero);
  }
  rest += ties;
  if (targets->classes) *losses = N(log1p)(rest);
  return 1 / (1 + rest);
}

// The same to residuals. `curvature` has columns² vectors, summed over lanes by the caller.
INLINE double N(softmax_strip)(size_t columns, size_t stride, REAL *scores, const est_targets *targets, size_t row,
                               size_t count, double *sums, N(vector) *curvature) {
  N(vector) z[STRIP_COLUMNS], losses;
  REAL *lanes = (REAL *)z;
  double behind[LANES];
  if (count < LANES) memset(z, 0, columns * sizeof *z);
  for (size_t l = 0; l < count; l++)
    for (size_t k = 0; k < columns; k++) lanes[k * LANES + l] = scores[l * stride + k];
  N(vector) inverse = N(exponentials_of_strip)(columns, z, targets, row, count, &losses, behind);
  for (size_t k = 0; k < columns; k++) z[k] *= inverse;
  double total = 0;
  if (targets->classes) {
    total = N(weighted_sum)(targets, row, count, losses, behind);
    N(vector) zero = {0}, s = zero, others = zero;
    N(integers) y = {0};
    for (size_t l = 0; l < count; l++) {
      y[l] = targets->classes[row + l];
      s[l] = targets->weights ? (REAL)targets->weights[row + l] : 1;
    }
    if (curvature) {
      for (size_t k = 1; k < columns; k++) {
        N(vector) weighted = z[k] * s;
        for (size_t l = 0; l < k; l++) curvature[k * columns + l] += weighted * z[l];
      }
    }
    for (size_t k = 0; k < columns; k++) {
      z[k] *= s;
      others += N(choose)(y == (INTEGER)k, zero, z[k]);
    }
    for (size_t k = 0; k < columns; k++) {
      z[k] = N(choose)(y == (INTEGER)k, -others, z[k]);
      sums[k] += N(horizontal_sum)(z[k]);
    }
  }
  for (size_t l = 0; l < count; l++)
    for (size_t k = 0; k < columns; k++) scores[l * stride + k] = lanes[k * LANES + l];
  return total;
}

FUNCTION void N(softmax)(size_t rows, size_t columns, size_t stride, REAL *scores, const est_targets *targets,
                         double *sums, double *loss, double *curvature) {
  double total = 0;
  size_t row = 0;
  if (columns <= STRIP_COLUMNS) {
    N(vector) products[STRIP_COLUMNS * STRIP_COLUMNS];
    if (curvature) memset(products, 0, columns * columns * sizeof *products);
    for (; row < rows; row += LANES)
      total += N(softmax_strip)(columns, stride, scores + row * stride, targets, row,
                                rows - row < LANES ? rows - row : LANES, sums, curvature ? products : NULL);
    if (curvature)
      for (size_t k = 1; k < columns; k++)
        for (size_t l = 0; l < k; l++) curvature[k * columns + l] += N(horizontal_sum)(products[k * columns + l]);
  }
  for (; row < rows; row++) total += N(softmax_row)(columns, scores + row * stride, targets, row, sums, curvature);
  if (targets->classes) *loss += total;
}

// Loss and slope of a strip at z + t·v. The slope of a row is s·Σ p_k (v_k − v_y): no difference of like numbers.
INLINE double N(softmax_line_strip)(size_t columns, size_t stride, const REAL *z, const REAL *v, REAL t,
                                    const est_targets *targets, size_t row, size_t count, double *slope) {
  N(vector) e[STRIP_COLUMNS], changes[STRIP_COLUMNS], losses, own = {0};
  REAL *lanes = (REAL *)e, *steps = (REAL *)changes;
  double behind[LANES];
  if (count < LANES) memset(e, 0, columns * sizeof *e), memset(changes, 0, columns * sizeof *changes);
  for (size_t l = 0; l < count; l++) {
    for (size_t k = 0; k < columns; k++) {
      steps[k * LANES + l] = v[l * stride + k];
      lanes[k * LANES + l] = z[l * stride + k];
    }
    own[l] = v[l * stride + (size_t)targets->classes[row + l]];
  }
  for (size_t k = 0; k < columns; k++) e[k] += t * changes[k];
  N(vector) inverse = N(exponentials_of_strip)(columns, e, targets, row, count, &losses, behind);
  N(vector) slopes = {0};
  for (size_t k = 0; k < columns; k++) slopes += e[k] * (changes[k] - own);
  slopes *= inverse;
  double none[LANES] = {0};
  *slope += N(weighted_sum)(targets, row, count, slopes, none);
  return N(weighted_sum)(targets, row, count, losses, behind);
}

FUNCTION void N(softmax_line)(size_t rows, size_t columns, size_t stride, const REAL *z, const REAL *v, REAL t,
                              const est_targets *targets, REAL *scratch, double *loss, double *slope) {
  double total = 0;
  size_t row = 0;
  if (columns <= STRIP_COLUMNS)
    for (; row < rows; row += LANES)
      total += N(softmax_line_strip)(columns, stride, z + row * stride, v + row * stride, t, targets, row,
                                     rows - row < LANES ? rows - row : LANES, slope);
  for (; row < rows; row++) {
    const REAL *zi = z + row * stride, *vi = v + row * stride;
    for (size_t k = 0; k < columns; k++) scratch[k] = zi[k] + t * vi[k];
    double one, sum = 0, s = targets->weights ? targets->weights[row] : 1;
    REAL inverse = N(exponentials_of_row)(columns, scratch, targets, row, &one);
    REAL own = vi[targets->classes[row]];
    for (size_t k = 0; k < columns; k++) sum += (double)(scratch[k] * (vi[k] - own));
    *slope += s * (sum * (double)inverse);
    total += s * one;
  }
  *loss += total;
}

// ---- One logistic loss per column -----------------------------------------------------------------------------------
// softplus(∓z) and residual s·(σ(z) − y), both without cancellation: with e = exp(−|z|), on the right side the loss is
// log1p(e) and the residual the small tail e / (1 + e); on the wrong side |z| + log1p(e) and 1 / (1 + e).

// The sides and weights of LANES scores that start at row `row` and column `column`, as many as `count` tells; weight 0
// beyond.
INLINE void N(sides)(size_t columns, const est_targets *targets, size_t row, size_t column, size_t count,
                     N(vector) *sign, double *weights) {
  for (size_t l = 0; l < LANES; l++) {
    if (l >= count) {
      (*sign)[l] = 1, weights[l] = 0;
      continue;
    }
    int positive = targets->classes[row] == targets->positive_class[column];
    const double *by_side = positive ? targets->positive_weight : targets->negative_weight;
    (*sign)[l] = positive ? 1 : -1;
    weights[l] = (targets->weights ? targets->weights[row] : 1.0) * (by_side ? by_side[column] : 1.0);
    if (++column == columns) column = 0, row++;
  }
}

FUNCTION void N(logistic)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,
                          double *losses, double *curvature) {
  size_t row = 0, column = 0;
  N(vector) zero = {0}, one = zero + 1;
  for (size_t start = 0; start < rows * columns; start += LANES) {
    size_t count = rows * columns - start < LANES ? rows * columns - start : LANES;
    REAL part[LANES] = {0};
    REAL *place = scores + start;
    N(vector) z;
    if (count == LANES) {
      z = N(load)(place);
    } else {
      for (size_t l = 0; l < count; l++) part[l] = place[l];
      z = N(load)(part);
    }
    N(vector) size = N(choose)(z > zero, z, -z), e = N(exp)(-size), inverse = one / (one + e), tail = e * inverse;
    N(vector) result;
    if (!targets->classes) {
      result = N(choose)(z > zero, inverse, tail);
    } else {
      N(vector) sign;
      double s[LANES];
      N(sides)(columns, targets, row, column, count, &sign, s);
      N(integers) right = sign * z > zero;
      N(vector) loss = N(log1p)(e), missed = N(choose)(right, zero, size);
      N(vector) residual = -sign * N(choose)(right, tail, inverse);
      for (size_t l = 0; l < count; l++) {
        residual[l] *= (REAL)s[l];
        losses[column] += s[l] * ((double)loss[l] + (double)missed[l]);
        sums[column] += (double)residual[l];
        if (curvature) curvature[column] += s[l] * (double)(tail[l] * inverse[l]);
        if (++column == columns) column = 0, row++;
      }
      result = residual;
    }
    if (count == LANES) {
      N(store)(place, result);
    } else {
      for (size_t l = 0; l < count; l++) place[l] = result[l];
    }
  }
}

// Losses and slopes at z + t·v, t by column.
FUNCTION void N(logistic_line)(size_t rows, size_t columns, const REAL *z, const REAL *v, const REAL *t,
                               const est_targets *targets, double *losses, double *slopes) {
  size_t row = 0, column = 0;
  N(vector) zero = {0}, one = zero + 1;
  for (size_t start = 0; start < rows * columns; start += LANES) {
    size_t count = rows * columns - start < LANES ? rows * columns - start : LANES;
    REAL moved[LANES] = {0}, change[LANES] = {0};
    for (size_t l = 0, c = column; l < count; l++) {
      change[l] = v[start + l];
      moved[l] = z[start + l] + t[c] * change[l];
      if (++c == columns) c = 0;
    }
    N(vector) at = N(load)(moved), sign;
    double s[LANES];
    N(sides)(columns, targets, row, column, count, &sign, s);
    N(vector) size = N(choose)(at > zero, at, -at), e = N(exp)(-size), inverse = one / (one + e);
    N(integers) right = sign * at > zero;
    N(vector) loss = N(log1p)(e), missed = N(choose)(right, zero, size);
    N(vector) slope = -sign * N(choose)(right, e * inverse, inverse) * N(load)(change);
    for (size_t l = 0; l < count; l++) {
      losses[column] += s[l] * ((double)loss[l] + (double)missed[l]);
      slopes[column] += s[l] * (double)slope[l];
      if (++column == columns) column = 0, row++;
    }
  }
}

#include "newton.h"

#undef STRIP_COLUMNS
