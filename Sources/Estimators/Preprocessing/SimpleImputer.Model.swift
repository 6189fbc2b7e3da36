extension SimpleImputer {
  /// What gaps become.
  public struct Model: TransformerModel {
    /// What a gap of each column becomes, p numbers; `nil` for a column that is dropped. scikit-learn's `statistics_`.
    public let statistics: [Double?]
    /// The columns for which there is an indicator, ascending. scikit-learn's `indicator_.features_`.
    public let indicated: [Int]
    package let source: FittedColumns

    init(statistics: [Double?], indicated: [Int], source: FittedColumns) {
      self.statistics = statistics
      self.indicated = indicated
      self.source = source
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      statistics = try container.decodeFinite(forKey: .statistics)
      indicated = try container.decode([Int].self, forKey: .indicated)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let count = source.count
      let ascends = zip(indicated, indicated.dropFirst()).allSatisfy { $0 < $1 }
      let fits = statistics.count == count && ascends && indicated.allSatisfy { (0..<count).contains($0) }
      try requireDecoded(fits, "The numbers or indicators do not fit \(count) columns.", decoder)
    }

    /// The columns that are kept, ascending.
    package var kept: [Int] { statistics.indices.filter { statistics[$0] != nil } }

    /// The features without gaps: n × (kept columns + indicators).
    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x, orMissing: true)
      let result = try filled(x)
      guard let names = x.names else { return result }
      return try result.named((kept.map { names[$0] } + indicated.map { "missingindicator_\(names[$0])" }).distinct)
    }

    private func filled(_ x: Features) throws -> Features {
      let kept = kept
      let isComplete = try indicated.isEmpty && !x.hasMissing
      if isComplete {
        return kept.count == x.columns ? x : try x.selectingColumns(kept)
      }
      if let sparse = try x.sparseRows() { return filled(sparse, kept).features }
      let fill = statistics.map { $0 ?? 0 }
      return try x.mappingRows(to: kept.count + indicated.count) { row, to in
        for (place, j) in kept.enumerated() { to[place] = row[j].isNaN ? fill[j] : row[j] }
        for (place, j) in indicated.enumerated() { to[kept.count + place] = row[j].isNaN ? 1 : 0 }
      }
    }

    private func filled(_ x: SparseMatrix, _ kept: [Int]) -> SparseMatrix {
      var places = [Int32?](repeating: nil, count: x.columns)
      for (place, j) in kept.enumerated() { places[j] = Int32(place) }
      var indicators = [Int32?](repeating: nil, count: x.columns)
      for (place, j) in indicated.enumerated() { indicators[j] = Int32(kept.count + place) }
      var builder = SparseBuilder(columns: kept.count + indicated.count, capacity: x.values.count)
      for row in 0..<x.rows {
        let stored = x.rowStarts[row]..<x.rowStarts[row + 1]
        for k in stored {
          let j = Int(x.columnIndices[k])
          guard let place = places[j] else { continue }
          builder.append(x.values[k].isNaN ? statistics[j] ?? 0 : x.values[k], place)
        }
        for k in stored where x.values[k].isNaN {
          if let place = indicators[Int(x.columnIndices[k])] { builder.append(1, place) }
        }
        builder.endRow()
      }
      return builder.matrix
    }
  }
}

extension Features {
  /// Whether a number is missing; infinite ones have been refused before.
  var hasMissing: Bool { get throws { try FeatureBlocks(self).firstNotFinite(acceptingMissing: false) != nil } }
}
