// Householder's QR factorisation of a row-major matrix.
#include "orthogonal.h"

#include "CLinearAlgebra.h"
#include "vectors.h"

// A ← (I − τ·v·vᵀ)·A for some columns of A, v = (1, v₁, …) with its numbers `v_step` apart. work: columns numbers.
static void reflect_rows(size_t rows, size_t columns, double tau, const double *v, size_t v_step, double *a,
                         size_t stride, double *work) {
  if (tau == 0) return;
  for (size_t j = 0; j < columns; j++) work[j] = a[j];
  for (size_t i = 1; i < rows; i++) add(columns, v[i * v_step], a + i * stride, work);
  add(columns, -tau, work, a);
  for (size_t i = 1; i < rows; i++) add(columns, -tau * v[i * v_step], work, a + i * stride);
}

void est_qr(size_t rows, size_t columns, double *a, double *taus, double *work) {
  for (size_t j = 0; j < columns; j++) {
    double *corner = a + j * columns + j;
    taus[j] = reflect(rows - j, corner, columns);
    reflect_rows(rows - j, columns - j - 1, taus[j], corner, columns, corner + 1, columns, work);
  }
}

void est_orthonormalize(size_t rows, size_t columns, double *a, double *work) {
  double *taus = work;
  est_qr(rows, columns, a, taus, work + columns);
  // Q from its last reflection to its first, each of which then needs its place no more.
  for (size_t j = columns; j-- > 0;) {
    double *corner = a + j * columns + j;
    reflect_rows(rows - j, columns - j - 1, taus[j], corner, columns, corner + 1, columns, work + columns);
    for (size_t i = 1; i < rows - j; i++) corner[i * columns] *= -taus[j];
    corner[0] = 1 - taus[j];
    for (size_t i = 0; i < j; i++) a[i * columns + j] = 0;
  }
}
