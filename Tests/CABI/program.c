// A program in C that uses the library as a stranger would: it fits iris and digits in every storage and compares with
// the answers that Swift wrote, and meets errors, progress, cancelling, threads, files and scalers.
//
//   program FOLDER          FOLDER has the files of c-abi-answers, and takes one of its own
//   program FOLDER fork     fits in children of a fork
//   program FOLDER loose    under valgrind: other kernels run than Swift's answers came from, and memory grows
#include <estimators.h>

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static _Atomic int failures = 0;

#define EXPECT(condition)                                                                    \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      failures++;                                                                            \
      fprintf(stderr, "line %d: %s (%s)\n", __LINE__, #condition, estimators_last_error());  \
    }                                                                                        \
  } while (0)

#define OK(call) EXPECT((call) == ESTIMATORS_OK)
#define FAILS(code, call) EXPECT((call) == (code) && strlen(estimators_last_error()) > 10)

// How far the same storage may end from Swift's numbers.
static double same = 1e-9;

static const char *settings = "{\"C\": 0.5, \"tol\": 1e-5, \"max_iter\": 2000}";

// --- Data and Swift's answers

typedef struct {
  int64_t rows, columns, classes, scores;
  double *x;
  int64_t *y;
  double *coefficients, *intercepts;
  int64_t *predicted;
  double *probabilities;
} answers;

static void *take(FILE *file, int64_t count, size_t size) {
  void *memory = malloc((size_t)count * size);
  if (!memory || fread(memory, size, (size_t)count, file) != (size_t)count) {
    fprintf(stderr, "The file of answers is too short.\n");
    exit(2);
  }
  return memory;
}

static answers read_answers(const char *folder, const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(2);
  }
  int64_t *shape = take(file, 3, sizeof(int64_t));
  answers a = {.rows = shape[0], .columns = shape[1], .classes = shape[2], .scores = shape[2]};
  free(shape);
  a.x = take(file, a.rows * a.columns, sizeof(double));
  a.y = take(file, a.rows, sizeof(int64_t));
  a.coefficients = take(file, a.scores * a.columns, sizeof(double));
  a.intercepts = take(file, a.scores, sizeof(double));
  a.predicted = take(file, a.rows, sizeof(int64_t));
  a.probabilities = take(file, a.rows * a.classes, sizeof(double));
  fclose(file);
  return a;
}

static void free_answers(answers *a) {
  free(a->x), free(a->y), free(a->coefficients), free(a->intercepts), free(a->predicted), free(a->probabilities);
}

// --- Storages

typedef struct {
  estimators_rows *rows;
  void *memory[3];
} stored;

static stored store_dense(const answers *a, int32_t type) {
  int64_t count = a->rows * a->columns;
  stored s = {0};
  uint8_t *bytes = malloc((size_t)count);
  float *floats = malloc((size_t)count * sizeof(float));
  for (int64_t i = 0; i < count; i++) {
    bytes[i] = (uint8_t)a->x[i];
    floats[i] = (float)a->x[i];
  }
  s.memory[0] = bytes;
  s.memory[1] = floats;
  const void *values = type == ESTIMATORS_UINT8 ? (void *)bytes : type == ESTIMATORS_FLOAT32 ? (void *)floats : a->x;
  OK(estimators_rows_dense(type, values, a->rows, a->columns, &s.rows));
  return s;
}

