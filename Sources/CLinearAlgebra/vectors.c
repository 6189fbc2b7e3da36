#include "vectors.h"

#include "CLinearAlgebra.h"

double est_dot_f64(size_t count, const double *x, const double *y) { return dot(count, x, y); }

void est_add_f64(size_t count, double alpha, const double *x, double *y) {
  if (alpha != 0) add(count, alpha, x, y);
}

void est_add_f32(size_t count, float alpha, const float *x, float *y) {
  if (alpha == 0) return;
  for (size_t i = 0; i < count; i++) y[i] += alpha * x[i];
}

void est_scale_f64(size_t count, double alpha, double *x) { scale(count, alpha, x); }
