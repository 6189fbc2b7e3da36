// Scores to losses, residuals and slopes. Included by variant.h.

// The most columns that a strip of rows is turned on its side for, in a buffer on the stack.
#define STRIP_COLUMNS EST_MOST_TURNED_COLUMNS
// The same where nothing else is kept column by column.
#define MANY_COLUMNS 128

// A strip is up to LANES rows, one per lane, turned on its side: one vector per column. Columns are taken
// STRIP_COLUMNS at a time. Its sums stay in vectors for so many strips before they go on in double.
#define STRIPS_BETWEEN_SUMS 16

// The classes and weights of a strip; weight 0 beyond `count`.
typedef int32_t N(classes) __attribute__((vector_size(LANES * 4), aligned(4)));
INLINE void N(strip_targets)(const est_targets *targets, size_t row, size_t count, N(integers) *y, N(vector) *s) {
  if (count == LANES && !targets->weights) {
    *y = __builtin_convertvector(*(const N(classes) *)(targets->classes + row), N(integers)), *s = N(splat)(1);
    return;
  }
  *y = (N(integers)){0}, *s = (N(vector)){0};
  for (size_t l = 0; l < count; l++) {
    (*y)[l] = targets->classes[row + l];
    (*s)[l] = targets->weights ? (REAL)targets->weights[row + l] : 1;
  }
}

// The compiler would gather and scatter, which takes longer.
#define ONE_BY_ONE _Pragma("clang loop vectorize(disable) unroll_count(4)")

// Turns `columns` numbers of each row of a strip to vectors, zeros beyond `count`; and back.
INLINE void N(to_strip)(size_t columns, size_t stride, const REAL *rows, size_t count, N(vector) *strip) {
  REAL *lanes = (REAL *)strip;
  if (count < LANES) memset(strip, 0, columns * sizeof *strip);
  for (size_t l = 0; l < count; l++)
    ONE_BY_ONE for (size_t k = 0; k < columns; k++) lanes[k * LANES + l] = rows[l * stride + k];
}

INLINE void N(from_strip)(size_t columns, size_t stride, const N(vector) *strip, size_t count, REAL *rows) {
  const REAL *lanes = (const REAL *)strip;
  for (size_t l = 0; l < count; l++)
    ONE_BY_ONE for (size_t k = 0; k < columns; k++) rows[l * stride + k] = lanes[k * LANES + l];
}

// The same where a single column lies as it is to be.
INLINE void N(take_strip)(size_t columns, size_t stride, const REAL *rows, size_t count, N(vector) *strip) {
  if (stride == 1 && count == LANES) *strip = N(load)(rows);
  else N(to_strip)(columns, stride, rows, count, strip);
}

INLINE void N(leave_strip)(size_t columns, size_t stride, const N(vector) *strip, size_t count, REAL *rows) {
  if (stride == 1 && count == LANES) N(store)(rows, *strip);
  else N(from_strip)(columns, stride, strip, count, rows);
}

// Adds the sums over the lanes to `totals`, and clears them.
INLINE void N(flush)(size_t columns, N(vector) *sums, double *totals) {
  for (size_t k = 0; k < columns; k++) totals[k] += N(horizontal_sum)(sums[k]), sums[k] = (N(vector)){0};
}

INLINE double N(log1p_of_one)(REAL x) { return (double)N(log1p)(N(splat)(x))[0]; }

// Softmax with the largest score taken out: with `rest` = Σ of the other exponentials, p = e / (1 + rest) and
// −ln p_y = log1p(rest) + (z_max − z_y), so a row that is almost surely right keeps its tiny loss; the true class's
// residual is minus the sum of the other probabilities, which keeps its tiny gradient.
//
// Calls EACH(count) for the vectors of a row, with `v` that many numbers of `row` from k on and `low` beyond them; what it
// leaves in `v` is stored there again.
#define EACH_VECTOR(columns, row, low, EACH)                                                                           \
  for (size_t k = 0; k < (columns); k += LANES) {                                                                      \
    const size_t count = (columns) - k < LANES ? (columns) - k : LANES;                                                \
    N(vector) v = N(splat)(low);                                                                                       \
    if (count == LANES) v = N(load)((row) + k); else memcpy(&v, (row) + k, count * sizeof *(row));                     \
    EACH                                                                                                               \
    if (count == LANES) N(store)((row) + k, v); else memcpy((row) + k, &v, count * sizeof *(row));                     \
  }

