// Linear classifiers for C, and for every language that can call it: logistic regression fitted on rows where they lie.
//
//   estimators_rows *x = NULL;
//   estimators_classifier *clf = NULL;
//   if (estimators_rows_dense(ESTIMATORS_FLOAT64, numbers, n, p, &x) != ESTIMATORS_OK ||
//       estimators_classifier_create("{\"solver\": \"lbfgs\", \"C\": 0.5}", &clf) != ESTIMATORS_OK ||
//       estimators_classifier_fit(clf, x, ESTIMATORS_INT64, labels, n, NULL, NULL, NULL) != ESTIMATORS_OK) {
//     fprintf(stderr, "%s\n", estimators_last_error());
//   }
//   estimators_classifier_free(clf);
//   estimators_rows_free(x);
//
// - Every function that can fail returns a code, ESTIMATORS_OK if it did not, and leaves what it was to write alone
//   when it fails. estimators_last_error() is then one sentence that says what was wrong and what to do.
// - No pointer may be NULL unless it is said. Counts of buffers are numbers of elements and must be exact.
// - Rows borrow the memory that they are made of: it must stay as it is until estimators_rows_free, and so must that of
//   rows which were transformed from them. Nothing else keeps a pointer of the caller's after its call.
// - Threads: everything may be called from several threads at once, for different objects and for the same one. A fit
//   that is going on does not stop predictions with the model before it. Nothing may be freed while it is in use.
// - Forks: a child may go on calling, and its fits end as they do in the parent. Fork while no other thread is within a
//   call.
#ifndef ESTIMATORS_H
#define ESTIMATORS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// --- Codes

enum {
  ESTIMATORS_OK = 0,
  // An argument is NULL, negative, misaligned or does not fit another one.
  ESTIMATORS_INVALID_ARGUMENT = 1,
  // The settings are no JSON, or name a setting or value that there is not.
  ESTIMATORS_INVALID_SETTING = 2,
  // Rows, labels or weights are not what a fit or prediction can use: a number that is not finite, one class, say.
  ESTIMATORS_INVALID_DATA = 3,
  // It was not fitted before.
  ESTIMATORS_NOT_FITTED = 4,
  // The progress function cancelled the fit.
  ESTIMATORS_CANCELLED = 5,
  // There is no memory for the result, or for the work.
  ESTIMATORS_OUT_OF_MEMORY = 6,
  // A file cannot be read or written, or holds something else.
  ESTIMATORS_FILE = 7,
  // What was asked for cannot be done in this combination.
  ESTIMATORS_UNSUPPORTED = 8,
  // Anything else.
  ESTIMATORS_FAILED = 9
};

// What went wrong in the last call of this thread that failed: UTF-8, never NULL, "" before there was any. Valid until
// the next call of this thread that fails.
const char *estimators_last_error(void);

// The version of this interface, 1. It rises with every change after which a program must be compiled again; functions
// and settings may be added without.
int32_t estimators_version(void);

// Frees text that a function handed out. NULL is fine.
void estimators_text_free(char *text);

// --- Types of numbers

enum {
  ESTIMATORS_UINT8 = 1,
  ESTIMATORS_INT32 = 2,
  ESTIMATORS_INT64 = 3,
  ESTIMATORS_FLOAT32 = 4,
  ESTIMATORS_FLOAT64 = 5,
  // Labels only: const char *, UTF-8.
  ESTIMATORS_STRING = 6
};

// --- Rows

// Rows of features, in the caller's memory.
typedef struct estimators_rows estimators_rows;

// Dense rows, one after the other without gaps (C order). Nothing is copied, nothing read yet.
//
//   type     ESTIMATORS_UINT8, ESTIMATORS_FLOAT32 or ESTIMATORS_FLOAT64; it is fitted and predicted as it is
//   values   rows * columns numbers, aligned as their type asks; NULL only if there are none
//   rows     in 0...2^31 - 1
//   columns  >= 0
//   result   the new rows
int32_t estimators_rows_dense(int32_t type, const void *values, int64_t rows, int64_t columns,
                              estimators_rows **result);

// Compressed sparse rows (SciPy's csr_matrix of doubles). Nothing is copied but row starts of 32 bits, 8 bytes a row.
// All starts and columns are looked at once.
//
//   start_type  of the row starts: ESTIMATORS_INT32 or ESTIMATORS_INT64
//   starts      rows + 1 places, ascending, the first 0, the last `stored`
//   indices     the column of each number, ascending within a row, each at most once
//   values      the numbers
//   stored      how many there are
//   rows        in 0...2^31 - 1
//   columns     in 0...2^31 - 1
int32_t estimators_rows_csr(int32_t start_type, const void *starts, const int32_t *indices, const double *values,
                            int64_t stored, int64_t rows, int64_t columns, estimators_rows **result);

