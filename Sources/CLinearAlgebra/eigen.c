// Eigenvalues of a symmetric matrix: Householder's reflections make it tridiagonal, implicit QR steps with Wilkinson's
// shift diagonal. (Golub & Van Loan, Matrix Computations, 4th ed., 8.3.)
#include "CLinearAlgebra.h"
#include "vectors.h"

#include <float.h>

#define MOST_STEPS 60

// A = Q·T·Qᵀ for a full symmetric A. T: `diagonal` and `beside` (n − 1 numbers). Row k of A keeps reflection k behind
// its diagonal, taus[k] its factor. work: n numbers.
static void tridiagonalize(size_t n, double *a, double *diagonal, double *beside, double *taus, double *work) {
  for (size_t k = 0; k + 1 < n; k++) {
    const size_t rest = n - k - 1;
    double *v = a + k * n + k + 1;
    diagonal[k] = a[k * n + k];
    const double tau = taus[k] = reflect(rest, v, 1);
    beside[k] = v[0];
    v[0] = 1;
    if (tau == 0) continue;
    // A ← H·A·H = A − v·wᵀ − w·vᵀ, w = τ·A·v − (τ/2 · vᵀ·τ·A·v)·v.
    double *below = a + (k + 1) * n + k + 1;
    for (size_t i = 0; i < rest; i++) work[i] = tau * dot(rest, below + i * n, v);
    add(rest, -tau / 2 * dot(rest, work, v), v, work);
    for (size_t i = 0; i < rest; i++) {
      const double vi = v[i], wi = work[i];
      for (size_t j = 0; j < rest; j++) below[i * n + j] -= vi * work[j] + wi * v[j];
    }
  }
  diagonal[n - 1] = a[n * n - 1];
}

// Replaces the reflections by Qᵀ, from the last to the first. work: n numbers.
static void collect(size_t n, double *a, const double *taus, double *work) {
  a[n * n - 1] = 1;
  for (size_t k = n - 1; k-- > 0;) {
    const size_t rest = n - k - 1;
    double *v = a + k * n + k + 1, *below = a + (k + 1) * n + k + 1;
    for (size_t i = 0; i < rest; i++) {
      work[i] = v[i];
      v[i] = 0;
    }
    a[k * n + k] = 1;
    for (size_t i = 0; i < rest; i++) {
      a[(k + 1 + i) * n + k] = 0;
      if (taus[k] != 0) add(rest, -taus[k] * dot(rest, below + i * n, work), work, below + i * n);
    }
  }
}

// x ← c·x + s·y, y ← c·y − s·x.
static void rotate(size_t n, double c, double s, double *restrict x, double *restrict y) {
  for (size_t j = 0; j < n; j++) {
    const double old = x[j];
    x[j] = c * old + s * y[j];
    y[j] = c * y[j] - s * old;
  }
}

// The eigenvalue of the last 2 × 2 block up to row `to` that is nearer to its last number.
static double wilkinson_shift(size_t to, const double *d, const double *e) {
  const double beside = e[to - 1], half = (d[to - 1] - d[to]) / 2;
  return d[to] - beside * (beside / (half + copysign(hypot(half, beside), half)));
}

// One QR step on the rows `from` … `to` of the tridiagonal matrix, with the rows of `vectors` along. The first rotation
// is that of a QR factorisation of the shifted matrix; what it puts beside the tridiagonal is chased down and out.
static void step(size_t n, size_t from, size_t to, double *d, double *e, double *vectors) {
  double x = d[from] - wilkinson_shift(to, d, e), z = e[from];
  for (size_t k = from; k < to; k++) {
    const double r = hypot(x, z), c = r > 0 ? x / r : 1, s = r > 0 ? z / r : 0;
    if (k > from) e[k - 1] = r;
    const double t = s * (d[k + 1] - d[k]) + 2 * c * e[k];
    d[k] += s * t;
    d[k + 1] -= s * t;
    e[k] = c * t - e[k];
    x = e[k];
    if (k + 1 < to) {
      z = s * e[k + 1];
      e[k + 1] *= c;
    }
    rotate(n, c, s, vectors + k * n, vectors + (k + 1) * n);
  }
}

static int is_nothing(size_t k, const double *d, const double *e, double floor) {
  return fabs(e[k]) <= DBL_EPSILON * (fabs(d[k]) + fabs(d[k + 1])) || fabs(e[k]) <= floor;
}

// The eigenvalues in `d`, unordered, from the last to the first. Returns 1 when it does not end.
static int diagonalize(size_t n, double *d, double *e, double *vectors) {
  int steps = 0;
  for (size_t to = n - 1; to > 0;) {
    // Beside tiny eigenvalues, rounding errors of large ones may never be small: then the largest, about 1, counts.
    const double floor = steps < MOST_STEPS / 2 ? DBL_MIN : DBL_EPSILON;
    size_t from = to;
    while (from > 0 && !is_nothing(from - 1, d, e, floor)) from--;
    if (from == to) {
      to--;
      steps = 0;
    } else if (steps++ < MOST_STEPS) {
      step(n, from, to, d, e, vectors);
    } else {
      return 1;
    }
  }
  return 0;
}

static void sort_ascending(size_t n, double *values, double *vectors) {
  for (size_t i = 0; i + 1 < n; i++) {
    size_t least = i;
    for (size_t j = i + 1; j < n; j++) least = values[j] < values[least] ? j : least;
    if (least == i) continue;
    swap(1, values + i, values + least);
    swap(n, vectors + i * n, vectors + least * n);
  }
}

int est_symmetric_eigen(size_t n, double *a, double *values, double *work) {
  if (n == 0) return 0;
  for (size_t i = 0; i < n; i++) {
    if (!all_finite(i + 1, a + i * n)) return 1;
    for (size_t j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
  }
  const int exponent = bring_to_one(n * n, a, 1);
  double *beside = work, *taus = work + n, *scratch = work + 2 * n;
  tridiagonalize(n, a, values, beside, taus, scratch);
  collect(n, a, taus, scratch);
  if (diagonalize(n, values, beside, a)) return 1;
  sort_ascending(n, values, a);
  for (size_t i = 0; i < n; i++) values[i] = ldexp(values[i], exponent);
  return 0;
}
