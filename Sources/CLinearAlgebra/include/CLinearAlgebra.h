// Linear algebra in plain C, for systems without Accelerate or OpenBLAS: what Sources/Matrices/BLAS needs and no more.
//
// Matrices are row-major, a stride is the distance of two rows. Nothing here allocates, keeps a pointer, or starts a
// thread; no function uses more than 40 KB of the stack. Results depend on the arguments alone, and an element of a
// product does not depend on where in the matrix it stands.
#ifndef EST_LINEAR_ALGEBRA_H
#define EST_LINEAR_ALGEBRA_H

#include <stddef.h>

// ---- Vectors --------------------------------------------------------------------------------------------------------
double est_dot_f64(size_t count, const double *x, const double *y);
// y ← y + α·x; with α = 0, x is not read.
void est_add_f64(size_t count, double alpha, const double *x, double *y);
void est_add_f32(size_t count, float alpha, const float *x, float *y);
// x ← α·x.
void est_scale_f64(size_t count, double alpha, double *x);

// ---- Products -------------------------------------------------------------------------------------------------------
// C ← α·op(A)·op(B) + β·C with op(A): m × k, op(B): k × n, C: m × n. With β = 0, C is written without being read; with
// α = 0 or k = 0, A and B are not read.
void est_gemm_f64(int transpose_a, int transpose_b, size_t m, size_t n, size_t k, double alpha, const double *a,
                  size_t a_stride, const double *b, size_t b_stride, double beta, double *c, size_t c_stride);
void est_gemm_f32(int transpose_a, int transpose_b, size_t m, size_t n, size_t k, float alpha, const float *a,
                  size_t a_stride, const float *b, size_t b_stride, float beta, float *c, size_t c_stride);
// C ← C + Aᵀ·A, the lower triangle alone. A: rows × n, C: n × n, both without gaps.
void est_add_gram_f64(size_t rows, size_t n, const double *a, double *c);
void est_add_gram_f32(size_t rows, size_t n, const float *a, float *c);

// ---- Factorisations -------------------------------------------------------------------------------------------------
// The lower triangle of A, n × n, becomes L with A = L·Lᵀ; the rest is not touched. Returns 0, or the number of the
// first row, counted from 1, whose pivot is not above 0.
size_t est_cholesky_factor(size_t n, double *a);
// b becomes the x of L·Lᵀ·x = b.
void est_cholesky_solve(size_t n, const double *factor, double *b);

// The columns of A, rows × columns with rows ≥ columns, become an orthonormal basis of what they span, by Householder's
// reflections. work: 2 · columns numbers.
void est_orthonormalize(size_t rows, size_t columns, double *a, double *work);

// The lower triangle of a symmetric A, n × n, is replaced by eigenvectors, one per row, with `values` ascending.
// work: 3 · n numbers. Returns 0, or 1 where A holds an infinite number or NaN or the iteration does not end.
int est_symmetric_eigen(size_t n, double *a, double *values, double *work);

// The singular values of A, rows × columns, descending, and its right singular vectors, one per row:
// k = min(rows, columns) values, k × columns vectors. A is destroyed. work: 2 · columns numbers. Returns as the one
// above.
int est_right_singular(size_t rows, size_t columns, double *a, double *values, double *vectors, double *work);

#endif
