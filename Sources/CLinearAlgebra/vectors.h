// Loops over numbers that lie side by side. Included by the sources of this target.
#ifndef EST_VECTORS_H
#define EST_VECTORS_H

#include <math.h>
#include <stddef.h>

// Eight sums, which do not wait for each other, in an order that no compiler may change.
static inline double dot(size_t count, const double *x, const double *y) {
  double sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    for (size_t l = 0; l < 8; l++) sums[l] += x[i + l] * y[i + l];
  for (size_t l = 0; i + l < count; l++) sums[l] += x[i + l] * y[i + l];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static inline void add(size_t count, double alpha, const double *x, double *y) {
  for (size_t i = 0; i < count; i++) y[i] += alpha * x[i];
}

static inline void scale(size_t count, double alpha, double *x) {
  for (size_t i = 0; i < count; i++) x[i] *= alpha;
}

static inline void swap(size_t count, double *x, double *y) {
  for (size_t i = 0; i < count; i++) {
    const double other = x[i];
    x[i] = y[i];
    y[i] = other;
  }
}

// The power of two that brings numbers, of which `largest` is the greatest magnitude, to at most 1: squares of what
// counts are then neither infinite nor 0, and scaling there and back rounds nothing that counts.
static inline int exponent_of(double largest) {
  int exponent = 0;
  if (largest > 0) frexp(largest, &exponent);
  return exponent;
}

// The same for numbers `step` apart, which are brought there.
static inline int bring_to_one(size_t count, double *x, size_t step) {
  double largest = 0;
  for (size_t i = 0; i < count; i++) largest = fabs(x[i * step]) > largest ? fabs(x[i * step]) : largest;
  const int exponent = exponent_of(largest);
  for (size_t i = 0; i < count; i++) x[i * step] = ldexp(x[i * step], -exponent);
  return exponent;
}

// Householder's reflection I − τ·v·vᵀ with v₀ = 1 that takes x to (β, 0, …, 0), as LAPACK chooses its sign; `step`
// between the numbers. x becomes (β, v₁, v₂, …). Returns τ, 0 where nothing has to be done.
static inline double reflect(size_t count, double *x, size_t step) {
  const int exponent = bring_to_one(count, x, step);
  const double first = x[0];
  double rest = 0, tau = 0;
  for (size_t i = 1; i < count; i++) rest += x[i * step] * x[i * step];
  if (rest > 0) {
    const double beta = -copysign(sqrt(first * first + rest), first);
    for (size_t i = 1; i < count; i++) x[i * step] /= first - beta;
    x[0] = beta;
    tau = (beta - first) / beta;
  }
  x[0] = ldexp(x[0], exponent);
  return tau;
}

static inline int all_finite(size_t count, const double *x) {
  for (size_t i = 0; i < count; i++)
    if (!isfinite(x[i])) return 0;
  return 1;
}

#endif
