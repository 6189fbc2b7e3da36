// The hot loops of the package, in clang's portable vector types, compiled for several instruction sets and chosen at
// run time. Every function works on one block of rows that its caller has laid out; none allocates, none keeps a
// pointer.
//
// Shapes: a block has `rows` samples and `width` features, `width` a multiple of EST_WIDTH_MULTIPLE, padded with zeros.
//   panel      rows × width      the features, widened
//   weights    columns × width   one row per score column, padded with zeros
//   scores     rows × columns    contiguous
// All pointers are aligned to 64 bytes unless said otherwise; est_rows, est_targets and lists of rows need not be.
#ifndef EST_KERNELS_H
#define EST_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "coordinate.h"
#include "dual.h"

#define EST_WIDTH_MULTIPLE 16
// Columns that `squares` multiplies by their factors at a time.
#define EST_SQUARE_COLUMNS 64
// Columns up to which softmax takes scores that are turned.
#define EST_MOST_TURNED_COLUMNS 32

// What a row contributes: its class, its weight, and for one-vs-rest which class each score column stands for.
typedef struct {
  const int32_t *classes;          // rows; NULL: no loss, probabilities instead of residuals
  const double *weights;           // rows; NULL: all 1
  const int32_t *positive_class;   // columns; the class that column is for (logistic only)
  const double *positive_weight;   // columns; multiplies the weight of rows of that class (logistic only; NULL: all 1)
  const double *negative_weight;   // columns; multiplies the weight of the other rows (logistic only; NULL: all 1)
} est_targets;

// Rows of a block where they lie: row i begins `stride` · (chosen ? chosen[i] : i) numbers behind `start`, and has
// `columns` numbers. From there to `end` everything may be read.
typedef enum { EST_U8, EST_F32, EST_F64 } est_number;
typedef struct {
  est_number number;
  const void *start;
  const void *end;
  size_t stride;
  const int32_t *chosen;
  size_t columns;
} est_rows;

// Where sums of rows go: the padded width of numbers each. x is taken as (x − shift)·scale, of working precision and
// padded too, unless they are NULL; weights may be NULL for all 1.
typedef struct {
  const void *shift;
  const void *scale;
  const double *weights;
  double *sums;
  double *squares;
} est_moments;

// Rows of which only the numbers that are not 0 are stored: row i holds values[k] in column indices[k] for k in
// row_starts[i] ..< row_ends[i]. Row i of a block is stored row `rows[i]`, or `first + i` when `rows` is NULL.
// The index of bytes is how far their column is from that of the number before, or from 0: one byte instead of two.
// Where it is more than 255, numbers that are 0 stand between.
typedef enum {
  EST_BYTES,    // indices uint8_t, values uint8_t
  EST_FLOATS,   // indices uint16_t, values float
  EST_DOUBLES,  // indices uint16_t, values double
  EST_SPARSE    // indices int32_t, values double
} est_compressed_form;

typedef struct {
  est_compressed_form form;
  const int64_t *row_starts;
  const int64_t *row_ends;
  const void *indices;
  const void *values;
  const int32_t *rows;
  size_t first;
} est_compressed_rows;

// The numbers of a block of at most EST_MOST_BLOCK_ROWS rows of bytes that are not 0, column by column: column j has
// numbers[k] for k in starts[j] ..< starts[j + 1], each 256 times its value and the row of the block that it is in.
#define EST_MOST_BLOCK_ROWS 256
typedef struct {
  const uint32_t *starts;  // columns + 1
  const uint16_t *numbers;
} est_block_columns;