INLINE REAL N(largest)(N(vector) v) {
  REAL largest = v[0];
  UNROLL for (size_t l = 1; l < LANES; l++) largest = v[l] > largest ? v[l] : largest;
  return largest;
}

// One row of many columns: z becomes exp(z − z_max). Returns 1 / Σ; `*rest` is Σ without the largest, `*largest` z_max.
INLINE REAL N(exponentials_of_row)(size_t columns, REAL *z, REAL *rest, REAL *largest) {
  N(vector) zero = {0}, one = zero + 1, tops = N(splat)(z[0]), sum = zero, ties = zero;
  EACH_VECTOR(columns, z, z[0], tops = N(choose)(v > tops, v, tops);)
  const REAL top = N(largest)(tops);
  EACH_VECTOR(columns, z, -(REAL)INFINITY, {
    N(vector) shifted = v - top;
    v = N(exp)(shifted);
    sum += N(choose)(shifted == zero, zero, v);
    ties += N(choose)(shifted == zero, one, zero);
  })
  *rest = N(horizontal_sum)(sum) + (N(horizontal_sum)(ties) - 1);
  *largest = top;
  return 1 / (1 + *rest);
}

// A strip: z[k] becomes exp(z[k] − z_max). Returns 1 / Σ; `*losses` gets the losses for the classes y.
INLINE N(vector) N(exponentials_of_strip)(size_t columns, N(vector) *z, N(integers) y, N(vector) *losses) {
  N(vector) zero = {0}, one = zero + 1, largest = z[0], own = z[0];
  for (size_t k = 1; k < columns; k++) {
    largest = N(choose)(z[k] > largest, z[k], largest);
    own = N(choose)(y == (INTEGER)k, z[k], own);
  }
  N(vector) behind = largest - own;
  // Equal largest scores: all but one of them belong to the rest. Counted apart, so that a tiny rest is not rounded
  // off.
  N(vector) rest = zero, ties = zero - 1;
  for (size_t k = 0; k < columns; k++) {
    N(vector) shifted = z[k] - largest;
    z[k] = N(exp)(shifted);
    rest += N(choose)(shifted == zero, zero, z[k]);
    ties += N(choose)(shifted == zero, one, zero);
  }
  rest += ties;
  *losses = N(log1p)(rest) + behind;
  return 1 / (1 + rest);
}

// Probabilities in place of scores.
INLINE void N(probabilities_of_strip)(size_t columns, size_t stride, REAL *scores, size_t count) {
  N(vector) z[STRIP_COLUMNS], losses;
  N(to_strip)(columns, stride, scores, count, z);
  N(vector) inverse = N(exponentials_of_strip)(columns, z, (N(integers)){0}, &losses);
  for (size_t k = 0; k < columns; k++) z[k] *= inverse;
  N(from_strip)(columns, stride, z, count, scores);
}

// Residuals in place of scores, added to `sums`; stride 0: the scores are turned. `curvature` has columns² vectors or is NULL. Returns the weighted
// losses.
INLINE N(vector) N(softmax_strip)(size_t columns, size_t stride, REAL *scores, const est_targets *targets, size_t row,
                                  size_t count, N(vector) *sums, N(vector) *curvature) {
  N(vector) own[MANY_COLUMNS], losses, s, zero = {0}, others = zero, *z = stride ? own : (N(vector) *)scores;
  N(integers) y;
  if (stride) N(to_strip)(columns, stride, scores, count, z);
  N(strip_targets)(targets, row, count, &y, &s);
  N(vector) inverse = N(exponentials_of_strip)(columns, z, y, &losses);
  for (size_t k = 0; k < columns; k++) z[k] *= inverse;
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
    sums[k] += z[k];
  }
  if (stride) N(from_strip)(columns, stride, z, count, scores);
  return s * losses;
}

