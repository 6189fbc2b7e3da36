// The one place where CBLAS and LAPACKE enter. Only Sources/Matrices/BLAS uses it.
#include <cblas.h>
#include <lapacke.h>
