// The kernels for one instruction set and one precision. Included several times, with these defined before:
//   REAL, INTEGER   the number and the integer of its size
//   BYTES           the size of a vector
//   TARGET          __attribute__((target(…))) or nothing
//   N(name)         the name with a suffix of its own
//   TILE_COLUMNS, TILE_VECTORS, TILE_ROWS   how much of the product stays in registers
//   EXP_…           constants of the exponential, from kernels.c

#define INLINE static inline __attribute__((always_inline)) TARGET
#define FUNCTION static TARGET
#define LANES (BYTES / sizeof(REAL))
#define UNROLL _Pragma("clang loop unroll(full)")

typedef REAL N(vector) __attribute__((vector_size(BYTES)));
typedef INTEGER N(integers) __attribute__((vector_size(BYTES)));
typedef REAL N(loose) __attribute__((vector_size(BYTES), aligned(sizeof(REAL))));
typedef double N(doubles) __attribute__((vector_size(LANES * sizeof(double)), aligned(sizeof(double))));

INLINE N(vector) N(load)(const REAL *from) { return *(const N(loose) *)from; }
INLINE void N(store)(REAL *to, N(vector) value) { *(N(loose) *)to = value; }

INLINE REAL N(horizontal_sum)(N(vector) value) {
  // Pairs first, so that the rounding does not depend on how the compiler would order a loop.
  REAL lanes[LANES];
  __builtin_memcpy(lanes, &value, sizeof lanes);
  UNROLL for (size_t half = LANES / 2; half > 0; half /= 2) {
    UNROLL for (size_t i = 0; i < half; i++) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

// exp(x) = 2^n · exp(r), n = round(x / ln 2), |r| ≤ ln 2 / 2, by the Taylor polynomial of exp(r). Numbers below
// EXP_LOWEST give 0, NaN gives NaN; the caller keeps x ≤ EXP_HIGHEST.
INLINE N(vector) N(exp)(N(vector) x) {
  N(integers) tiny = x < (REAL)EXP_LOWEST;
  N(vector) shifted = x * (REAL)1.4426950408889634 + (REAL)EXP_SHIFTER;
  N(vector) n = shifted - (REAL)EXP_SHIFTER;
  N(vector) r = x - n * (REAL)EXP_LN2_HIGH;
  r = r - n * (REAL)EXP_LN2_LOW;
  N(vector) p = (N(vector)){0} + (REAL)est_inverse_factorials[EXP_DEGREE];
  UNROLL for (int k = EXP_DEGREE - 1; k >= 0; k--) p = p * r + (REAL)est_inverse_factorials[k];
  N(vector) base = (N(vector)){0} + (REAL)EXP_SHIFTER;
  N(integers) exponent = (N(integers))shifted - (N(integers))base + EXP_BIAS;
  N(vector) result = p * (N(vector))(exponent << EXP_MANTISSA);
  return (N(vector))((N(integers))result & ~tiny);
}

FUNCTION void N(exponential)(size_t count, REAL *values) {
  size_t full = count - count % LANES;
  for (size_t i = 0; i < full; i += LANES) N(store)(values + i, N(exp)(N(load)(values + i)));
  if (full == count) return;
  REAL tail[LANES] = {0};
  for (size_t i = full; i < count; i++) tail[i - full] = values[i];
  N(store)(tail, N(exp)(N(load)(tail)));
  for (size_t i = full; i < count; i++) values[i] = tail[i - full];
}

#define WIDEN(NAME, FROM)                                                                                              \
  FUNCTION void N(NAME)(size_t count, const FROM *from, REAL *to) {                                                    \
    for (size_t i = 0; i < count; i++) to[i] = (REAL)from[i];                                                          \
  }
WIDEN(widen_u8, uint8_t)
WIDEN(widen_f32, float)
WIDEN(widen_f64, double)
#undef WIDEN

// R rows × C score columns of panel · weightsᵀ, vectors along the features.
INLINE void N(forward_tile)(const size_t R, const size_t C, size_t width, const REAL *panel, const REAL *weights,
                            const REAL *bias, REAL *scores, size_t columns) {
  N(vector) sums[TILE_ROWS][TILE_COLUMNS];
  UNROLL for (size_t r = 0; r < R; r++) UNROLL for (size_t c = 0; c < C; c++) sums[r][c] = (N(vector)){0};
  for (size_t j = 0; j < width; j += LANES) {
    N(vector) x[TILE_ROWS];
    UNROLL for (size_t r = 0; r < R; r++) x[r] = N(load)(panel + r * width + j);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) w = N(load)(weights + c * width + j);
      UNROLL for (size_t r = 0; r < R; r++) sums[r][c] += x[r] * w;
    }
  }
  UNROLL for (size_t r = 0; r < R; r++) {
    UNROLL for (size_t c = 0; c < C; c++) scores[r * columns + c] = N(horizontal_sum)(sums[r][c]) + bias[c];
  }
}

