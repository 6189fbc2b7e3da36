// The loops over one row for one stored type and one instruction set. Included several times, with these defined:
//   VALUE      the stored number
//   TARGET     __attribute__((target(…))) or nothing
//   N(name)    the name with a suffix of its own
//   SPARSE     1 for compressed rows, 0 for dense ones

#define INLINE static inline __attribute__((always_inline)) TARGET
#define FUNCTION static TARGET

// Independent sums, added in a fixed order at the end.
#define PARTS 16
#define PAIR(parts, k) ((parts[k] + parts[k + 4]) + (parts[k + 1] + parts[k + 5]))
#define HALF(parts, k) (PAIR(parts, k) + PAIR(parts, k + 2))
#define SUM(parts) (HALF(parts, 0) + HALF(parts, 8))

typedef struct {
  size_t count;
  const VALUE *values;
  const int32_t *columns;
} N(row);

INLINE N(row) N(at)(const est_data_rows *x, size_t i) {
  size_t stored = x->selection ? (size_t)x->selection[i] : i;
#if SPARSE
  ptrdiff_t start = x->starts[stored];
  return (N(row)){(size_t)(x->starts[stored + 1] - start), (const VALUE *)x->values + start, x->indices + start};
#else
  return (N(row)){x->columns, (const VALUE *)x->values + stored * x->columns, NULL};
#endif
}

#if SPARSE
#define COLUMN(k) ((size_t)x.columns[k])
#else
#define COLUMN(k) (k)
#endif

// Σ x·w.
INLINE double N(dot)(N(row) x, const double *w) {
  double parts[PARTS] = {0};
  size_t k = 0;
  for (; k + PARTS <= x.count; k += PARTS)
    for (size_t l = 0; l < PARTS; l++) parts[l] += (double)x.values[k + l] * w[COLUMN(k + l)];
  for (size_t l = 0; k < x.count; k++, l++) parts[l] += (double)x.values[k] * w[COLUMN(k)];
  return SUM(parts);
}

FUNCTION void N(scores)(const est_data_rows *all, const double *weights, double bias, double *scores) {
  for (size_t i = 0; i < all->rows; i++) scores[i] = N(dot)(N(at)(all, i), weights) + bias;
}

FUNCTION void N(sums)(const est_data_rows *all, const double *first, double *restrict first_sums, const double *second,
                      double *restrict second_sums) {
  for (size_t j = 0; j < all->columns; j++) first_sums[j] = 0;
  if (second)
    for (size_t j = 0; j < all->columns; j++) second_sums[j] = 0;
  for (size_t i = 0; i < all->rows; i++) {
    N(row) x = N(at)(all, i);
    double a = first[i];
    if (!second) {
      for (size_t k = 0; k < x.count; k++) first_sums[COLUMN(k)] += a * (double)x.values[k];
      continue;
    }
    double b = second[i];
    for (size_t k = 0; k < x.count; k++) {
      double value = (double)x.values[k];
      first_sums[COLUMN(k)] += a * value;
      second_sums[COLUMN(k)] += b * value;
    }
  }
}

FUNCTION void N(norms)(const est_data_rows *all, const double *metric, const double *centre, double *cross,
                       double *squares) {
  double rest = 0;  // of a row without stored numbers
#if SPARSE
  for (size_t j = 0; j < all->columns; j++) rest += metric[j] * centre[j] * centre[j];
#endif
  for (size_t i = 0; i < all->rows; i++) {
    N(row) x = N(at)(all, i);
    double c[PARTS] = {0}, q[PARTS] = {0};
    for (size_t first = 0; first < x.count; first += PARTS) {
      size_t end = x.count - first < PARTS ? x.count - first : PARTS;
      for (size_t l = 0; l < end; l++) {
        size_t k = first + l;
        double value = (double)x.values[k], m = metric[COLUMN(k)], away = centre[COLUMN(k)];
        c[l] += m * away * value;
        q[l] += SPARSE ? m * value * (value - 2 * away) : m * (value - away) * (value - away);
      }
    }
    cross[i] = SUM(c);
    double square = SUM(q) + rest;
    squares[i] = square > 0 ? square : 0;
  }
}

FUNCTION double N(round)(const est_data_rows *all, est_dual *dual, const int32_t *order, double *gain) {
  const double *metric = dual->metric;
  double *restrict sums = dual->sums;
  double moved = 0, gained = 0, total = dual->total, offset = dual->offset;
  for (size_t place = 0; place < all->rows; place++) {
    size_t i = (size_t)order[place];
    double limit = dual->limits[i], sign = limit < 0 ? -1 : 1, s = fabs(limit);
    if (!(s > 0)) continue;
    N(row) x = N(at)(all, i);
    double score = N(dot)(x, sums) - offset - total * (dual->cross[i] - dual->centre_square) + dual->bias +
                   total * dual->softness;
    double curvature = dual->squares[i] + dual->softness, alpha = dual->alpha[i];
    double next = est_dual_best(sign * score, curvature, alpha, s), change = next - alpha;
    if (change == 0) continue;
    dual->alpha[i] = next;
    moved += fabs(change);
    gained += 0.5 * (curvature + 4 / s) * change * change;
    total += sign * change;
    offset += sign * change * dual->cross[i];
    double step = sign * change;
    for (size_t k = 0; k < x.count; k++) sums[COLUMN(k)] += step * metric[COLUMN(k)] * (double)x.values[k];
  }
  dual->total = total;
  dual->offset = offset;
  *gain = gained;
  return moved;
}

static const est_row_loops N(loops) = {N(scores), N(sums), N(norms), N(round)};

#undef INLINE
#undef FUNCTION
#undef PARTS
#undef HALF
#undef SUM
#undef COLUMN
