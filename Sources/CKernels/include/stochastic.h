// The steps of stochastic solvers, one row at a time. Nothing here needs alignment, allocates, or keeps a pointer.
#ifndef EST_STOCHASTIC_H
#define EST_STOCHASTIC_H

#include <stddef.h>
#include <stdint.h>

// One step of one score column with all of its `width` weights:
//   w ← shrink(decay·w − step·(move·x + g), threshold),   g ← g + share·x
// `decay` and `threshold` have one number per weight; `threshold` is NULL for none.
void est_dense_step(size_t width, const double *x, double step, double move, double share, const double *decay,
                    const double *threshold, double *weights, double *average);

// Weights of sparse features whose steps are made up for when a row next needs them. While a feature is left alone its
// average gradient g stays, so m steps w ← shrink(a·w − step·g, threshold) have a closed form.
//
// `weights` and `average` are features × columns, so that one stored number meets its columns side by side.
typedef struct {
  size_t columns;
  double *weights;
  double *average;
  int64_t *done;            // features: the steps that each one has made in this epoch
  double step;              // η
  const double *decay;      // features: a = 1 − η·λⱼ
  const double *threshold;  // features: η·l1ⱼ; NULL for none
  double common_decay;      // the a that most features have, with
  const double *powers;     //   aᵐ for m = 0…n, n the steps of an epoch
  const double *sums;       //   1 + a + … + aᵐ⁻¹
} est_lagged;

// Makes up for the steps before `now` of the features of one row, then scores = Σ value·weights + bias. Values are
// multiplied by `scale` of their feature unless that is NULL.
void est_lagged_scores(const est_lagged *state, size_t count, const int32_t *features, const double *values,
                       const double *scale, int64_t now, const double *bias, double *scores);

// Step `now` of the same features: w ← shrink(a·w − η·(move·x + g), threshold), g ← g + share·x.
void est_lagged_step(const est_lagged *state, size_t count, const int32_t *features, const double *values,
                     const double *scale, int64_t now, const double *move, const double *share);

// Makes up for all steps before `now` of all features, and starts counting at 0 again.
void est_lagged_finish(const est_lagged *state, size_t features, int64_t now);

// One step of one score column with all of its `width` weights, by the proximal operator of the penalty:
//   w ← shrink(w − move·g, step·l1) / (1 + step·l2)
// `l1` is NULL for none.
void est_proximal_step(size_t width, const double *gradient, double move, double step, const double *l2,
                       const double *l1, double *weights);

// Weights of sparse features with one factor, `scale`, in front of all, so that shrinking all of them costs nothing.
// What an L1 penalty would take off them since they were last touched is paid when they are touched again.
typedef struct {
  size_t columns;
  double *weights;          // features × columns; times `scale` they are the weights
  double *total;            // features × columns, Σ over steps of the weights; NULL: not wanted, and never with `l1`
  double *paid;             // features: the `debt` that each has paid
  double *counted;          // features: the `count` up to which `total` holds
  const double *l1;         // features; NULL for none
  double scale;
  double debt;              // Σ η/scale over the steps
  double count;             // Σ scale over the steps
} est_scaled;

// Settles the features of one row, then scores = Σ value·weights + bias. Values are multiplied by `factors` of their
// feature unless that is NULL.
void est_scaled_scores(const est_scaled *state, size_t count, const int32_t *features, const double *values,
                       const double *factors, const double *bias, double *scores);

// w ← w − moves·x for the features of one row.
void est_scaled_step(const est_scaled *state, size_t count, const int32_t *features, const double *values,
                     const double *factors, const double *moves);

// Settles all features and takes the factor out: afterwards scale, debt and count are to be 1, 0 and 0.
void est_scaled_finish(const est_scaled *state, size_t features);

#endif
