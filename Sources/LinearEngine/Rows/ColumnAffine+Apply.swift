// Guarded by `LinearScoresTests`.
extension ColumnAffine {
  /// Changes whole rows in place. `elements` holds rows of `scale.count` numbers.
  package func apply(to elements: UnsafeMutableBufferPointer<Double>) {
    guard !scale.isEmpty else { return }
    var column = 0
    for index in elements.indices {
      elements[index] = (elements[index] - shift[column]) * scale[column]
      column = column + 1 == scale.count ? 0 : column + 1
    }
  }
}