// The next number of columns to take of `left`: full tiles, but never a last tile of one.
INLINE size_t N(tile_columns)(size_t left) {
  if (left <= TILE_COLUMNS) return left;
  return left == TILE_COLUMNS + 1 ? TILE_COLUMNS - 1 : TILE_COLUMNS;
}

#define EACH_TILE_WIDTH(CALL)                                                                                          \
  switch (width_of_tile) {                                                                                             \
    case 1: CALL(1); break;                                                                                            \
    case 2: CALL(2); break;                                                                                            \
    case 3: CALL(3); break;                                                                                            \
    case 4: CALL(4); break;                                                                                            \
    default: CALL(5); break;                                                                                           \
  }

FUNCTION void N(forward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *weights,
                         const REAL *bias, REAL *scores) {
  size_t full = rows - rows % TILE_ROWS;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t i = 0; i < full; i += TILE_ROWS)                                                                         \
    N(forward_tile)(TILE_ROWS, C, width, panel + i * width, weights + c * width, bias + c, scores + i * columns + c,   \
                    columns);                                                                                          \
  for (size_t i = full; i < rows; i++)                                                                                 \
    N(forward_tile)(1, C, width, panel + i * width, weights + c * width, bias + c, scores + i * columns + c, columns)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

// C score columns × J vectors of features of residualsᵀ · panel, summed over the rows of the block, then added in double.
INLINE void N(backward_tile)(const size_t C, const size_t J, size_t rows, size_t width, const REAL *panel,
                             size_t columns, const REAL *residuals, double *gradient) {
  N(vector) sums[TILE_COLUMNS][TILE_VECTORS];
  UNROLL for (size_t c = 0; c < C; c++) UNROLL for (size_t v = 0; v < J; v++) sums[c][v] = (N(vector)){0};
  for (size_t i = 0; i < rows; i++) {
    N(vector) x[TILE_VECTORS];
    UNROLL for (size_t v = 0; v < J; v++) x[v] = N(load)(panel + i * width + v * LANES);
    UNROLL for (size_t c = 0; c < C; c++) {
      N(vector) r = (N(vector)){0} + residuals[i * columns + c];
      UNROLL for (size_t v = 0; v < J; v++) sums[c][v] += x[v] * r;
    }
  }
  UNROLL for (size_t c = 0; c < C; c++) {
    UNROLL for (size_t v = 0; v < J; v++) {
      N(doubles) *place = (N(doubles) *)(gradient + c * width + v * LANES);
      *place += __builtin_convertvector(sums[c][v], N(doubles));
    }
  }
}

FUNCTION void N(backward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *residuals,
                          double *gradient) {
  size_t step = TILE_VECTORS * LANES;
  size_t full = width - width % step;
  for (size_t c = 0; c < columns;) {
    size_t width_of_tile = N(tile_columns)(columns - c);
#define CALL(C)                                                                                                        \
  for (size_t j = 0; j < full; j += step)                                                                              \
    N(backward_tile)(C, TILE_VECTORS, rows, width, panel + j, columns, residuals + c, gradient + c * width + j);       \
  for (size_t j = full; j < width; j += LANES)                                                                         \
    N(backward_tile)(C, 1, rows, width, panel + j, columns, residuals + c, gradient + c * width + j)
    EACH_TILE_WIDTH(CALL)
#undef CALL
    c += width_of_tile;
  }
}

// Where `mask` is all ones a, elsewhere b.
INLINE N(vector) N(choose)(N(integers) mask, N(vector) a, N(vector) b) {
  return (N(vector))((mask & (N(integers))a) | (~mask & (N(integers))b));
}

// Softmax with the largest score taken out: with `rest` = Σ of the other exponentials, p = e / (1 + rest) and
// −ln p_y = log1p(rest) + (z_max − z_y), so a row that is almost surely right keeps its tiny loss; the true class's
// residual is minus the sum of the other probabilities, which keeps its tiny gradient.
//
// One row. Returns the weighted loss.
INLINE double N(softmax_row)(size_t columns, REAL *z, const est_targets *targets, size_t row, double *sums,
                             double *curvature) {
  size_t top = 0;
  for (size_t k = 1; k < columns; k++) top = z[k] > z[top] ? k : top;
  REAL largest = z[top];
  double behind = targets->classes ? (double)largest - (double)z[targets->classes[row]] : 0;
  for (size_t k = 0; k < columns; k++) z[k] -= largest;
  N(exponential)(columns, z);
  REAL rest = 0;
  for (size_t k = 0; k < columns; k++) rest += k == top ? 0 : z[k];
  REAL inverse = 1 / (1 + rest);
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
  return weighted_loss(targets, row, log1p((double)rest) + behind);
}

// The most columns that a strip of rows is turned on its side for, in a buffer on the stack.
#define STRIP_COLUMNS 32