static stored store_csr(const answers *a, int32_t start_type, int32_t type) {
  int64_t count = a->rows * a->columns, found = 0;
  stored s = {0};
  int32_t *indices = malloc((size_t)count * sizeof(int32_t));
  double *values = malloc((size_t)count * sizeof(double));
  int64_t *starts = malloc((size_t)(a->rows + 1) * sizeof(int64_t));
  starts[0] = 0;
  for (int64_t i = 0; i < a->rows; i++) {
    for (int64_t j = 0; j < a->columns; j++) {
      double value = a->x[i * a->columns + j];
      if (value == 0) continue;
      indices[found] = (int32_t)j;
      values[found++] = value;
    }
    starts[i + 1] = found;
  }
  if (start_type == ESTIMATORS_INT32) {
    int32_t *narrow = (int32_t *)starts;
    for (int64_t i = 0; i <= a->rows; i++) narrow[i] = (int32_t)starts[i];
  }
  s.memory[0] = indices, s.memory[1] = values, s.memory[2] = starts;
  if (type == ESTIMATORS_FLOAT32) {
    float *floats = malloc((size_t)found * sizeof(float));
    for (int64_t k = 0; k < found; k++) floats[k] = (float)values[k];
    OK(estimators_rows_csr_floats(start_type, starts, indices, floats, found, a->rows, a->columns, &s.rows));
    free(floats);
  } else {
    OK(estimators_rows_csr(start_type, starts, indices, values, found, a->rows, a->columns, &s.rows));
  }
  return s;
}

static void unstore(stored *s) {
  estimators_rows_free(s->rows);
  for (int i = 0; i < 3; i++) free(s->memory[i]);
}

// --- Fits that are compared

static double largest_difference(const double *a, const double *b, int64_t count) {
  double largest = 0;
  for (int64_t i = 0; i < count; i++) largest = fmax(largest, fabs(a[i] - b[i]));
  return largest;
}

static void compare(const estimators_classifier *clf, const estimators_rows *x, const answers *a, double tolerance) {
  estimators_summary summary;
  OK(estimators_classifier_summary(clf, &summary, sizeof summary));
  EXPECT(summary.classes == a->classes && summary.score_columns == a->scores && summary.features == a->columns);
  EXPECT(summary.converged == 1 && summary.label_type == ESTIMATORS_INT64 && summary.problems == 1);
  EXPECT(summary.evaluations > 0 && summary.gradient_norm <= 1e-5 && summary.seconds > 0);
  int64_t most = a->rows * a->columns + a->rows * a->classes + a->columns * a->classes;
  double *numbers = malloc((size_t)most * sizeof(double));
  int64_t *labels = malloc((size_t)a->rows * sizeof(int64_t));
  int32_t *indices = malloc((size_t)a->rows * sizeof(int32_t));
  OK(estimators_classifier_coefficients(clf, numbers, a->scores * a->columns));
  EXPECT(largest_difference(numbers, a->coefficients, a->scores * a->columns) <= tolerance);
  OK(estimators_classifier_intercepts(clf, numbers, a->scores));
  EXPECT(largest_difference(numbers, a->intercepts, a->scores) <= tolerance);
  OK(estimators_classifier_probabilities(clf, x, numbers, a->rows * a->classes));
  EXPECT(largest_difference(numbers, a->probabilities, a->rows * a->classes) <= tolerance);
  OK(estimators_classifier_log_probabilities(clf, x, numbers, a->rows * a->classes));
  EXPECT(fabs(exp(numbers[0]) - a->probabilities[0]) <= tolerance + 1e-12);
  OK(estimators_classifier_scores(clf, x, numbers, a->rows * a->scores));
  OK(estimators_classifier_predict(clf, x, labels, a->rows));
  OK(estimators_classifier_predict_indices(clf, x, indices, a->rows));
  int64_t *classes = malloc((size_t)a->classes * sizeof(int64_t));
  OK(estimators_classifier_classes(clf, classes, a->classes));
  int64_t wrong = 0;
  for (int64_t i = 0; i < a->rows; i++) wrong += labels[i] != a->predicted[i] || classes[indices[i]] != labels[i];
  EXPECT(wrong == 0);
  int64_t iterations = 0;
  OK(estimators_classifier_iterations(clf, &iterations, 1));
  EXPECT(iterations > 0);
  char *report = NULL;
  OK(estimators_classifier_report(clf, &report));
  EXPECT(report && strncmp(report, "Converged", 9) == 0);
  estimators_text_free(report);
  free(numbers), free(labels), free(indices), free(classes);
}