#define EST_DECLARE(REAL, NAME)                                                                                        \
  typedef struct {                                                                                                     \
    const char *name;                                                                                                  \
    /* Numbers in a vector. */                                                                                         \
    size_t lanes;                                                                                                      \
    /* Stored numbers to working precision; neither pointer needs alignment. */                                        \
    void (*widen_u8)(size_t count, const uint8_t *from, REAL *to);                                                     \
    void (*widen_f32)(size_t count, const float *from, REAL *to);                                                      \
    void (*widen_f64)(size_t count, const double *from, REAL *to);                                                     \
    /* scores = x · weightsᵀ + bias; weights: rows of `width` numbers, padded with zeros. `turned`: scores            \
       go strip by strip, of `lanes` rows those of the first column, then those of the second, and so on, the last     \
       strip filled up with zeros, for which there must be room. */                                                    \
    void (*forward)(size_t rows, const est_rows *x, size_t columns, size_t width, const REAL *weights,                 \
                    const REAL *bias, REAL *scores, int turned);                                                       \
    /* The same, not turned, with rows of REAL `x_stride` numbers apart, and weights and bias feature by feature:      \
       features × stride and stride numbers, stride at least `columns` and `lanes`. scores: room for `lanes` numbers   \
       behind. */                                                                                                      \
    void (*forward_columns)(size_t rows, const REAL *x, size_t x_stride, size_t features, size_t columns,              \
                            size_t stride, const REAL *weights, const REAL *bias, REAL *scores);                       \
    /* gradient += residualsᵀ · x; gradient is columns × width, in double. `turned`: whether residuals are. */         \
    void (*backward)(size_t rows, const est_rows *x, size_t columns, const REAL *residuals, int turned, size_t width,  \
                     double *gradient);                                                                                \
    /* Adds Σ s·x and Σ s·x² of every feature, s by row; of a block in REAL. */                                        \
    void (*moments)(size_t rows, const est_rows *x, const est_moments *to);                                            \
    /* sums[class · width + feature] += s·x; classes × width numbers. */                                               \
    void (*class_sums)(size_t rows, const est_rows *x, const int32_t *classes, const double *weights, size_t width,    \
                       double *sums);                                                                                  \
    /* scores = weights · x + bias for one row x; weights: columns × features, nothing padded or aligned. */           \
    void (*row_scores)(size_t features, const REAL *x, size_t columns, const REAL *weights, const REAL *bias,          \
                       REAL *scores);                                                                                  \
    /* The same two products with compressed rows. weights and gradient: features × stride, one row per feature,       \
       stride ≥ columns and a multiple of `lanes`; gradient in working precision. bias: stride numbers. scores and     \
       residuals need room for EST_WIDTH_MULTIPLE numbers behind rows × columns. */                                    \
    void (*compressed_forward)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *weights,          \
                               const REAL *bias, size_t columns, REAL *scores);                                        \
    void (*compressed_backward)(size_t rows, const est_compressed_rows *x, size_t stride, const REAL *residuals,       \
                                size_t columns, REAL *gradient);                                                       \
    /* The second of them with a block that lies column by column. padded: rows × stride numbers and                   \
       EST_WIDTH_MULTIPLE behind them, for the residuals in whole vectors. */                                          \
    void (*columns_backward)(size_t rows, size_t features, const est_block_columns *x, size_t stride,                  \
                             const REAL *residuals, size_t columns, REAL *padded, REAL *gradient);                     \
    /* Softmax over the columns of rows that are `stride` numbers apart, or turned where that is 0. Scores become      \
       weighted residuals s·(p − y); their column sums are added to `sums` (columns); the weighted loss is added to    \
       `*loss`; s·p_k·p_l is added to `curvature` (columns², and room for `lanes` numbers behind; those with l < k     \
       count), unless that is NULL. */                                                                                 \
    void (*softmax)(size_t rows, size_t columns, size_t stride, REAL *scores, const est_targets *targets,              \
                    double *sums, double *loss, double *curvature);                                                    \
    /* The same with one logistic loss per column; `losses` and `curvature`, which gets s·p·(1 − p), have `columns`    \
       numbers. */                                                                                                     \
    void (*logistic)(size_t rows, size_t columns, REAL *scores, const est_targets *targets, double *sums,              \
                     double *losses, double *curvature);                                                               \
    /* z += t·v for rows of `columns` numbers, t by column, nothing where v is NULL; scores gets z in working          \
       precision. */                                                                                                   \
    void (*advance)(size_t rows, size_t columns, double *z, const double *v, const double *t, REAL *scores);           \
    /* Σ f·x·xᵀ over the rows x of a panel is added to `sums`, for each of `count` factors f of a row. A sum is a      \
       lower triangle in groups of GROUP = 64 / sizeof(REAL) rows: group g has GROUP rows of GROUP·(g + 1) numbers.    \
       The rows have GROUP·groups numbers each and are `stride` apart; factors: rows × count; scratch: rows ×          \
       EST_SQUARE_COLUMNS numbers. */                                                                                  \
    void (*squares)(size_t rows, size_t groups, size_t stride, const REAL *panel, size_t count, const REAL *factors,   \
                    REAL *scratch, REAL *sums);                                                                        \
    /* The weighted loss at z + t·v and its derivative in t, added to `*loss` and `*slope`. z and v: rows `stride`     \
       apart; scratch: columns numbers. */                                                                             \
    void (*softmax_line)(size_t rows, size_t columns, size_t stride, const REAL *z, const REAL *v, REAL t,             \
                         const est_targets *targets, REAL *scratch, double *loss, double *slope);                      \
    /* The same with one logistic loss per column; t, losses and slopes have `columns` numbers. */                     \
    void (*logistic_line)(size_t rows, size_t columns, const REAL *z, const REAL *v, const REAL *t,                    \
                          const est_targets *targets, double *losses, double *slopes);                                 \
    /* exp of each number, and log1p of each number ≥ 0, for the tests of their errors. */                             \
    void (*exponential)(size_t count, REAL *values);                                                                   \
    void (*logarithm_1p)(size_t count, REAL *values);                                                                  \
  } NAME;

EST_DECLARE(double, est_kernels_f64)
EST_DECLARE(float, est_kernels_f32)