// Up to LANES rows of many columns: scores become probabilities times `factor`, one for each row. Returns the losses
// for the classes y.
INLINE N(vector) N(probabilities_of_many)(size_t columns, size_t stride, REAL *scores, size_t count, N(integers) y,
                                          N(vector) factor) {
  if (columns <= MANY_COLUMNS) {
    N(vector) z[MANY_COLUMNS], losses;
    N(to_strip)(columns, stride, scores, count, z);
    factor *= N(exponentials_of_strip)(columns, z, y, &losses);
    for (size_t k = 0; k < columns; k++) z[k] *= factor;
    N(from_strip)(columns, stride, z, count, scores);
    return losses;
  }
  N(vector) rest = {0}, behind = {0};
  for (size_t l = 0; l < count; l++) {
    REAL *z = scores + l * stride, own = z[y[l]], rest_of_row, largest;
    REAL inverse = N(exponentials_of_row)(columns, z, &rest_of_row, &largest);
    EACH_VECTOR(columns, z, 0, v *= inverse * factor[l];)
    rest[l] = rest_of_row, behind[l] = largest - own;
  }
  return N(log1p)(rest) + behind;
}

// √s·p of up to LANES rows of many columns to their residuals, which are added to `sums`.
INLINE void N(residuals_of_many)(size_t columns, size_t stride, REAL *scores, size_t count, N(integers) y,
                                 N(vector) root, double *sums) {
  for (size_t l = 0; l < count; l++) {
    REAL *z = scores + l * stride;
    N(vector) others = {0};
    z[y[l]] = 0;
    EACH_VECTOR(columns, z, 0, {
      v *= root[l];
      others += v;
    })
    z[y[l]] = -N(horizontal_sum)(others);
  }
  for (size_t k = 0; k < columns; k += LANES) {
    N(vector) sum = {0};
    size_t width = columns - k < LANES ? columns - k : LANES;
    for (size_t l = 0; l < count; l++) {
      const REAL *z = scores + l * stride + k;
      N(vector) v = {0};
      if (width == LANES) v = N(load)(z); else memcpy(&v, z, width * sizeof *z);
      sum += v;
    }
    for (size_t l = 0; l < width; l++) sums[k + l] += sum[l];
  }
}

// Softmax of many columns. The curvature is a product of the whole block with itself.
FUNCTION void N(softmax_of_many)(size_t rows, size_t columns, size_t stride, REAL *scores, const est_targets *targets,
                                 double *sums, double *loss, double *curvature) {
  N(vector) losses = {0}, s = N(splat)(1), root = s;
  N(integers) y = {0};
  for (size_t turn = 0; turn < 2; turn++) {
    for (size_t row = 0; row < rows; row += LANES) {
      size_t count = rows - row < LANES ? rows - row : LANES;
      if (targets->classes) N(strip_targets)(targets, row, count, &y, &s);
      UNROLL for (size_t l = 0; l < LANES; l++) root[l] = targets->weights ? (REAL)sqrt((double)s[l]) : 1;
      if (turn) {
        N(residuals_of_many)(columns, stride, scores + row * stride, count, y, root, sums);
      } else {
        losses += s * N(probabilities_of_many)(columns, stride, scores + row * stride, count, y, root);
      }
    }
    if (!targets->classes) return;
    if (turn || !curvature) continue;
    est_rows x = {EST_NUMBER, scores, scores + rows * stride, stride, NULL, columns};
    N(backward)(rows, &x, columns, scores, 0, columns, curvature);
  }
  N(flush)(1, &losses, loss);
}

