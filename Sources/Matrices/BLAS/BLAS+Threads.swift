#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

extension BLAS {
  /// How many callers are inside ``singleThreaded(_:)``, and the host's own setting to go back to.
  private struct ThreadSetting {
    var users = 0
    var hosts: Int32 = 1
  }

  private static let setting = Locked(ThreadSetting())

  /// Runs the closure with BLAS on one thread, and gives the host its own setting back when the last caller leaves.
  ///
  /// OpenBLAS's own threads would fight with ours over the cores, and the bits of a long dot product would depend on how
  /// many there are.
  package static func singleThreaded<Result>(_ body: () throws -> Result) rethrows -> Result {
    #if canImport(Accelerate)
      return try body()  // Accelerate manages its threads itself and has no setting for them
    #else
      setting.withLock { setting in
        if setting.users == 0 {
          setting.hosts = openblas_get_num_threads()
          openblas_set_num_threads(1)
        }
        setting.users += 1
      }
      defer {
        setting.withLock { setting in
          setting.users -= 1
          if setting.users == 0 { openblas_set_num_threads(setting.hosts) }
        }
      }
      return try body()
    #endif
  }

  /// What answers behind the door, in words: for reports and for the check that it is not a slow reference library.
  package static var name: String {
    #if canImport(Accelerate)
      return "Accelerate"
    #else
      return "OpenBLAS " + String(cString: openblas_get_config())
    #endif
  }
}
