#if !BuiltInLinearAlgebra && !canImport(Accelerate) && canImport(COpenBLAS)
  import COpenBLAS

  /// LAPACK by LAPACKE. It is column-major, so it sees the transpose: our lower triangle is its upper one, "U". Its
  /// row-major paths would copy and transpose the matrix.
  extension SystemRoutines {
    package static func choleskyFactor(_ n: Int, _ a: UnsafeMutablePointer<Double>) -> Int {
      Int(LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 0x55, BLASInt(n), a, BLASInt(n)))
    }

    package static func choleskySolve(
      _ n: Int, _ factor: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>
    ) { _ = LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 0x55, BLASInt(n), 1, factor, BLASInt(n), b, BLASInt(n)) }

    package static func symmetricEigen(
      _ n: Int, _ a: UnsafeMutablePointer<Float>, _ values: inout [Float]
    ) -> Bool { LAPACKE_ssyevd(LAPACK_COL_MAJOR, 0x56, 0x55, BLASInt(n), a, BLASInt(n), &values) == 0 }

    package static func symmetricEigen(
      _ n: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double]
    ) -> Bool { LAPACKE_dsyevd(LAPACK_COL_MAJOR, 0x56, 0x55, BLASInt(n), a, BLASInt(n), &values) == 0 }

    /// The transpose's left vectors are the right ones here.
    package static func rightSingular(
      rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double],
      _ vectors: UnsafeMutablePointer<Double>
    ) -> Bool {
      var unused = 0.0
      var rest = [Double](repeating: 0, count: min(rows, columns))
      return LAPACKE_dgesvd(
        LAPACK_COL_MAJOR, 0x53, 0x4e, BLASInt(columns), BLASInt(rows), a, BLASInt(columns), &values, vectors,
        BLASInt(columns), &unused, 1, &rest) == 0
    }

    /// The transpose's LQ factorisation.
    package static func orthonormalizeColumns(rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>) {
      let (n, l) = (BLASInt(rows), BLASInt(columns))
      var factors = [Double](repeating: 0, count: columns)
      _ = LAPACKE_dgelqf(LAPACK_COL_MAJOR, l, n, a, l, &factors)
      _ = LAPACKE_dorglq(LAPACK_COL_MAJOR, l, n, l, a, l, &factors)
    }
  }

  extension SystemRoutines {
    /// How many callers are inside ``singleThreaded(_:)``, and the host's own setting to go back to.
    private struct ThreadSetting {
      var users = 0
      var hosts: Int32 = 1
    }

    private static let setting = Locked(ThreadSetting())

    package static func singleThreaded<Result>(_ body: () throws -> Result) rethrows -> Result {
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
    }

    package static var name: String { "OpenBLAS " + String(cString: openblas_get_config()) }
  }
#endif