FUNCTION void N(softmax)(size_t rows, size_t columns, size_t stride, REAL *scores, const est_targets *targets,
                         double *sums, double *loss, double *curvature) {
  if (columns > MANY_COLUMNS || (columns > STRIP_COLUMNS && (curvature || !targets->classes))) {
    N(softmax_of_many)(rows, columns, stride, scores, targets, sums, loss, curvature);
    return;
  }
  size_t row = 0;
  if (!targets->classes) {
    for (; row < rows; row += LANES)
      N(probabilities_of_strip)(columns, stride, scores + row * stride, rows - row < LANES ? rows - row : LANES);
    return;
  }
  N(vector) products[STRIP_COLUMNS * STRIP_COLUMNS], residuals[MANY_COLUMNS], losses = {0};
  memset(residuals, 0, columns * sizeof *residuals);
  if (curvature) memset(products, 0, columns * columns * sizeof *products);
  for (size_t strip = 1; row < rows; row += LANES, strip++) {
    losses += N(softmax_strip)(columns, stride, scores + row * (stride ? stride : columns), targets, row,
                               rows - row < LANES ? rows - row : LANES, residuals, curvature ? products : NULL);
    if (strip % STRIPS_BETWEEN_SUMS && row + LANES < rows) continue;
    N(flush)(columns, residuals, sums);
    N(flush)(1, &losses, loss);
  }
  if (!curvature) return;
  for (size_t k = 1; k < columns; k++)
    for (size_t l = 0; l < k; l++) curvature[k * columns + l] += N(horizontal_sum)(products[k * columns + l]);
}

// Loss and slope of a strip at z + t·v. The slope of a row is s·Σ p_k (v_k − v_y): no difference of like numbers.
INLINE N(vector) N(softmax_line_strip)(size_t columns, size_t stride, const REAL *z, const REAL *v, REAL t,
                                       const est_targets *targets, size_t row, size_t count, N(vector) *slope) {
  N(vector) e[MANY_COLUMNS], changes[MANY_COLUMNS], losses, s;
  N(integers) y;
  N(to_strip)(columns, stride, z, count, e);
  N(to_strip)(columns, stride, v, count, changes);
  N(strip_targets)(targets, row, count, &y, &s);
  N(vector) own = changes[0], slopes = {0};
  for (size_t k = 0; k < columns; k++) {
    e[k] += t * changes[k];
    own = N(choose)(y == (INTEGER)k, changes[k], own);
  }
  N(vector) inverse = N(exponentials_of_strip)(columns, e, y, &losses);
  for (size_t k = 0; k < columns; k++) slopes += e[k] * (changes[k] - own);
  *slope += s * (slopes * inverse);
  return s * losses;
}

// Σ e·(v − own).
INLINE REAL N(weighted_change)(size_t columns, const REAL *e, const REAL *changes, REAL own) {
  N(vector) sum = {0};
  size_t k = 0;
  for (; k + LANES <= columns; k += LANES) sum += N(load)(e + k) * (N(load)(changes + k) - own);
  REAL total = N(horizontal_sum)(sum);
  for (; k < columns; k++) total += e[k] * (changes[k] - own);
  return total;
}

FUNCTION void N(softmax_line)(size_t rows, size_t columns, size_t stride, const REAL *z, const REAL *v, REAL t,
                              const est_targets *targets, REAL *scratch, double *loss, double *slope) {
  size_t row = 0;
  if (columns <= MANY_COLUMNS) {
    N(vector) losses = {0}, slopes = {0};
    for (size_t strip = 1; row < rows; row += LANES, strip++) {
      losses += N(softmax_line_strip)(columns, stride, z + row * stride, v + row * stride, t, targets, row,
                                      rows - row < LANES ? rows - row : LANES, &slopes);
      if (strip % STRIPS_BETWEEN_SUMS && row + LANES < rows) continue;
      N(flush)(1, &losses, loss);
      N(flush)(1, &slopes, slope);
    }
  }
  for (; row < rows; row++) {
    const REAL *zi = z + row * stride, *vi = v + row * stride;
    for (size_t k = 0; k < columns; k++) scratch[k] = zi[k] + t * vi[k];
    REAL rest, largest, own = scratch[targets->classes[row]], own_change = vi[targets->classes[row]];
    REAL inverse = N(exponentials_of_row)(columns, scratch, &rest, &largest);
    double s = targets->weights ? targets->weights[row] : 1;
    *loss += s * (N(log1p_of_one)(rest) + (double)(largest - own));
    *slope += s * ((double)N(weighted_change)(columns, scratch, vi, own_change) * (double)inverse);
  }
}

