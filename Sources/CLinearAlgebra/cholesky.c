// Cholesky's factorisation, block column by block column.
#include "CLinearAlgebra.h"
#include "vectors.h"

#define BLOCK 48
#define LEAST(a, b) ((a) < (b) ? (a) : (b))

// Row i of the factor from column `first` to `last`, from rows that are done.
static void row_of_factor(size_t n, double *a, size_t i, size_t first, size_t last) {
  double *row = a + i * n;
  for (size_t j = first; j < last; j++) {
    const double *above = a + j * n;
    row[j] = (row[j] - dot(j - first, row + first, above + first)) / above[j];
  }
}

size_t est_cholesky_factor(size_t n, double *a) {
  double square[BLOCK * BLOCK];
  for (size_t first = 0; first < n; first += BLOCK) {
    const size_t last = LEAST(first + BLOCK, n);
    for (size_t i = first; i < n; i++) {
      double *row = a + i * n;
      row_of_factor(n, a, i, first, LEAST(i, last));
      if (i >= last) continue;
      const double pivot = row[i] - dot(i - first, row + first, row + first);
      if (!(pivot > 0)) return i + 1;
      row[i] = sqrt(pivot);
    }
    // What these columns contribute to the rest: A ← A − L·Lᵀ, below the diagonal and on it.
    for (size_t i = last; i < n; i += BLOCK) {
      const size_t side = LEAST(BLOCK, n - i), depth = last - first;
      const double *rows = a + i * n + first;
      if (i > last)
        est_gemm_f64(0, 1, side, i - last, depth, -1, rows, n, a + last * n + first, n, 1, a + i * n + last, n);
      est_gemm_f64(0, 1, side, side, depth, 1, rows, n, rows, n, 0, square, BLOCK);
      for (size_t r = 0; r < side; r++)
        for (size_t s = 0; s <= r; s++) a[(i + r) * n + i + s] -= square[r * BLOCK + s];
    }
  }
  return 0;
}

void est_cholesky_solve(size_t n, const double *factor, double *b) {
  for (size_t i = 0; i < n; i++) b[i] = (b[i] - dot(i, factor + i * n, b)) / factor[i * n + i];
  for (size_t i = n; i-- > 0;) {
    b[i] /= factor[i * n + i];
    add(i, -b[i], factor + i * n, b);
  }
}
