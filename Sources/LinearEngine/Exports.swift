@_exported import Matrices
