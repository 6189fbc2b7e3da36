#if !BuiltInLinearAlgebra && canImport(Accelerate)
  import Accelerate

  /// LAPACK by its Fortran interface: ask for the size of the work space, then compute. It is column-major, so it sees
  /// the transpose: our lower triangle is its upper one, "U". Accelerate manages its threads itself and has no setting
  /// for them.
  extension SystemRoutines {
    package static var name: String { "Accelerate" }

    package static func choleskyFactor(_ n: Int, _ a: UnsafeMutablePointer<Double>) -> Int {
      var uplo: CChar = 0x55
      var (order, leading, info) = (BLASInt(n), BLASInt(n), BLASInt(0))
      dpotrf_(&uplo, &order, a, &leading, &info)
      return Int(info)
    }

    package static func choleskySolve(
      _ n: Int, _ factor: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>
    ) {
      var uplo: CChar = 0x55
      var (order, one, leading, info) = (BLASInt(n), BLASInt(1), BLASInt(n), BLASInt(0))
      dpotrs_(&uplo, &order, &one, UnsafeMutablePointer(mutating: factor), &leading, b, &leading, &info)
    }

    package static func symmetricEigen(_ n: Int, _ a: UnsafeMutablePointer<Float>, _ values: inout [Float]) -> Bool {
      var (jobz, uplo): (CChar, CChar) = (0x56, 0x55)
      var (order, leading, info) = (BLASInt(n), BLASInt(n), BLASInt(0))
      var (size, integers): (Float, BLASInt) = (0, 0)
      var (query, integerQuery): (BLASInt, BLASInt) = (-1, -1)
      ssyevd_(&jobz, &uplo, &order, a, &leading, &values, &size, &query, &integers, &integerQuery, &info)
      var work = [Float](repeating: 0, count: Int(size))
      var integerWork = [BLASInt](repeating: 0, count: Int(integers))
      var (count, integerCount) = (BLASInt(work.count), BLASInt(integerWork.count))
      ssyevd_(&jobz, &uplo, &order, a, &leading, &values, &work, &count, &integerWork, &integerCount, &info)
      return info == 0
    }

    package static func symmetricEigen(
      _ n: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double]
    ) -> Bool {
      var (jobz, uplo): (CChar, CChar) = (0x56, 0x55)
      var (order, leading, info) = (BLASInt(n), BLASInt(n), BLASInt(0))
      var (size, integers): (Double, BLASInt) = (0, 0)
      var (query, integerQuery): (BLASInt, BLASInt) = (-1, -1)
      dsyevd_(&jobz, &uplo, &order, a, &leading, &values, &size, &query, &integers, &integerQuery, &info)
      var work = [Double](repeating: 0, count: Int(size))
      var integerWork = [BLASInt](repeating: 0, count: Int(integers))
      var (count, integerCount) = (BLASInt(work.count), BLASInt(integerWork.count))
      dsyevd_(&jobz, &uplo, &order, a, &leading, &values, &work, &count, &integerWork, &integerCount, &info)
      return info == 0
    }

    /// The transpose's left vectors are the right ones here.
    package static func rightSingular(
      rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double],
      _ vectors: UnsafeMutablePointer<Double>
    ) -> Bool {
      var (left, right): (CChar, CChar) = (0x53, 0x4e)  // "S", "N"
      var (m, n, info, one) = (BLASInt(columns), BLASInt(rows), BLASInt(0), BLASInt(1))
      var (leading, leadingU) = (m, m)
      var (size, query, unused) = (0.0, BLASInt(-1), 0.0)
      dgesvd_(
        &left, &right, &m, &n, a, &leading, &values, vectors, &leadingU, &unused, &one, &size, &query, &info)
      var work = [Double](repeating: 0, count: Int(size))
      var count = BLASInt(work.count)
      dgesvd_(
        &left, &right, &m, &n, a, &leading, &values, vectors, &leadingU, &unused, &one, &work, &count, &info)
      return info == 0
    }

    /// The transpose's LQ factorisation.
    package static func orthonormalizeColumns(rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>) {
      var factors = [Double](repeating: 0, count: columns)
      var (l, n, info) = (BLASInt(columns), BLASInt(rows), BLASInt(0))
      var work = [Double](repeating: 0, count: 64 * columns)
      var (size, leading, reflectors) = (BLASInt(work.count), l, l)
      dgelqf_(&l, &n, a, &leading, &factors, &work, &size, &info)
      dorglq_(&l, &n, &reflectors, a, &leading, &factors, &work, &size, &info)
    }
  }
#endif
