internal import Platform

extension Matrix where Scalar == Double {
  /// exp(zᵢⱼ) / Σⱼ exp(zᵢⱼ) for every row i, shifted by that row's maximum. SciPy's `softmax(axis=1)`.
  ///
  /// Rows of finite numbers become distributions whatever their size; a row with a NaN becomes NaN.
  public func softmax() -> Matrix {
    var result = self
    result.softmaxRowsInPlace()
    return result
  }

  /// zᵢⱼ − ln Σⱼ exp(zᵢⱼ) for every row i: finite for finite input, where `log(softmax())` would be −∞.
  public func logSoftmax() -> Matrix {
    var result = self
    result.logSoftmaxRowsInPlace()
    return result
  }

  /// ln Σⱼ exp(zᵢⱼ) for every row i.
  public func logSumExp() -> [Double] { (0..<rows).map { Matrices.logSumExp(self[row: $0]) } }

  package mutating func softmaxRowsInPlace() {
    mapRowsInPlace { row in
      guard var largest = row.first else { return }
      for value in row where value > largest || value.isNaN { largest = value }
      var total = 0.0
      for j in row.indices {
        row[j] = exp(row[j] - largest)
        total += row[j]
      }
      for j in row.indices { row[j] /= total }
    }
  }

  package mutating func logSoftmaxRowsInPlace() {
    mapRowsInPlace { row in
      let shift = Matrices.logSumExp(row)
      for j in row.indices {
        let difference = row[j] - shift
        // Of two finite numbers, whose difference is no Double.
        row[j] = difference == -.infinity && row[j].isFinite ? -.greatestFiniteMagnitude : difference
      }
    }
  }

  private mutating func mapRowsInPlace(_ body: (inout UnsafeMutableBufferPointer<Double>) -> Void) {
    let (rows, columns) = (rows, columns)
    withMutableElements { elements in
      for row in 0..<rows {
        var slice = UnsafeMutableBufferPointer(rebasing: elements[row * columns..<(row + 1) * columns])
        body(&slice)
      }
    }
  }
}