static void fit_and_compare(stored s, const answers *a, double tolerance) {
  estimators_classifier *clf = NULL;
  OK(estimators_classifier_create(settings, &clf));
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, NULL, NULL));
  compare(clf, s.rows, a, tolerance);
  estimators_classifier_free(clf);
  unstore(&s);
}

static void every_storage(const answers *a, int whole) {
  // The tolerance of the fit lets storages end apart; the same storage ends at Swift's numbers.
  if (whole) fit_and_compare(store_dense(a, ESTIMATORS_UINT8), a, 0.05);
  fit_and_compare(store_dense(a, ESTIMATORS_FLOAT32), a, 0.05);
  fit_and_compare(store_dense(a, ESTIMATORS_FLOAT64), a, same);
  fit_and_compare(store_csr(a, ESTIMATORS_INT64, ESTIMATORS_FLOAT64), a, 0.05);
  fit_and_compare(store_csr(a, ESTIMATORS_INT32, ESTIMATORS_FLOAT64), a, 0.05);
  fit_and_compare(store_csr(a, ESTIMATORS_INT64, ESTIMATORS_FLOAT32), a, 0.05);
  fit_and_compare(store_csr(a, ESTIMATORS_INT32, ESTIMATORS_FLOAT32), a, 0.05);
}

// --- Labels, weights, scalers, files

static void strings_and_weights(const answers *a) {
  static const char *names[] = {"setosa", "versicolor", "virginica"};
  const char **labels = malloc((size_t)a->rows * sizeof *labels);
  double *weights = malloc((size_t)a->rows * sizeof(double));
  int32_t *narrow = malloc((size_t)a->rows * sizeof(int32_t));
  for (int64_t i = 0; i < a->rows; i++) {
    labels[i] = names[a->y[i]];
    weights[i] = a->y[i] == 2 ? 0 : 1;
    narrow[i] = (int32_t)a->y[i] - 1;
  }
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  estimators_classifier *clf = NULL;
  OK(estimators_classifier_create("{\"class_weight\": {\"setosa\": 2}, \"penalty\": null}", &clf));
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_STRING, labels, a->rows, weights, NULL, NULL));
  estimators_summary summary;
  OK(estimators_classifier_summary(clf, &summary, sizeof summary));
  EXPECT(summary.classes == 2 && summary.score_columns == 1 && summary.label_type == ESTIMATORS_STRING);
  char *name = NULL;
  OK(estimators_classifier_class_name(clf, 1, &name));
  EXPECT(name && strcmp(name, "versicolor") == 0);
  estimators_text_free(name);
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_classifier_class_name(clf, 2, &name));
  int64_t classes[2];
  FAILS(ESTIMATORS_UNSUPPORTED, estimators_classifier_classes(clf, classes, 2));
  FAILS(ESTIMATORS_INVALID_SETTING,
        estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, NULL, NULL));
  estimators_classifier_free(clf);
  OK(estimators_classifier_create("{\"multi_class\": \"ovr\", \"class_weight\": \"balanced\"}", &clf));
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT32, narrow, a->rows, NULL, NULL, NULL));
  int64_t least[3], iterations[3];
  OK(estimators_classifier_classes(clf, least, 3));
  EXPECT(least[0] == -1 && least[2] == 1);
  OK(estimators_classifier_iterations(clf, iterations, 3));
  estimators_classifier_free(clf);
  unstore(&s);
  free(labels), free(weights), free(narrow);
}