// As many rows as a vector has lanes, one row per lane. `curvature` has columns² vectors, summed over lanes by the caller.
INLINE double N(softmax_strip)(size_t columns, REAL *scores, const est_targets *targets, size_t row, double *sums,
                               N(vector) *curvature) {
  N(vector) z[STRIP_COLUMNS];
  REAL *lanes = (REAL *)z;
  for (size_t l = 0; l < LANES; l++)
    for (size_t k = 0; k < columns; k++) lanes[k * LANES + l] = scores[l * columns + k];

  N(vector) zero = {0}, one = zero + 1, largest = z[0];
  for (size_t k = 1; k < columns; k++) largest = N(choose)(z[k] > largest, z[k], largest);
  double behind[LANES];
  if (targets->classes)
    for (size_t l = 0; l < LANES; l++)
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
  N(vector) inverse = 1 / (1 + rest);
  for (size_t k = 0; k < columns; k++) z[k] *= inverse;
  double total = 0;
  if (targets->classes) {
    N(vector) s = one;
    N(integers) y;
    for (size_t l = 0; l < LANES; l++) {
      y[l] = targets->classes[row + l];
      if (targets->weights) s[l] = (REAL)targets->weights[row + l];
      total += weighted_loss(targets, row + l, log1p((double)rest[l]) + behind[l]);
    }
    if (curvature) {
      for (size_t k = 1; k < columns; k++) {
        N(vector) weighted = z[k] * s;
        for (size_t l = 0; l < k; l++) curvature[k * columns + l] += weighted * z[l];
      }
    }
    N(vector) others = zero;
    for (size_t k = 0; k < columns; k++) {
      z[k] *= s;
      others += N(choose)(y == (INTEGER)k, zero, z[k]);
    }
    for (size_t k = 0; k < columns; k++) {
      z[k] = N(choose)(y == (INTEGER)k, -others, z[k]);
      sums[k] += N(horizontal_sum)(z[k]);
    }
  }
  for (size_t l = 0; l < LANES; l++)
    for (size_t k = 0; k < columns; k++) scores[l * columns + k] = lanes[k * LANES + l];
  return total;
}

FUNCTION void N(softmax)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,
                         double *loss, double *curvature) {
  double total = 0;
  size_t row = 0;
  if (columns <= STRIP_COLUMNS && rows >= LANES) {
    N(vector) products[STRIP_COLUMNS * STRIP_COLUMNS];
    if (curvature) memset(products, 0, columns * columns * sizeof *products);
    for (; row + LANES <= rows; row += LANES)
      total += N(softmax_strip)(columns, scores + row * columns, targets, row, sums, curvature ? products : NULL);
    if (curvature)
      for (size_t k = 1; k < columns; k++)
        for (size_t l = 0; l < k; l++) curvature[k * columns + l] += N(horizontal_sum)(products[k * columns + l]);
  }
  for (; row < rows; row++)
    total += N(softmax_row)(columns, scores + row * columns, targets, row, sums, curvature);
  if (targets->classes) *loss += total;
}

// One logistic loss per column: softplus(∓z), residual s·(σ(z) − y), both without cancellation.
FUNCTION void N(logistic)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,
                          double *losses, double *curvature) {
  size_t row = 0, column = 0;
  for (size_t start = 0; start < rows * columns; start += LANES) {
    // A vector at a time through a small buffer: the sign of each score is needed again after its exponential.
    size_t count = rows * columns - start < LANES ? rows * columns - start : LANES;
    REAL *z = scores + start;
    REAL small[LANES];
    for (size_t l = 0; l < LANES; l++) small[l] = l < count ? (z[l] > 0 ? -z[l] : z[l]) : 0;
    N(store)(small, N(exp)(N(load)(small)));
    for (size_t l = 0; l < count; l++) {
      REAL e = small[l], inverse = 1 / (1 + e);
      if (!targets->classes) {
        z[l] = z[l] > 0 ? inverse : e * inverse;
        continue;
      }
      int positive = targets->classes[row] == targets->positive_class[column];
      const double *by_side = positive ? targets->positive_weight : targets->negative_weight;
      double s = (targets->weights ? targets->weights[row] : 1.0) * (by_side ? by_side[column] : 1.0);
      int right = positive == (z[l] > 0);  // on the right side the residual is the small tail e / (1 + e)
      losses[column] += s * (log1p((double)e) + (right ? 0.0 : fabs((double)z[l])));
      REAL residual = (right ? e * inverse : inverse) * (REAL)s;
      z[l] = positive ? -residual : residual;
      sums[column] += z[l];
      if (curvature) curvature[column] += s * (double)(e * inverse * inverse);
      if (++column == columns) column = 0, row++;
    }
  }
}

static const TABLE N(table) = {VARIANT_NAME, N(widen_u8), N(widen_f32), N(widen_f64), N(forward),
                               N(backward),  N(softmax),  N(logistic),  N(exponential)};

#undef INLINE
#undef FUNCTION
#undef LANES
#undef UNROLL
#undef EACH_TILE_WIDTH
#undef STRIP_COLUMNS