// How many variants this machine can run, and the i-th of them, the fastest first.
int est_variant_count(void);
const est_kernels_f64 *est_variant_f64(int index);
const est_kernels_f32 *est_variant_f32(int index);

// Whether this file was compiled with optimisation. In a debug build BLAS is the fast way.
int est_optimized(void);

// How many numbers a row of count ≤ 65,536 has when it is packed.
size_t est_count_u8(size_t count, const uint8_t *from);
size_t est_count_f32(size_t count, const float *from);
size_t est_count_f64(size_t count, const double *from);
// Packs a row, and returns how many numbers that are. `values` and `indices` need room for one number more than the row
// has.
size_t est_compress_u8(size_t count, const uint8_t *from, uint8_t *indices, uint8_t *values);
size_t est_compress_f32(size_t count, const float *from, uint16_t *indices, float *values);
size_t est_compress_f64(size_t count, const double *from, uint16_t *indices, double *values);

// Lays the bytes of some rows out column by column; `rows` ≤ EST_MOST_BLOCK_ROWS. starts: columns + 1 numbers; numbers:
// as many as the rows have. Needs rows of the form EST_BYTES, one stored after the other.
void est_fill_block_columns(size_t rows, const est_compressed_rows *x, size_t columns, uint32_t *starts,
                            uint16_t *numbers);

// sums[j] += Σ x and squares[j] += Σ x² over the numbers x of column j of a block.
void est_block_moments(size_t columns, const est_block_columns *x, double *sums, double *squares);
// sums[j] += Σ s·x and squares[j] += Σ s·x² over the stored numbers x of column j. weights: s of each row; NULL: all 1.
void est_compressed_moments(size_t rows, const est_compressed_rows *x, const double *weights, double *sums,
                            double *squares);

// sums[class · stride + column] += weight · number for the numbers of some rows; weights may be NULL for all 1.
// Every class must be below the number of rows of `sums`.
void est_compressed_class_sums(size_t rows, const est_compressed_rows *x, const int32_t *classes, const double *weights,
                               size_t stride, double *sums);

// Tells the system that memory will be used as a whole: the pages within `bytes` from `start`.
void est_prefer_large_pages(void *start, size_t bytes);

// The place of the first number that is infinite or not a number, or `count`.
size_t est_first_not_finite_f32(size_t count, const float *values);
size_t est_first_not_finite_f64(size_t count, const double *values);

// Calls `task` with every number in 0 ..< tasks, on up to `threads` threads of a pool and this one; `worker` is in
// 0 ..< threads, and no two calls with the same worker overlap. Returns 1 when all are done, or 0 at once, with nothing
// called, when the pool is at work for somebody else (or for the caller itself, further up). On a system without
// threads all tasks are done on this one.
typedef void (*est_task)(void *context, int worker, int64_t task);
int est_pool_perform(int threads, int64_t tasks, est_task task, void *context);

// Whether this process was forked by one that had this code loaded. The pool hires new threads there; libdispatch
// can't.
int est_is_forked(void);

// Asks for memory that will be read soon.
void est_prefetch(const void *from, size_t bytes);
// The column of the largest of `columns` scores of each row, −1 unless it is ahead of all others by more than `bound`.
// For one column 1 above `bound`, 0 below −bound, else −1.
void est_largest_columns(size_t rows, size_t columns, const float *scores, float bound, int32_t *largest);
// The same for rows of bytes, by products of whole numbers on machines that have them: a score is Σ weight·byte + bias
// with weights 256·coarse + fine, each at most ½ from the true one; scores are compared as if they were exact to
// `slack`. coarse and fine: for every 16 of columns + 1 lanes, for every 4 features, 16 × 4 numbers, padded with 0; the
// lane behind the columns has 1 in coarse and sums the bytes up. columns ≤ EST_MOST_BYTE_COLUMNS, features ≤
// EST_MOST_BYTE_FEATURES.
#define EST_MOST_BYTE_COLUMNS 255
#define EST_MOST_BYTE_FEATURES 65536
int est_byte_products_available(void);
// Row i is row chosen[i] of x, or i when `chosen` is NULL.
void est_byte_columns(size_t rows, const uint8_t *x, const int32_t *chosen, size_t features, size_t columns,
                      const int8_t *coarse, const int8_t *fine, const int64_t *bias, int64_t slack, int32_t *largest);
// The largest |value|, 0 for none.
float est_largest_magnitude_f32(size_t count, const float *values);

// A counter shared by threads: returns the old value and adds 1. And a flag.
typedef struct est_counter est_counter;
est_counter *est_counter_create(void);
void est_counter_destroy(est_counter *counter);
int64_t est_counter_next(est_counter *counter);
void est_counter_set(est_counter *counter, int64_t value);
int64_t est_counter_get(est_counter *counter);

#include "stochastic.h"

#endif
