#include <estimators.h>
#include <stdio.h>

static void check(int32_t code) {
  if (code != ESTIMATORS_OK) fprintf(stderr, "%d: %s\n", code, estimators_last_error());
}

static int32_t show(void *user, const estimators_iteration *iteration) {
  (void)user;
  printf("iteration %d: objective %.4f\n", (int)iteration->number, iteration->objective);
  return iteration->number < 100 ? ESTIMATORS_PROCEED : ESTIMATORS_STOP;
}

int main(void) {
  const double x[] = {5.1, 1.4, 4.9, 1.5, 6.4, 4.5, 6.9, 4.9, 6.3, 6.0, 7.1, 5.9};
  const int64_t y[] = {0, 0, 1, 1, 2, 2};

  estimators_rows *rows = NULL, *scaled = NULL;
  estimators_scaler *scaler = NULL;
  estimators_classifier *clf = NULL;
  check(estimators_rows_dense(ESTIMATORS_FLOAT64, x, 6, 2, &rows));
  check(estimators_scaler_create("{\"scaler\": \"StandardScaler\"}", &scaler));
  check(estimators_scaler_fit(scaler, rows, NULL, 0));
  check(estimators_scaler_transform(scaler, rows, &scaled));
  check(estimators_classifier_create("{\"C\": 10, \"solver\": \"newton-cholesky\"}", &clf));
  check(estimators_classifier_fit(clf, scaled, ESTIMATORS_INT64, y, 6, NULL, show, NULL));

  double p[18];
  check(estimators_classifier_probabilities(clf, scaled, p, 18));
  printf("the first flower: %.3f %.3f %.3f\n", p[0], p[1], p[2]);
  check(estimators_classifier_save(clf, "iris.model"));

  estimators_classifier_free(clf);
  estimators_scaler_free(scaler);
  estimators_rows_free(scaled);
  estimators_rows_free(rows);
}
