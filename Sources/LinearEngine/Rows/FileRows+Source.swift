// Guarded by `FileRowsTests`.
import CKernels
import Matrices

extension FileRows: RowSource {
  package var isSparse: Bool { false }
  package var storedCount: Int { rows * columns }
  package var isSingle: Bool { numberType != .float64 }
  package var isAlwaysFinite: Bool { numberType == .uint8 }
  package var whereabouts: String { "in a file" }

  package func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Double>, stride: Int) throws {
    try widen(rows, to: panel, stride: stride, Double.kernels(.current))
  }

  package func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Float>, stride: Int) throws {
    try widen(rows, to: panel, stride: stride, Float.kernels(.current))
  }

  private func widen<Real: WorkingScalar>(
    _ rows: Range<Int>, to panel: UnsafeMutablePointer<Real>, stride: Int, _ kernels: Real.Kernels
  ) throws {
    try withBytes(rows) { start in
      for place in 0..<rows.count {
        let (from, to) = (start + place * columns * numberType.size, panel + place * stride)
        switch numberType.kind {
        case .uint8: Real.widen(kernels, columns, from.assumingMemoryBound(to: UInt8.self), to)
        case .float32: Real.widen(kernels, columns, from.assumingMemoryBound(to: Float.self), to)
        case .float64: Real.widen(kernels, columns, from.assumingMemoryBound(to: Double.self), to)
        case .float16:
          for j in 0..<columns { to[j] = Real(halfFloat(from.loadUnaligned(fromByteOffset: 2 * j, as: UInt16.self))) }
        }
      }
    }
  }

  package func append(_ rows: Range<Int>, to window: SparseWindow) throws {
    preconditionFailure("Dense rows have no stored numbers")
  }

  package func matrix(_ rows: [Int]) throws -> Features.Storage {
    switch numberType.kind {
    case .uint8: .bytes(try gathered(rows) { $0.loadUnaligned(fromByteOffset: $1, as: UInt8.self) })
    case .float16:
      .float(try gathered(rows) { halfFloat($0.loadUnaligned(fromByteOffset: 2 * $1, as: UInt16.self)) })
    case .float32: .float(try gathered(rows) { $0.loadUnaligned(fromByteOffset: 4 * $1, as: Float.self) })
    case .float64: .double(try gathered(rows) { $0.loadUnaligned(fromByteOffset: 8 * $1, as: Double.self) })
    }
  }

  private func gathered<Scalar: MatrixScalar>(
    _ rows: [Int], _ number: (UnsafeRawPointer, Int) -> Scalar
  ) throws -> Matrix<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(rows.count * columns)
    for run in rows.runs {
      try withBytes(run) { start in
        for index in 0..<run.count * columns { elements.append(number(start, index)) }
      }
    }
    return try Matrix(rows: rows.count, columns: columns, elements)
  }
}

extension [Int] {
  /// The numbers as ranges of those that follow each other, in their order.
  var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for number in self {
      if let last = runs.last, last.upperBound == number {
        runs[runs.count - 1] = last.lowerBound..<number + 1
      } else {
        runs.append(number..<number + 1)
      }
    }
    return runs
  }
}

extension FileRows: FeatureMatrix {
  /// The same rows as features, O(1): a matrix where all of them are in memory, read from the file where not.
  public var features: Features {
    switch whole {
    case .uint8(let matrix): matrix.features
    case .float32(let matrix): matrix.features
    case .float64(let matrix): matrix.features
    case nil: Features(storage: .source(self))
    }
  }
}