// The same with numbers as floats. They are copied as doubles, 8 bytes each: a fit works on them as on doubles. Columns
// are read where they lie, and starts as above; `values` may be freed after this call.
int32_t estimators_rows_csr_floats(int32_t start_type, const void *starts, const int32_t *indices, const float *values,
                                   int64_t stored, int64_t rows, int64_t columns, estimators_rows **result);

// Gives the columns names, which a fit keeps and a prediction compares.
//
//   names  `count` texts in UTF-8, one for each column
int32_t estimators_rows_set_names(estimators_rows *rows, const char *const *names, int64_t count);

// The number of rows and of columns. Either pointer may be NULL.
int32_t estimators_rows_shape(const estimators_rows *rows, int64_t *row_count, int64_t *column_count);

// Writes all numbers as doubles, row after row: to look at what a scaler makes of them.
//
//   count  rows * columns
int32_t estimators_rows_values(const estimators_rows *rows, double *into, int64_t count);

// NULL is fine.
void estimators_rows_free(estimators_rows *rows);

// --- Classifiers

// Settings, and after a fit the model.
typedef struct estimators_classifier estimators_classifier;

// A classifier from settings, a JSON object. NULL or "{}" is all defaults; a name that is not here is refused.
//
//   "estimator"      "LogisticRegression"
//   "multi_class"    "multinomial" (default) or "ovr"
//   "solver"         "lbfgs" (default), "auto", "newton-cg", "newton-cholesky", "coordinate-descent" ("liblinear" is
//                    the same), "coordinate-descent-primal", "coordinate-descent-dual", "sag", "saga", "sgd" or "gd"
//   "penalty"        "l2" (default), "l1", "elasticnet", "none" or null
//   "l1_ratio"       for "elasticnet", in 0...1
//   "C"              > 0 or "inf", default 1
//   "tol"            > 0, default 1e-4: the largest component of the gradient at the end
//   "max_iter"       >= 1, default 1000
//   "fit_intercept"  true (default) or false
//   "class_weight"   null (default), "balanced", or an object of weights by label: {"0": 1, "1": 3.5}
//   "warm_start"     false (default) or true: a fit goes on from the model that is there
//   "random_state"   in 0...2^32 - 1, default 0
//   "precision"      "automatic" (default), "single" or "double"
int32_t estimators_classifier_create(const char *settings, estimators_classifier **result);

// NULL is fine.
void estimators_classifier_free(estimators_classifier *classifier);

// How far a fit has come.
typedef struct {
  // Counted from 1.
  int64_t number;
  // Passes over the rows so far.
  int64_t evaluations;
  // The mean loss with its penalty; with one-vs-rest the sum over its problems.
  double objective;
  // The largest magnitude in the gradient. The fit ends when it is at most "tol".
  double gradient_norm;
} estimators_iteration;

enum {
  ESTIMATORS_PROCEED = 0,
  // Ends the fit with the model so far.
  ESTIMATORS_STOP = 1,
  // Ends the fit with ESTIMATORS_CANCELLED; the classifier stays as it was.
  ESTIMATORS_CANCEL = 2
};

// Called on the thread of the fit after every iteration, with the caller's `user`. Returns one of the three above. It
// must return: no longjmp and no exception of C++ may leave it.
typedef int32_t (*estimators_progress)(void *user, const estimators_iteration *iteration);

// Learns from rows and their labels. If it fails the classifier stays as it was.
//
//   label_type  ESTIMATORS_INT32, ESTIMATORS_INT64 or ESTIMATORS_STRING
//   labels      one for each row
//   count       how many: the number of rows
//   weights     one for each row, finite and >= 0; NULL for all equal
//   progress    NULL for none
//   user        handed to `progress`; may be NULL
int32_t estimators_classifier_fit(estimators_classifier *classifier, const estimators_rows *rows, int32_t label_type,
                                  const void *labels, int64_t count, const double *weights,
                                  estimators_progress progress, void *user);

// What a fit found, in numbers.
typedef struct {
  // Classes, K.
  int64_t classes;
  // Columns of scores, rows of coefficients and number of intercepts: K, but 1 for two classes.
  int64_t score_columns;
  // Columns of the rows, p.
  int64_t features;
  // Problems that were solved: K for one-vs-rest, else 1.
  int64_t problems;
  // Passes over the rows.
  int64_t evaluations;
  // ESTIMATORS_INT64 or ESTIMATORS_STRING.
  int32_t label_type;
  // Whether every problem met the tolerance: 1 or 0.
  int32_t converged;
  double objective;
  double gradient_norm;
  double seconds;
} estimators_summary;

// Fills in `summary`.
//
//   size  sizeof(estimators_summary): so a later version may have more behind these
int32_t estimators_classifier_summary(const estimators_classifier *classifier, estimators_summary *summary,
                                      size_t size);