static void scalers(const answers *a) {
  static const char *kinds[] = {"{}", "{\"scaler\": \"MinMaxScaler\", \"feature_range\": [-1, 1]}",
                                "{\"scaler\": \"MaxAbsScaler\"}"};
  stored s = store_dense(a, ESTIMATORS_FLOAT32);
  double *shift = malloc((size_t)a->columns * sizeof(double)), *factor = malloc((size_t)a->columns * sizeof(double));
  double *values = malloc((size_t)(a->rows * a->columns) * sizeof(double));
  for (int kind = 0; kind < 3; kind++) {
    estimators_scaler *scaler = NULL;
    estimators_rows *scaled = NULL;
    OK(estimators_scaler_create(kinds[kind], &scaler));
    FAILS(ESTIMATORS_NOT_FITTED, estimators_scaler_transform(scaler, s.rows, &scaled));
    OK(estimators_scaler_fit(scaler, s.rows, NULL, 0));
    OK(estimators_scaler_transform(scaler, s.rows, &scaled));
    OK(estimators_scaler_change(scaler, shift, factor, a->columns));
    OK(estimators_rows_values(scaled, values, a->rows * a->columns));
    double worst = 0;
    for (int64_t i = 0; i < a->rows * a->columns; i++) {
      int64_t j = i % a->columns;
      worst = fmax(worst, fabs(values[i] - ((double)(float)a->x[i] - shift[j]) * factor[j]));
    }
    EXPECT(worst == 0);
    estimators_classifier *clf = NULL;
    OK(estimators_classifier_create(NULL, &clf));
    OK(estimators_classifier_fit(clf, scaled, ESTIMATORS_INT64, a->y, a->rows, NULL, NULL, NULL));
    estimators_classifier_free(clf);
    estimators_scaler_free(scaler);
    estimators_rows_free(scaled);
  }
  unstore(&s);
  free(shift), free(factor), free(values);
}

static void files(const answers *a, const char *folder) {
  char path[1024];
  snprintf(path, sizeof path, "%s/saved.model", folder);
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  estimators_classifier *clf = NULL, *loaded = NULL;
  OK(estimators_classifier_create(settings, &clf));
  OK(estimators_classifier_save(clf, path));
  OK(estimators_classifier_load(path, &loaded));
  estimators_summary summary;
  FAILS(ESTIMATORS_NOT_FITTED, estimators_classifier_summary(loaded, &summary, sizeof summary));
  estimators_classifier_free(loaded);
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, NULL, NULL));
  OK(estimators_classifier_save(clf, path));
  OK(estimators_classifier_load(path, &loaded));
  int64_t count = a->rows * a->classes;
  double *before = malloc((size_t)count * sizeof(double)), *after = malloc((size_t)count * sizeof(double));
  OK(estimators_classifier_probabilities(clf, s.rows, before, count));
  OK(estimators_classifier_probabilities(loaded, s.rows, after, count));
  EXPECT(memcmp(before, after, (size_t)count * sizeof(double)) == 0);
  free(before), free(after);
  estimators_classifier_free(loaded);
  loaded = NULL;
  FAILS(ESTIMATORS_FILE, estimators_classifier_load("/no/such/file", &loaded));
  FAILS(ESTIMATORS_FILE, estimators_classifier_save(clf, "/no/such/folder/model"));
  FILE *file = fopen(path, "w");
  fputs("no model", file);
  fclose(file);
  FAILS(ESTIMATORS_FILE, estimators_classifier_load(path, &loaded));
  EXPECT(loaded == NULL);
  remove(path);
  estimators_classifier_free(clf);
  unstore(&s);
}

