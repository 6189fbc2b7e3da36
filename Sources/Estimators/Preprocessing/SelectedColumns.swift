/// The columns of the fit that are kept.
package struct SelectedColumns: Sendable, Hashable, Codable {
  /// The kept columns in their new order, none twice.
  package let kept: [Int]
  package let source: FittedColumns

  init(kept: [Int], source: FittedColumns) {
    self.kept = kept
    self.source = source
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kept = try container.decode([Int].self, forKey: .kept)
    source = try container.decode(FittedColumns.self, forKey: .source)
    let count = source.count
    let fits = kept.allSatisfy { (0..<count).contains($0) } && Set(kept).count == kept.count
    try requireDecoded(fits && !kept.isEmpty, "The kept columns must be different ones of 0..<\(count).", decoder)
  }

  func transform(_ x: Features) throws -> Features {
    try source.require(x)
    return kept.elementsEqual(0..<source.count) ? x : try x.selectingColumns(kept)
  }
}
