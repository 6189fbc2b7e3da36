// The loops over one column for one stored type and one instruction set. Included several times, with these defined:
//   VALUE      the stored number
//   TARGET     __attribute__((target(…))) or nothing
//   N(name)    the name with a suffix of its own
//   SPARSE     1 for compressed columns, 0 for dense ones

#define INLINE static inline __attribute__((always_inline)) TARGET
#define FUNCTION static TARGET

// Independent sums, added in a fixed order at the end.
#define PARTS 8
#define SUM(parts) \
  (((parts[0] + parts[4]) + (parts[1] + parts[5])) + ((parts[2] + parts[6]) + (parts[3] + parts[7])))

typedef struct {
  size_t count;
  const VALUE *values;
  const int32_t *rows;
} N(column);

INLINE N(column) N(at)(const est_columns *x, size_t j) {
#if SPARSE
  int64_t start = x->starts[j];
  return (N(column)){(size_t)(x->starts[j + 1] - start), (const VALUE *)x->values + start, x->row_indices + start};
#else
  return (N(column)){x->rows, (const VALUE *)x->values + j * x->rows, NULL};
#endif
}

#if SPARSE
#define ROW(k) ((size_t)x.rows[k])
#define Q(k) (q[2 * ROW(k)])
#define D(k) (q[2 * ROW(k) + 1])
#else
#define ROW(k) (k)
#define Q(k) (q[k])
#define D(k) (d[k])
#endif

// Σ x·q.
INLINE double N(dot)(N(column) x, const double *q) {
  double parts[PARTS] = {0};
  size_t k = 0;
  for (; k + PARTS <= x.count; k += PARTS)
    for (size_t l = 0; l < PARTS; l++) parts[l] += (double)x.values[k + l] * Q(k + l);
  for (size_t l = 0; k < x.count; k++, l++) parts[l] += (double)x.values[k] * Q(k);
  return SUM(parts);
}

// q += step·x·D.
INLINE void N(step)(N(column) x, double step, double *q, const double *d) {
  (void)d;
  for (size_t k = 0; k < x.count; k++) Q(k) += step * (double)x.values[k] * D(k);
}

FUNCTION void N(moments)(const est_columns *all, const double *residuals, est_model_rows rows, double *sums_r,
                         double *sums_d, double *squares_d) {
  double *q = rows.q, *d = rows.d;
  (void)q, (void)d;
  for (size_t j = 0; j < all->columns; j++) {
    N(column) x = N(at)(all, j);
    double r[PARTS] = {0}, s[PARTS] = {0}, t[PARTS] = {0};
    size_t k = 0;
    for (; k + PARTS <= x.count; k += PARTS)
      for (size_t l = 0; l < PARTS; l++) {
        double value = (double)x.values[k + l], weighted = value * D(k + l);
        r[l] += value * residuals[ROW(k + l)];
        s[l] += weighted;
        t[l] += weighted * value;
      }
    for (size_t l = 0; k < x.count; k++, l++) {
      double value = (double)x.values[k], weighted = value * D(k);
      r[l] += value * residuals[ROW(k)];
      s[l] += weighted;
      t[l] += weighted * value;
    }
    sums_r[j] = SUM(r);
    sums_d[j] = SUM(s);
    squares_d[j] = SUM(t);
  }
}

FUNCTION double N(spread)(const est_columns *all, size_t j, est_model_rows rows, double sum_d, double centre) {
  double *q = rows.q, *d = rows.d;
  (void)q, (void)d;
  N(column) x = N(at)(all, j);
  double sum = 0, rest = SPARSE ? sum_d : 0;  // D of the rows that are not stored
  for (size_t k = 0; k < x.count; k++) {
    double deviation = (double)x.values[k] - centre;
    sum += D(k) * deviation * deviation;
    rest -= D(k);
  }
  return sum + (rest > 0 ? rest * centre * centre : 0);
}

FUNCTION size_t N(round)(const est_columns *all, est_model *model, size_t count, int32_t *active, double margin,
                         double *worst) {
  double *q = model->rows.q, *d = model->rows.d;
  double offset = model->offset, sum_q = model->sum_q, largest = 0;
  size_t kept = 0;
  for (size_t place = 0; place < count; place++) {
    size_t j = (size_t)active[place];
    N(column) x = N(at)(all, j);
    double scale = model->scale ? model->scale[j] : 1, centre = model->centre[j], u = model->weights[j];
    double change = N(dot)(x, q) + offset * model->column_d[j];
    if (!model->has_intercept) change -= centre * (sum_q + offset * model->sum_d);
    double slope = model->gradient[j] + scale * change + model->l2[j] * u;
    est_coordinate next = est_coordinate_minimum(model, j, u, slope, margin);
    largest = next.violation > largest ? next.violation : largest;
    if (next.leaves) continue;
    active[kept++] = (int32_t)j;
    double step = scale * (next.weight - u);
    if (step == 0) continue;
    model->weights[j] = next.weight;
    N(step)(x, step, q, d);
    offset -= step * centre;
    sum_q += step * model->column_d[j];
  }
  model->offset = offset;
  model->sum_q = sum_q;
  *worst = largest;
  return kept;
}

FUNCTION void N(scores)(const est_columns *all, const double *weights, double *scores) {
  for (size_t j = 0; j < all->columns; j++) {
    if (weights[j] == 0) continue;
    N(column) x = N(at)(all, j);
    for (size_t k = 0; k < x.count; k++) scores[ROW(k)] += weights[j] * (double)x.values[k];
  }
}

static const est_column_loops N(loops) = {N(moments), N(spread), N(round), N(scores)};

#undef INLINE
#undef FUNCTION
#undef PARTS
#undef SUM
#undef ROW
#undef Q
#undef D
