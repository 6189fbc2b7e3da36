// Singular values by one-sided Jacobi rotations of rows, behind a QR factorisation where there are more rows than
// columns. (Golub & Van Loan, Matrix Computations, 4th ed., 8.6.3.) Rows that are orthogonal are singular values times
// right singular vectors, so no rotation has to be kept.
#include "CLinearAlgebra.h"
#include "orthogonal.h"
#include "vectors.h"

#include <float.h>

#define MOST_SWEEPS 60
// Rows below this, of numbers of at most 1, have squares that are 0 or imprecise: they count as 0.
#define NOTHING 1e-140

static double length(size_t count, const double *x) { return sqrt(dot(count, x, x)); }

// Turns two rows until they are orthogonal, unless their cosine is rounding. Returns whether they were turned.
static int turn(size_t count, double *restrict x, double *restrict y, double *x_square, double *y_square) {
  const double product = dot(count, x, y);
  if (fabs(product) <= 4 * DBL_EPSILON * sqrt(*x_square) * sqrt(*y_square)) return 0;
  const double ratio = (*y_square - *x_square) / (2 * product);
  const double t = copysign(1, ratio) / (fabs(ratio) + hypot(1, ratio)), c = 1 / hypot(1, t), s = c * t;
  for (size_t j = 0; j < count; j++) {
    const double old = x[j];
    x[j] = c * old - s * y[j];
    y[j] = s * old + c * y[j];
  }
  *x_square = dot(count, x, x);
  *y_square = dot(count, y, y);
  return 1;
}

// The longest of the rows from i on to place i: long rows first makes for few sweeps.
static void bring_longest(size_t i, size_t rows, size_t columns, double *a, double *squares) {
  size_t longest = i;
  for (size_t j = i + 1; j < rows; j++) longest = squares[j] > squares[longest] ? j : longest;
  if (longest == i) return;
  swap(columns, a + i * columns, a + longest * columns);
  swap(1, squares + i, squares + longest);
}

// Makes rows orthogonal, the longest first. squares: rows numbers. Returns 1 when it does not end.
static int orthogonalize_rows(size_t rows, size_t columns, double *a, double *squares) {
  for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    size_t turned = 0;
    for (size_t i = 0; i < rows; i++) {
      squares[i] = dot(columns, a + i * columns, a + i * columns);
      if (squares[i] >= NOTHING * NOTHING) continue;
      squares[i] = 0;
      for (size_t j = 0; j < columns; j++) a[i * columns + j] = 0;
    }
    for (size_t i = 0; i < rows; i++) {
      bring_longest(i, rows, columns, a, squares);
      for (size_t j = i + 1; j < rows && squares[i] > 0; j++)
        turned += (size_t)turn(columns, a + i * columns, a + j * columns, squares + i, squares + j);
    }
    if (turned == 0) return 0;
  }
  return 1;
}

// Unit vectors, orthogonal to those before them, for the rows from `first` on. shares: columns numbers.
static void complete_basis(size_t first, size_t rows, size_t columns, double *vectors, double *shares) {
  if (first == rows) return;
  // How much of each axis the rows so far span: the next begins as the axis of which that is the least.
  for (size_t j = 0; j < columns; j++) shares[j] = 0;
  for (size_t i = 0; i < rows; i++) {
    double *row = vectors + i * columns;
    if (i >= first) {
      size_t axis = 0;
      for (size_t j = 1; j < columns; j++) axis = shares[j] < shares[axis] ? j : axis;
      for (size_t j = 0; j < columns; j++) row[j] = j == axis;
      for (int twice = 0; twice < 2; twice++) {
        for (size_t other = 0; other < i; other++)
          add(columns, -dot(columns, vectors + other * columns, row), vectors + other * columns, row);
        scale(columns, 1 / length(columns, row), row);
      }
    }
    for (size_t j = 0; j < columns; j++) shares[j] += row[j] * row[j];
  }
}

int est_right_singular(size_t rows, size_t columns, double *a, double *values, double *vectors, double *work) {
  const size_t k = rows < columns ? rows : columns;
  if (k == 0) return 0;
  if (!all_finite(rows * columns, a)) return 1;
  const int exponent = bring_to_one(rows * columns, a, 1);
  if (rows > columns) est_qr(rows, columns, a, work, work + columns);
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < columns; j++) vectors[i * columns + j] = rows > columns && j < i ? 0 : a[i * columns + j];
  if (orthogonalize_rows(k, columns, vectors, work)) return 1;
  size_t rank = 0;
  for (size_t i = 0; i < k; i++) {
    const double size = sqrt(work[i]);
    values[i] = ldexp(size, exponent);
    if (size == 0) continue;
    scale(columns, 1 / size, vectors + i * columns);
    rank = i + 1;
  }
  complete_basis(rank, k, columns, vectors, work);
  return 0;
}