static void scaler_files(const answers *a, const char *folder) {
  char path[1024], *text = NULL;
  snprintf(path, sizeof path, "%s/scaler.model", folder);
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  estimators_scaler *scaler = NULL, *loaded = NULL;
  estimators_rows *before = NULL, *after = NULL;
  OK(estimators_scaler_create("{\"scaler\": \"MinMaxScaler\", \"feature_range\": [-1, 2]}", &scaler));
  OK(estimators_scaler_save(scaler, path));
  OK(estimators_scaler_load(path, &loaded));
  FAILS(ESTIMATORS_NOT_FITTED, estimators_scaler_transform(loaded, s.rows, &after));
  estimators_scaler_free(loaded);
  OK(estimators_scaler_fit(scaler, s.rows, NULL, 0));
  OK(estimators_scaler_save(scaler, path));
  OK(estimators_scaler_load(path, &loaded));
  OK(estimators_scaler_transform(scaler, s.rows, &before));
  OK(estimators_scaler_transform(loaded, s.rows, &after));
  int64_t count = a->rows * a->columns;
  double *x = malloc((size_t)count * sizeof(double)), *y = malloc((size_t)count * sizeof(double));
  OK(estimators_rows_values(before, x, count));
  OK(estimators_rows_values(after, y, count));
  EXPECT(memcmp(x, y, (size_t)count * sizeof(double)) == 0);
  free(x), free(y);
  OK(estimators_file_describe(path, &text));
  EXPECT(text && strstr(text, "MinMaxScaler: model and settings") == text);
  estimators_text_free(text);
  estimators_rows_free(before), estimators_rows_free(after);
  estimators_scaler_free(loaded);
  loaded = NULL;
  estimators_classifier *clf = NULL;
  OK(estimators_classifier_create(NULL, &clf));
  OK(estimators_classifier_save(clf, path));
  FAILS(ESTIMATORS_FILE, estimators_scaler_load(path, &loaded));
  EXPECT(strstr(estimators_last_error(), "MinMaxScaler") && loaded == NULL);
  FAILS(ESTIMATORS_FILE, estimators_scaler_load("/no/such/file", &loaded));
  FAILS(ESTIMATORS_FILE, estimators_file_describe("/no/such/file", &text));
  remove(path);
  estimators_classifier_free(clf);
  estimators_scaler_free(scaler);
  unstore(&s);
}

// --- Errors

static int32_t fit(estimators_classifier *clf, const estimators_rows *rows, int32_t type, const void *labels,
                   int64_t count, const double *weights) {
  return estimators_classifier_fit(clf, rows, type, labels, count, weights, NULL, NULL);
}

