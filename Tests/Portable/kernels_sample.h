// The kernels of one precision. Included by sample.c, with REAL, N(name) and TEXT(name).

static void N(show)(const char *name, size_t count, const REAL *values) {
  for (size_t i = 0; i < count; i++) show_one(name, (double)values[i]);
}

static void N(sample_kernels)(void) {
  // The last variant is the one that every machine has.
  const N(est_kernels) *kernels = N(est_variant)(est_variant_count() - 1);
  static ALIGNED REAL panel[ROWS * WIDTH], weights[COLUMNS * WIDTH], by_feature[FEATURES * STRIDE];
  static ALIGNED REAL scores[ROWS * STRIDE + EST_WIDTH_MULTIPLE], other[ROWS * STRIDE + EST_WIDTH_MULTIPLE];
  static ALIGNED REAL padded[ROWS * STRIDE + EST_WIDTH_MULTIPLE], sums_by_feature[FEATURES * STRIDE], bias[STRIDE];
  static double gradient[COLUMNS * WIDTH], sums[COLUMNS], curvature[COLUMNS * COLUMNS + EST_WIDTH_MULTIPLE];
  static double losses[COLUMNS], slopes[COLUMNS];
  double loss = 0, slope = 0;
  for (size_t i = 0; i < ROWS; i++) {
    kernels->widen_u8(FEATURES, bytes + i * FEATURES, panel + i * WIDTH);
    for (size_t j = 0; j < FEATURES; j++) panel[i * WIDTH + j] /= 256;
  }
  for (size_t k = 0; k < COLUMNS; k++)
    for (size_t j = 0; j < FEATURES; j++) weights[k * WIDTH + j] = (REAL)next() / 4;
  for (size_t j = 0; j < FEATURES; j++)
    for (size_t k = 0; k < COLUMNS; k++) by_feature[j * STRIDE + k] = weights[k * WIDTH + j] / 256;
  for (size_t k = 0; k < COLUMNS; k++) bias[k] = (REAL)next();

  int32_t positive[COLUMNS] = {0, 1, 2, 3, 4};
  double up[COLUMNS] = {1, 2, 1, 2, 1}, down[COLUMNS] = {1, 1, 3, 1, 1};
  const est_targets targets = {classes, row_weights, positive, up, down};
  const est_rows rows = {sizeof(REAL) == 4 ? EST_F32 : EST_F64, panel, panel + ROWS * WIDTH, WIDTH, NULL, FEATURES};
  kernels->forward(ROWS, &rows, COLUMNS, WIDTH, weights, bias, scores, 0);
  N(show)(TEXT("score"), ROWS * COLUMNS, scores);
  static ALIGNED REAL turned[(ROWS + EST_WIDTH_MULTIPLE) * COLUMNS];
  kernels->forward(ROWS, &rows, COLUMNS, WIDTH, weights, bias, turned, 1);
  for (size_t i = 0; i < ROWS; i++)
    for (size_t k = 0; k < COLUMNS; k++) {
      size_t place = (i / kernels->lanes * COLUMNS + k) * kernels->lanes + i % kernels->lanes;
      if (turned[place] != scores[i * COLUMNS + k]) show_one(TEXT("turned score"), (double)turned[place]);
    }
  kernels->forward_columns(ROWS, panel, WIDTH, FEATURES, COLUMNS, STRIDE, by_feature, bias, other);
  N(show)(TEXT("score by columns"), ROWS * COLUMNS, other);
  static double moments[2 * WIDTH];
  const est_moments to = {NULL, NULL, row_weights, moments, moments + WIDTH};
  kernels->moments(ROWS, &rows, &to);
  show(TEXT("moment"), 2 * WIDTH, moments);
  static double class_sums[COLUMNS * WIDTH];
  kernels->class_sums(ROWS, &rows, classes, row_weights, WIDTH, class_sums);
  show(TEXT("class sum"), COLUMNS * WIDTH, class_sums);
  kernels->row_scores(FEATURES, panel, COLUMNS, by_feature, bias, other);
  N(show)(TEXT("row score"), COLUMNS, other);
  memcpy(other, scores, sizeof other);
  kernels->softmax_line(ROWS, COLUMNS, COLUMNS, scores, other, (REAL)0.1, &targets, padded, &loss, &slope);
  show_one(TEXT("line loss"), loss), show_one(TEXT("line slope"), slope);
  const REAL t[COLUMNS] = {(REAL)0.1, (REAL)0.2, (REAL)0.3, (REAL)0.4, (REAL)0.5};
  kernels->logistic_line(ROWS, COLUMNS, scores, other, t, &targets, losses, slopes);
  show(TEXT("line loss"), COLUMNS, losses), show(TEXT("line slope"), COLUMNS, slopes);
  memset(losses, 0, sizeof losses);
  kernels->logistic(ROWS, COLUMNS, other, &targets, sums, losses, slopes);
  N(show)(TEXT("logistic residual"), ROWS * COLUMNS, other);
  show(TEXT("logistic loss"), COLUMNS, losses), show(TEXT("logistic curvature"), COLUMNS, slopes);
  kernels->softmax(ROWS, COLUMNS, COLUMNS, scores, &targets, sums, &loss, curvature);
  N(show)(TEXT("softmax residual"), ROWS * COLUMNS, scores);
  show(TEXT("residual sum"), COLUMNS, sums), show_one(TEXT("loss"), loss);
  show(TEXT("curvature"), COLUMNS * COLUMNS, curvature);
  kernels->backward(ROWS, &rows, COLUMNS, scores, 0, WIDTH, gradient);
  show(TEXT("gradient"), COLUMNS * WIDTH, gradient);
  static ALIGNED REAL squares[COLUMNS * WIDTH * WIDTH], scratch[ROWS * EST_SQUARE_COLUMNS];
  const size_t group = 64 / sizeof(REAL), count = COLUMNS * WIDTH * (WIDTH + group) / 2;
  kernels->squares(ROWS, WIDTH / group, WIDTH, panel, COLUMNS, scores, scratch, squares);
  N(show)(TEXT("square"), count, squares);

  for (int form = EST_BYTES; form <= EST_SPARSE; form++) {
    const est_compressed_rows x = pack((est_compressed_form)form);
    memset(sums_by_feature, 0, sizeof sums_by_feature);
    kernels->compressed_forward(ROWS, &x, STRIDE, by_feature, bias, COLUMNS, other);
    N(show)(TEXT("compressed score"), ROWS * COLUMNS, other);
    kernels->compressed_backward(ROWS, &x, STRIDE, scores, COLUMNS, sums_by_feature);
    for (size_t j = 0; j < FEATURES; j++) N(show)(TEXT("compressed gradient"), COLUMNS, sums_by_feature + j * STRIDE);
  }
  const est_compressed_rows x = pack(EST_BYTES);
  est_fill_block_columns(ROWS, &x, FEATURES, column_starts, column_numbers);
  const est_block_columns columns = {column_starts, column_numbers};
  memset(sums_by_feature, 0, sizeof sums_by_feature);
  kernels->columns_backward(ROWS, FEATURES, &columns, STRIDE, scores, COLUMNS, padded, sums_by_feature);
  for (size_t j = 0; j < FEATURES; j++) N(show)(TEXT("column gradient"), COLUMNS, sums_by_feature + j * STRIDE);

  double z[ROWS * COLUMNS], v[ROWS * COLUMNS];
  for (size_t i = 0; i < ROWS * COLUMNS; i++) z[i] = next(), v[i] = next();
  kernels->advance(ROWS, COLUMNS, z, v, up, other);
  N(show)(TEXT("advanced"), ROWS * COLUMNS, other);
  for (size_t i = 0; i < ROWS * COLUMNS; i++) other[i] = (REAL)(20 * z[i]);
  kernels->exponential(ROWS * COLUMNS, other);
  N(show)(TEXT("exponential"), ROWS * COLUMNS, other);
  kernels->logarithm_1p(ROWS * COLUMNS, other);
  N(show)(TEXT("logarithm"), ROWS * COLUMNS, other);
}