// ---- One logistic loss per column -----------------------------------------------------------------------------------
// softplus(∓z) and residual s·(σ(z) − y), both without cancellation: with e = exp(−|z|), on the right side the loss is
// log1p(e) and the residual the small tail e / (1 + e); on the wrong side |z| + log1p(e) and 1 / (1 + e).

// Rows of few columns are taken several at a time, with t repeated as often.
FUNCTION void N(advance)(size_t rows, size_t columns, double *z, const double *v, const double *t, REAL *scores) {
  double steps[8 * STRIP_COLUMNS];
  size_t together = columns <= STRIP_COLUMNS ? 8 : 1, count = rows * columns;
  if (v && together > 1)
    for (size_t i = 0; i < together * columns; i++) steps[i] = t[i % columns];
  const double *step = together > 1 ? steps : t;
  for (size_t start = 0; start < count; start += together * columns) {
    size_t length = count - start < together * columns ? count - start : together * columns;
    double *from = z + start;
    if (v)
      for (size_t i = 0; i < length; i++) from[i] += step[i] * v[start + i];
    for (size_t i = 0; i < length; i++) scores[start + i] = (REAL)from[i];
  }
}

typedef struct {
  N(vector) weight, loss, residual, spread;  // s, the loss, σ(z) − y and σ·(1 − σ), without s
} N(logistic_terms);

// Of one column of a strip.
INLINE N(logistic_terms)
    N(logistic_of)(N(vector) z, N(integers) y, N(vector) s, const est_targets *targets, size_t column) {
  N(vector) zero = {0}, one = zero + 1;
  N(vector) size = N(choose)(z > zero, z, -z), e = N(exp)(-size), inverse = one / (one + e), tail = e * inverse;
  N(integers) positive = y == (INTEGER)targets->positive_class[column];
  N(vector) sign = N(choose)(positive, one, -one);
  N(integers) right = sign * z > zero;
  if (targets->positive_weight)
    s *= N(choose)(positive, N(splat)((REAL)targets->positive_weight[column]),
                   N(splat)((REAL)targets->negative_weight[column]));
  return (N(logistic_terms)){s, N(log1p)(e) + N(choose)(right, zero, size), -sign * N(choose)(right, tail, inverse),
                             tail * inverse};
}

// σ of all scores, in place.
INLINE void N(sigmoid)(size_t count, REAL *scores) {
  N(vector) zero = {0}, one = zero + 1;
  for (size_t start = 0; start < count; start += LANES) {
    REAL part[LANES] = {0}, *place = scores + start;
    size_t length = count - start < LANES ? count - start : LANES;
    if (length < LANES) memcpy(part, place, length * sizeof *place), place = part;
    N(vector) z = N(load)(place), e = N(exp)(N(choose)(z > zero, -z, z)), inverse = one / (one + e);
    N(store)(place, N(choose)(z > zero, inverse, e * inverse));
    if (length < LANES) memcpy(scores + start, part, length * sizeof *place);
  }
}

