#include "stochastic.h"

#include <math.h>

static inline double shrink(double w, double threshold) {
  double size = fabs(w) - threshold;
  return size > 0 ? copysign(size, w) : 0;
}

void est_dense_step(size_t width, const double *restrict x, double step, double move, double share,
                    const double *restrict decay, const double *restrict threshold, double *restrict weights,
                    double *restrict average) {
  if (threshold) {
    for (size_t j = 0; j < width; j++) {
      double w = decay[j] * weights[j] - step * (move * x[j] + average[j]);
      weights[j] = shrink(w, threshold[j]);
      average[j] += share * x[j];
    }
    return;
  }
  for (size_t j = 0; j < width; j++) {
    weights[j] = decay[j] * weights[j] - step * (move * x[j] + average[j]);
    average[j] += share * x[j];
  }
}

// m steps of one weight that stays on one side of 0, or has no threshold: pull = η·(g + sign·l1).
typedef struct {
  double decay;
  const double *powers;  // NULL: a is not the common one
  const double *sums;
} run_of_steps;

static inline double power(const run_of_steps *run, int64_t m) {
  return run->powers ? run->powers[m] : pow(run->decay, (double)m);
}

static inline double sum(const run_of_steps *run, int64_t m) {
  if (run->sums) return run->sums[m];
  return run->decay == 1 ? (double)m : (1 - pow(run->decay, (double)m)) / (1 - run->decay);
}

static inline double after(const run_of_steps *run, double w, double pull, int64_t m) {
  return power(run, m) * w - pull * sum(run, m);
}

// m steps of one weight with a threshold. On its side of 0 a weight moves towards a fixed point, monotonically, by a
// formula; the step that would carry it across is made as it stands, and ends at 0 or on the other side, where it
// stays.
static double thresholded(const run_of_steps *run, double w, double pull, double threshold, int64_t m) {
  while (m > 0) {
    if (w == 0) {
      w = shrink(-pull, threshold);
      if (w == 0) return 0;  // and stays
      m--;
      continue;
    }
    double sign = copysign(1.0, w), whole = pull + sign * threshold;
    double end = after(run, w, whole, m);
    if (end * sign > 0) return end;
    // The most steps after which it is still on its side.
    int64_t inside = 0, outside = m;
    while (outside - inside > 1) {
      int64_t middle = inside + (outside - inside) / 2;
      if (after(run, w, whole, middle) * sign > 0) inside = middle;
      else outside = middle;
    }
    if (inside > 0) w = after(run, w, whole, inside);
    w = shrink(run->decay * w - pull, threshold);
    m -= inside + 1;
  }
  return w;
}

static inline void make_up(const est_lagged *state, size_t feature, int64_t now) {
  int64_t missed = now - state->done[feature];
  if (missed == 0) return;
  state->done[feature] = now;
  double a = state->decay[feature], step = state->step;
  int common = a == state->common_decay;
  run_of_steps run = {a, common ? state->powers : NULL, common ? state->sums : NULL};
  double *weights = state->weights + feature * state->columns;
  const double *average = state->average + feature * state->columns;
  double threshold = state->threshold ? state->threshold[feature] : 0;
  if (threshold > 0) {
    for (size_t k = 0; k < state->columns; k++)
      weights[k] = thresholded(&run, weights[k], step * average[k], threshold, missed);
    return;
  }
  double kept = power(&run, missed), pull = step * sum(&run, missed);
  for (size_t k = 0; k < state->columns; k++) weights[k] = kept * weights[k] - pull * average[k];
}

void est_lagged_scores(const est_lagged *state, size_t count, const int32_t *features, const double *values,
                       const double *scale, int64_t now, const double *bias, double *scores) {
  size_t columns = state->columns;
  for (size_t k = 0; k < columns; k++) scores[k] = bias[k];
  for (size_t i = 0; i < count; i++) {
    size_t j = (size_t)features[i];
    make_up(state, j, now);
    double x = scale ? values[i] * scale[j] : values[i];
    const double *weights = state->weights + j * columns;
    for (size_t k = 0; k < columns; k++) scores[k] += x * weights[k];
  }
}

