// Guarded by `SparseFileRowsTests`.
import Matrices

extension SparseFileRows: RowSource {
  package var isSparse: Bool { true }
  package var isSingle: Bool { false }
  package var isAlwaysFinite: Bool { false }
  package var whereabouts: String { "sparse, in a file" }

  package func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Double>, stride: Int) throws {
    try scatter(rows, to: panel, stride: stride)
  }

  package func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Float>, stride: Int) throws {
    try scatter(rows, to: panel, stride: stride)
  }

  private func scatter<Real: WorkingScalar>(
    _ rows: Range<Int>, to panel: UnsafeMutablePointer<Real>, stride: Int
  ) throws {
    let window = SparseWindow()
    try append(rows, to: window)
    for place in 0..<rows.count {
      let to = panel + place * stride
      to.update(repeating: 0, count: columns)
      for k in Int(window.starts[place])..<Int(window.starts[place + 1]) {
        to[Int(window.indices[k])] = Real(window.values[k])
      }
    }
  }

  package func matrix(_ rows: [Int]) throws -> Features.Storage {
    .sparse(try matrix(rows.runs))
  }
}

extension SparseFileRows: FeatureMatrix {
  /// The same rows as features, O(1): a sparse matrix where all of them are in memory, read from the file where not.
  public var features: Features { isWhole ? kept.features : Features(storage: .source(self)) }
}