// The columns `first ..< first + columns` of all rows.
INLINE void N(logistic_columns)(size_t rows, size_t first, size_t columns, size_t stride, REAL *scores,
                                const est_targets *targets, double *sums, double *losses, double *curvature) {
  N(vector) z[STRIP_COLUMNS], s, loss_sums[STRIP_COLUMNS], residual_sums[STRIP_COLUMNS], spread_sums[STRIP_COLUMNS];
  N(integers) y;
  memset(loss_sums, 0, sizeof loss_sums), memset(residual_sums, 0, sizeof residual_sums);
  memset(spread_sums, 0, sizeof spread_sums);
  for (size_t row = 0, strip = 1; row < rows; row += LANES, strip++) {
    size_t count = rows - row < LANES ? rows - row : LANES;
    N(strip_targets)(targets, row, count, &y, &s);
    N(take_strip)(columns, stride, scores + row * stride + first, count, z);
    for (size_t k = 0; k < columns; k++) {
      N(logistic_terms) terms = N(logistic_of)(z[k], y, s, targets, first + k);
      z[k] = terms.weight * terms.residual;
      loss_sums[k] += terms.weight * terms.loss;
      residual_sums[k] += z[k];
      spread_sums[k] += terms.weight * terms.spread;
    }
    N(leave_strip)(columns, stride, z, count, scores + row * stride + first);
    if (strip % STRIPS_BETWEEN_SUMS && row + LANES < rows) continue;
    N(flush)(columns, loss_sums, losses + first);
    N(flush)(columns, residual_sums, sums + first);
    if (curvature) N(flush)(columns, spread_sums, curvature + first);
  }
}

FUNCTION void N(logistic)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,
                          double *losses, double *curvature) {
  if (!targets->classes) {
    N(sigmoid)(rows * columns, scores);
    return;
  }
  for (size_t first = 0; first < columns; first += STRIP_COLUMNS)
    N(logistic_columns)(rows, first, columns - first < STRIP_COLUMNS ? columns - first : STRIP_COLUMNS, columns,
                        scores, targets, sums, losses, curvature);
}

INLINE void N(logistic_line_columns)(size_t rows, size_t first, size_t columns, size_t stride, const REAL *z,
                                     const REAL *v, const REAL *t, const est_targets *targets, double *losses,
                                     double *slopes) {
  N(vector) at[STRIP_COLUMNS], changes[STRIP_COLUMNS], s, loss_sums[STRIP_COLUMNS], slope_sums[STRIP_COLUMNS];
  N(integers) y;
  memset(loss_sums, 0, sizeof loss_sums), memset(slope_sums, 0, sizeof slope_sums);
  for (size_t row = 0, strip = 1; row < rows; row += LANES, strip++) {
    size_t count = rows - row < LANES ? rows - row : LANES;
    N(strip_targets)(targets, row, count, &y, &s);
    N(take_strip)(columns, stride, z + row * stride + first, count, at);
    N(take_strip)(columns, stride, v + row * stride + first, count, changes);
    for (size_t k = 0; k < columns; k++) {
      N(logistic_terms) terms = N(logistic_of)(at[k] + t[first + k] * changes[k], y, s, targets, first + k);
      loss_sums[k] += terms.weight * terms.loss;
      slope_sums[k] += terms.weight * terms.residual * changes[k];
    }
    if (strip % STRIPS_BETWEEN_SUMS && row + LANES < rows) continue;
    N(flush)(columns, loss_sums, losses + first);
    N(flush)(columns, slope_sums, slopes + first);
  }
}

// Losses and slopes at z + t·v, t by column.
FUNCTION void N(logistic_line)(size_t rows, size_t columns, const REAL *z, const REAL *v, const REAL *t,
                               const est_targets *targets, double *losses, double *slopes) {
  for (size_t first = 0; first < columns; first += STRIP_COLUMNS)
    N(logistic_line_columns)(rows, first, columns - first < STRIP_COLUMNS ? columns - first : STRIP_COLUMNS, columns,
                             z, v, t, targets, losses, slopes);
}


#undef EACH_VECTOR
#undef ONE_BY_ONE
#undef STRIPS_BETWEEN_SUMS
#undef STRIP_COLUMNS
#undef MANY_COLUMNS