void est_lagged_step(const est_lagged *state, size_t count, const int32_t *features, const double *values,
                     const double *scale, int64_t now, const double *move, const double *share) {
  size_t columns = state->columns;
  for (size_t i = 0; i < count; i++) {
    size_t j = (size_t)features[i];
    double x = scale ? values[i] * scale[j] : values[i], a = state->decay[j], step = state->step;
    double threshold = state->threshold ? state->threshold[j] : 0;
    double *restrict weights = state->weights + j * columns, *restrict average = state->average + j * columns;
    for (size_t k = 0; k < columns; k++) {
      double w = a * weights[k] - step * (move[k] * x + average[k]);
      weights[k] = threshold > 0 ? shrink(w, threshold) : w;
      average[k] += share[k] * x;
    }
    state->done[j] = now + 1;
  }
}

void est_lagged_finish(const est_lagged *state, size_t features, int64_t now) {
  for (size_t j = 0; j < features; j++) {
    make_up(state, j, now);
    state->done[j] = 0;
  }
}

void est_proximal_step(size_t width, const double *restrict gradient, double move, double step,
                       const double *restrict l2, const double *restrict l1, double *restrict weights) {
  if (l1) {
    for (size_t j = 0; j < width; j++)
      weights[j] = shrink(weights[j] - move * gradient[j], step * l1[j]) / (1 + step * l2[j]);
    return;
  }
  for (size_t j = 0; j < width; j++) weights[j] = (weights[j] - move * gradient[j]) / (1 + step * l2[j]);
}

static inline void settle(const est_scaled *state, size_t feature) {
  double *weights = state->weights + feature * state->columns;
  if (state->l1) {
    double owed = state->l1[feature] * (state->debt - state->paid[feature]);
    state->paid[feature] = state->debt;
    if (owed > 0)
      for (size_t k = 0; k < state->columns; k++) weights[k] = shrink(weights[k], owed);
  }
  if (state->total) {
    double missed = state->count - state->counted[feature];
    state->counted[feature] = state->count;
    double *total = state->total + feature * state->columns;
    for (size_t k = 0; k < state->columns; k++) total[k] += missed * weights[k];
  }
}

void est_scaled_scores(const est_scaled *state, size_t count, const int32_t *features, const double *values,
                       const double *factors, const double *bias, double *scores) {
  size_t columns = state->columns;
  for (size_t k = 0; k < columns; k++) scores[k] = 0;
  for (size_t i = 0; i < count; i++) {
    size_t j = (size_t)features[i];
    settle(state, j);
    double x = factors ? values[i] * factors[j] : values[i];
    const double *weights = state->weights + j * columns;
    for (size_t k = 0; k < columns; k++) scores[k] += x * weights[k];
  }
  for (size_t k = 0; k < columns; k++) scores[k] = state->scale * scores[k] + bias[k];
}

void est_scaled_step(const est_scaled *state, size_t count, const int32_t *features, const double *values,
                     const double *factors, const double *moves) {
  size_t columns = state->columns;
  for (size_t i = 0; i < count; i++) {
    size_t j = (size_t)features[i];
    double x = (factors ? values[i] * factors[j] : values[i]) / state->scale;
    double *weights = state->weights + j * columns;
    for (size_t k = 0; k < columns; k++) weights[k] -= x * moves[k];
  }
}

void est_scaled_finish(const est_scaled *state, size_t features) {
  for (size_t j = 0; j < features; j++) {
    settle(state, j);
    if (state->paid) state->paid[j] = 0;
    if (state->counted) state->counted[j] = 0;
    double *weights = state->weights + j * state->columns;
    for (size_t k = 0; k < state->columns; k++) weights[k] *= state->scale;
  }
}
