@_exported import LinearEngine
@_exported import Matrices
