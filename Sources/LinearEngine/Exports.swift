// Guarded by `ErrorCodeTests`.
@_exported import Matrices
