// The hot loops of the package, in clang's portable vector types, compiled for several instruction sets and chosen at
// run time. Every function works on one block of rows that its caller has laid out; none allocates, none keeps a pointer.
//
// Shapes: a block has `rows` samples and `width` features, `width` a multiple of EST_WIDTH_MULTIPLE, padded with zeros.
//   panel      rows × width      the features, widened
//   weights    columns × width   one row per score column, padded with zeros
//   scores     rows × columns    contiguous
// All pointers are aligned to 64 bytes unless said otherwise.
#ifndef EST_KERNELS_H
#define EST_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "coordinate.h"

#define EST_WIDTH_MULTIPLE 16

// What a row contributes: its class, its weight, and for one-vs-rest which class each score column stands for.
typedef struct {
  const int32_t *classes;          // rows; NULL: no loss, probabilities instead of residuals
  const double *weights;           // rows; NULL: all 1
  const int32_t *positive_class;   // columns; the class that column is for (logistic only)
  const double *positive_weight;   // columns; multiplies the weight of rows of that class (logistic only; NULL: all 1)
  const double *negative_weight;   // columns; multiplies the weight of the other rows (logistic only; NULL: all 1)
} est_targets;

#define EST_DECLARE(REAL, NAME)                                                                                        \
  typedef struct {                                                                                                     \
    const char *name;                                                                                                  \
    /* Stored numbers to working precision; neither pointer needs alignment. */                                        \
    void (*widen_u8)(size_t count, const uint8_t *from, REAL *to);                                                     \
    void (*widen_f32)(size_t count, const float *from, REAL *to);                                                      \
    void (*widen_f64)(size_t count, const double *from, REAL *to);                                                     \
    /* scores = panel · weightsᵀ + bias. */                                                                            \
    void (*forward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *weights,                 \
                    const REAL *bias, REAL *scores);                                                                   \
    /* gradient += residualsᵀ · panel; gradient is columns × width, in double. */                                      \
    void (*backward)(size_t rows, size_t width, const REAL *panel, size_t columns, const REAL *residuals,              \
                     double *gradient);                                                                                \
    /* Softmax over the columns. Scores become weighted residuals s·(p − y); their column sums are added to `sums`     \
       (columns); the weighted loss is added to `*loss`; s·p_k·p_l is added to `curvature` (columns²; l < k alone),    \
       unless that is NULL. */                                                                                         \
    void (*softmax)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,               \
                    double *loss, double *curvature);                                                                  \
    /* The same with one logistic loss per column; `losses` and `curvature`, which gets s·p·(1 − p), have `columns`    \
       numbers. */                                                                                                     \
    void (*logistic)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,              \
                     double *losses, double *curvature);                                                               \
    /* exp of each number, for the tests of its error. */                                                              \
    void (*exponential)(size_t count, REAL *values);                                                                   \
  } NAME;

EST_DECLARE(double, est_kernels_f64)
EST_DECLARE(float, est_kernels_f32)

// How many variants this machine can run, and the i-th of them, the fastest first.
int est_variant_count(void);
const est_kernels_f64 *est_variant_f64(int index);
const est_kernels_f32 *est_variant_f32(int index);

// Whether this file was compiled with optimisation. In a debug build BLAS is the fast way.
int est_optimized(void);

// Compressed sparse rows. `weights` and `gradient` are features × columns here, so that one stored number meets its
// `columns` weights side by side. Row i of the block is stored row `rows[i]`, or `first + i` when `rows` is NULL.
typedef struct {
  const int64_t *row_starts;
  const int32_t *column_indices;
  const double *values;
  const int32_t *rows;
  size_t first;
} est_sparse_rows;

// scores = X · weights + bias; nothing needs alignment.
void est_sparse_forward(size_t rows, const est_sparse_rows *x, size_t columns, const double *weights,
                        const double *bias, double *scores);
// gradient += Xᵀ · residuals.
void est_sparse_backward(size_t rows, const est_sparse_rows *x, size_t columns, const double *residuals,
                         double *gradient);

// The place of the first number that is infinite or not a number, or `count`.
size_t est_first_not_finite_f32(size_t count, const float *values);
size_t est_first_not_finite_f64(size_t count, const double *values);

// A counter shared by threads: returns the old value and adds 1. And a flag.
typedef struct est_counter est_counter;
est_counter *est_counter_create(void);
void est_counter_destroy(est_counter *counter);
int64_t est_counter_next(est_counter *counter);
void est_counter_set(est_counter *counter, int64_t value);
int64_t est_counter_get(est_counter *counter);

#include "stochastic.h"

#endif
