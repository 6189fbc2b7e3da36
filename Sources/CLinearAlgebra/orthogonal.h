#ifndef EST_ORTHOGONAL_H
#define EST_ORTHOGONAL_H

#include <stddef.h>

// A, rows × columns with rows ≥ columns, becomes R on and above the diagonal, and below it the reflections whose
// product is Q: column j holds v₁, v₂, … of number j, taus[j] its factor. work: columns numbers.
void est_qr(size_t rows, size_t columns, double *a, double *taus, double *work);

#endif