// The fit in sentences, for people: how it ended, what to change, what else to know. Free it with estimators_text_free.
int32_t estimators_classifier_report(const estimators_classifier *classifier, char **text);

// The classes, ascending, of a fit with integers.
//
//   count  `classes` of the summary
int32_t estimators_classifier_classes(const estimators_classifier *classifier, int64_t *into, int64_t count);

// One class as text, whatever its type. Free it with estimators_text_free.
//
//   index  in 0..<classes
int32_t estimators_classifier_class_name(const estimators_classifier *classifier, int64_t index, char **text);

// One row of weights per score: score_columns * features numbers.
int32_t estimators_classifier_coefficients(const estimators_classifier *classifier, double *into, int64_t count);

// One number per score: score_columns.
int32_t estimators_classifier_intercepts(const estimators_classifier *classifier, double *into, int64_t count);

// The iterations of each problem: problems.
int32_t estimators_classifier_iterations(const estimators_classifier *classifier, int64_t *into, int64_t count);

// The class of each row, by its place among the classes.
//
//   count  the number of rows
int32_t estimators_classifier_predict_indices(const estimators_classifier *classifier, const estimators_rows *rows,
                                              int32_t *into, int64_t count);

// The class of each row, of a fit with integers.
//
//   count  the number of rows
int32_t estimators_classifier_predict(const estimators_classifier *classifier, const estimators_rows *rows,
                                      int64_t *into, int64_t count);

// The probability of each class, row after row; rows sum to 1.
//
//   count  the number of rows * classes
int32_t estimators_classifier_probabilities(const estimators_classifier *classifier, const estimators_rows *rows,
                                            double *into, int64_t count);

// The natural logarithm of each probability, finite.
//
//   count  the number of rows * classes
int32_t estimators_classifier_log_probabilities(const estimators_classifier *classifier, const estimators_rows *rows,
                                                double *into, int64_t count);

// The scores behind a prediction, row after row; with two classes one for each row, positive for the second class.
//
//   count  the number of rows * score_columns
int32_t estimators_classifier_scores(const estimators_classifier *classifier, const estimators_rows *rows,
                                     double *into, int64_t count);

// Writes settings and model into a file, which appears whole or not at all: a model file as the Swift package writes
// them for a LogisticRegression, which it reads too.
int32_t estimators_classifier_save(const estimators_classifier *classifier, const char *path);

// Reads what estimators_classifier_save, or Swift, wrote of a LogisticRegression with labels of Int or String. It
// predicts to the bit as the one that was saved. Nothing in a file is trusted: what does not fit together is refused
// with ESTIMATORS_FILE.
int32_t estimators_classifier_load(const char *path, estimators_classifier **result);

// --- Scalers

// Settings, and after a fit the change of each column.
typedef struct estimators_scaler estimators_scaler;

// A scaler from settings, a JSON object. A name that is not here is refused.
//
//   "scaler"      "StandardScaler" (default), "MinMaxScaler" or "MaxAbsScaler"
//   "with_mean"   of StandardScaler, true (default) or false (for sparse rows)
//   "with_std"    of StandardScaler, true (default) or false
//   "feature_range"  of MinMaxScaler, [0, 1] by default
int32_t estimators_scaler_create(const char *settings, estimators_scaler **result);

// NULL is fine.
void estimators_scaler_free(estimators_scaler *scaler);

// Learns the change of each column.
//
//   weights  one for each row, finite and >= 0; NULL for all equal
//   count    the number of rows; not looked at without weights
int32_t estimators_scaler_fit(estimators_scaler *scaler, const estimators_rows *rows, const double *weights,
                              int64_t count);

// The rows after the change, as new rows: the numbers stay where and what they are, a fit applies the change as it
// reads. The memory of `rows` is borrowed further; `rows` itself may be freed.
int32_t estimators_scaler_transform(const estimators_scaler *scaler, const estimators_rows *rows,
                                    estimators_rows **result);

// What the change is: (x - shift) * factor in every column.
//
//   count  the number of columns
int32_t estimators_scaler_change(const estimators_scaler *scaler, double *shift, double *factor, int64_t count);

// Writes settings and change into a file, which appears whole or not at all: a model file, which Swift's scalers read.
int32_t estimators_scaler_save(const estimators_scaler *scaler, const char *path);

// Reads what estimators_scaler_save, or Swift, wrote of one of the three scalers. It changes rows to the bit as the one
// that was saved. What does not fit together, or is another kind of model, is refused with ESTIMATORS_FILE.
int32_t estimators_scaler_load(const char *path, estimators_scaler **result);

// --- Files

// What a model file of any kind tells of itself, a line each: kind, classes, names of columns, how the fit went.
// Free it with estimators_text_free.
int32_t estimators_file_describe(const char *path, char **text);

#ifdef __cplusplus
}
#endif

#endif