static void errors(const answers *a) {
  estimators_rows *rows = NULL;
  estimators_classifier *clf = NULL;
  double x[4] = {0, 1, 2, 3};
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_FLOAT64, NULL, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_FLOAT64, x, -1, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_FLOAT64, x, 2, INT64_MAX, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_UINT8, x, INT32_MAX, INT64_MAX / 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_FLOAT64, (char *)x + 1, 1, 1, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_INT32, x, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_dense(ESTIMATORS_FLOAT64, x, 2, 2, NULL));
  int32_t starts[3] = {0, 2, 1}, indices[2] = {0, 1};
  FAILS(ESTIMATORS_INVALID_DATA, estimators_rows_csr(ESTIMATORS_INT32, starts, indices, x, 2, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_csr(ESTIMATORS_UINT8, starts, indices, x, 2, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_csr(ESTIMATORS_INT32, NULL, indices, x, 2, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_rows_csr(ESTIMATORS_INT32, starts, indices, x, -2, 2, 2, &rows));
  float floats[2] = {1, 2};
  FAILS(ESTIMATORS_INVALID_DATA, estimators_rows_csr_floats(ESTIMATORS_INT32, starts, indices, floats, 2, 2, 2, &rows));
  FAILS(ESTIMATORS_INVALID_ARGUMENT,
        estimators_rows_csr_floats(ESTIMATORS_INT32, starts, indices, NULL, 2, 2, 2, &rows));
  EXPECT(rows == NULL);

  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("{\"c\": 1}", &clf));
  EXPECT(strstr(estimators_last_error(), "\"c\"") != NULL);
  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("{\"C\": -1}", &clf));
  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("{\"solver\": \"best\"}", &clf));
  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("{\"max_iter\": 1.5}", &clf));
  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("[1]", &clf));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_classifier_create("\xff", &clf));
  EXPECT(clf == NULL);

  OK(estimators_classifier_create("{}", &clf));
  OK(estimators_rows_dense(ESTIMATORS_FLOAT64, x, 2, 2, &rows));
  int64_t labels[2] = {0, 1}, same[2] = {1, 1};
  double one[2];
  FAILS(ESTIMATORS_NOT_FITTED, estimators_classifier_intercepts(clf, one, 1));
  FAILS(ESTIMATORS_INVALID_DATA, fit(clf, rows, ESTIMATORS_INT64, labels, 1, NULL));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, fit(clf, rows, ESTIMATORS_INT64, NULL, 2, NULL));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, fit(clf, NULL, ESTIMATORS_INT64, labels, 2, NULL));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, fit(NULL, rows, ESTIMATORS_INT64, labels, 2, NULL));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, fit(clf, rows, 77, labels, 2, NULL));
  FAILS(ESTIMATORS_INVALID_DATA, fit(clf, rows, ESTIMATORS_INT64, same, 2, NULL));
  double negative[2] = {1, -1};
  FAILS(ESTIMATORS_INVALID_DATA, fit(clf, rows, ESTIMATORS_INT64, labels, 2, negative));
  x[2] = NAN;
  FAILS(ESTIMATORS_INVALID_DATA, fit(clf, rows, ESTIMATORS_INT64, labels, 2, NULL));
  x[2] = 2;
  OK(fit(clf, rows, ESTIMATORS_INT64, labels, 2, NULL));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_classifier_intercepts(clf, one, 2));
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_classifier_intercepts(clf, NULL, 1));
  estimators_summary summary;
  FAILS(ESTIMATORS_INVALID_ARGUMENT, estimators_classifier_summary(clf, &summary, 1));
  const char *names[2] = {"a", "b"};
  FAILS(ESTIMATORS_INVALID_DATA, estimators_rows_set_names(rows, names, 1));
  OK(estimators_rows_set_names(rows, names, 2));
  int64_t n = 0, p = 0;
  OK(estimators_rows_shape(rows, &n, &p));
  EXPECT(n == 2 && p == 2);
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  int64_t *into = malloc((size_t)a->rows * sizeof(int64_t));
  FAILS(ESTIMATORS_INVALID_DATA, estimators_classifier_predict(clf, s.rows, into, a->rows));
  free(into);
  unstore(&s);
  estimators_rows_free(rows);
  estimators_classifier_free(clf);
  estimators_rows_free(NULL), estimators_classifier_free(NULL), estimators_scaler_free(NULL);
  estimators_text_free(NULL);
}

// --- Progress

typedef struct {
  int64_t calls, last;
  int32_t answer, answer_at;
} watcher;

static int32_t watch(void *user, const estimators_iteration *iteration) {
  watcher *w = user;
  w->calls++;
  w->last = iteration->number;
  return iteration->number >= w->answer_at && isfinite(iteration->objective) ? w->answer : ESTIMATORS_PROCEED;
}

static void progress(const answers *a) {
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  estimators_classifier *clf = NULL;
  estimators_summary summary;
  OK(estimators_classifier_create("{\"warm_start\": true, \"tol\": 1e-6}", &clf));
  watcher cancelling = {.answer = ESTIMATORS_CANCEL, .answer_at = 2};
  FAILS(ESTIMATORS_CANCELLED,
        estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, watch, &cancelling));
  EXPECT(cancelling.calls == 2 && cancelling.last == 2);
  FAILS(ESTIMATORS_NOT_FITTED, estimators_classifier_summary(clf, &summary, sizeof summary));
  watcher confused = {.answer = 42, .answer_at = 1};
  FAILS(ESTIMATORS_INVALID_ARGUMENT,
        estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, watch, &confused));
  watcher stopping = {.answer = ESTIMATORS_STOP, .answer_at = 3};
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, watch, &stopping));
  OK(estimators_classifier_summary(clf, &summary, sizeof summary));
  EXPECT(stopping.calls == 3 && summary.converged == 0);
  double before = summary.objective;
  watcher looking = {.answer = ESTIMATORS_PROCEED, .answer_at = 1};
  OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, watch, &looking));
  OK(estimators_classifier_summary(clf, &summary, sizeof summary));
  EXPECT(looking.calls > 3 && summary.converged == 1 && summary.objective < before);
  estimators_classifier_free(clf);
  unstore(&s);
}

