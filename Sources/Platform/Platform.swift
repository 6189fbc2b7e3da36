// The C library of the system, whichever that is: the one place that chooses. Modules of the package `internal import`
// it, so that no client gets names of C through them.
#if canImport(Darwin)
  @_exported import Darwin
#elseif canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Android)
  @_exported import Android
#elseif canImport(WASILibc)
  @_exported import WASILibc
#elseif canImport(ucrt)
  @_exported import ucrt
#endif