// --- Threads

static void *fit_in_thread(void *argument) {
  const answers *a = argument;
  for (int round = 0; round < 3; round++) fit_and_compare(store_dense(a, ESTIMATORS_FLOAT64), a, same);
  estimators_classifier *clf = NULL;
  FAILS(ESTIMATORS_INVALID_SETTING, estimators_classifier_create("{\"tol\": 0}", &clf));
  EXPECT(strstr(estimators_last_error(), "tolerance") != NULL);
  return NULL;
}

static void threads(answers *a) {
  pthread_t one, two;
  pthread_create(&one, NULL, fit_in_thread, a);
  pthread_create(&two, NULL, fit_in_thread, a);
  pthread_join(one, NULL);
  pthread_join(two, NULL);
}

// --- Forks

static void fit_by_every_way(const answers *a) {
  static const char *ways[] = {"lbfgs", "newton-cholesky", "newton-cg", "coordinate-descent"};
  stored s = store_dense(a, ESTIMATORS_FLOAT64);
  double *found = malloc((size_t)(a->scores * a->columns) * sizeof(double));
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    char json[200];
    snprintf(json, sizeof json, "{\"C\": 0.5, \"tol\": 1e-3, \"max_iter\": 50, \"solver\": \"%s\"}", ways[i]);
    estimators_classifier *clf = NULL;
    OK(estimators_classifier_create(json, &clf));
    OK(estimators_classifier_fit(clf, s.rows, ESTIMATORS_INT64, a->y, a->rows, NULL, NULL, NULL));
    OK(estimators_classifier_coefficients(clf, found, a->scores * a->columns));
    EXPECT(largest_difference(found, a->coefficients, a->scores * a->columns) <= 0.5);
    estimators_classifier_free(clf);
  }
  free(found);
  unstore(&s);
}

// None of the parent's threads is in a child. Its fits must end all the same, and right, and its child's too.
static void forks(const answers *a) {
  threads((answers *)a);
  fit_by_every_way(a);
  for (int generation = 0; generation < 2; generation++) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
      alarm(120);
      failures = 0;
      fit_by_every_way(a);
      threads((answers *)a);
      if (generation == 0) continue;
      _exit(failures != 0);
    }
    int status = -1;
    EXPECT(child > 0 && waitpid(child, &status, 0) == child);
    EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    if (generation == 1) _exit(failures != 0);
    break;
  }
}

// Resident kilobytes.
static long resident(void) {
  long pages = 0, kept = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%ld %ld", &pages, &kept) != 2) return 0;
  fclose(file);
  return kept * 4;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  int loose = count > 2;
  if (loose) same = 0.05;
  EXPECT(estimators_version() == 1 && strcmp(estimators_last_error(), "") == 0);
  answers iris = read_answers(arguments[1], "iris"), digits = read_answers(arguments[1], "digits");
  if (count > 2 && strcmp(arguments[2], "fork") == 0) {
    same = 0.05;
    forks(&digits);
    printf("%s after forks\n", failures ? "failed" : "everything passed");
    return failures != 0;
  }
  every_storage(&iris, 0);
  every_storage(&digits, 1);
  strings_and_weights(&iris);
  scalers(&iris);
  files(&iris, arguments[1]);
  scaler_files(&iris, arguments[1]);
  errors(&iris);
  progress(&iris);
  threads(&iris);
  long before = resident();
  for (int round = 0; round < (loose ? 2 : 30); round++) {
    files(&iris, arguments[1]);
    scaler_files(&iris, arguments[1]);
    errors(&iris);
    scalers(&iris);
  }
  long grown = resident() - before;
  EXPECT(loose || grown < 8192);
  free_answers(&iris), free_answers(&digits);
  printf("%s, %ld kB more after all rounds\n", failures ? "failed" : "everything passed", grown);
  return failures != 0;
}
