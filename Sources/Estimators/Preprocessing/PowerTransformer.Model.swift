extension PowerTransformer {
  /// The powers of the columns.
  public struct Model: TransformerModel {
    /// The family of powers.
    public let method: Method
    /// The power λ of each column, p numbers. scikit-learn's `lambdas_`.
    public let powers: [Double]
    /// What standardises the bent columns, if they are.
    let standardizing: ColumnAffine?
    let source: FittedColumns

    init(method: Method, powers: [Double], standardizing: ColumnAffine?, source: FittedColumns) {
      self.method = method
      self.powers = powers
      self.standardizing = standardizing
      self.source = source
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      method = try container.decode(Method.self, forKey: .method)
      powers = try container.decode([Double].self, forKey: .powers)
      standardizing = try container.decodeIfPresent(ColumnAffine.self, forKey: .standardizing)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let count = source.count
      let fits = powers.count == count && standardizing?.scale.count ?? count == count
      try requireDecoded(fits && powers.allSatisfy(\.isFinite), "\(count) columns need a finite power each.", decoder)
    }

    /// The bent columns; NaN stays NaN.
    ///
    /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a number ≤ 0 with Box and Cox's powers.
    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x, orMissing: true)
      if method == .boxCox { try Self.requirePositive(x) }
      let result = try bent(x)
      return try x.names.map(result.named) ?? result
    }

    /// Back to the original numbers; NaN for one that no number is bent to.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Features {
      let x = x.features
      try source.require(x)
      try requireFinite(x, orMissing: true)
      let result = x.mappingRows(to: source.count, straighten(columnPowers))
      return try x.names.map(result.named) ?? result
    }

    private var columnPowers: [ColumnPower] { powers.map { ColumnPower(method, $0) } }

    private func bent(_ x: Features) throws -> Features {
      let powers = columnPowers
      if method == .yeoJohnson, let sparse = x.sparseRows() {
        let values = zip(sparse.values, sparse.columnIndices).map { powers[Int($1)].bent($0) }
        let result = sparse.replacing(values: values).features
        return try standardizing.map(result.applying) ?? result
      }
      let (scale, shift) = (standardizing?.scale, standardizing?.shift)
      return x.mappingRows(to: source.count) { row, to in
        for j in 0..<row.count {
          let value = powers[j].bent(row[j])
          to[j] = (value - (shift?[j] ?? 0)) * (scale?[j] ?? 1)
        }
      }
    }

    private func straighten(
      _ powers: [ColumnPower]
    ) -> (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void {
      let (scale, shift) = (standardizing?.scale, standardizing?.shift)
      return { row, to in
        for j in 0..<row.count { to[j] = powers[j].straight(row[j] / (scale?[j] ?? 1) + (shift?[j] ?? 0)) }
      }
    }

    /// Every number that is there is > 0.
    static func requirePositive(_ x: Features) throws {
      let minima = ColumnExtremes(x, sampleWeight: nil).minima
      guard let j = minima.firstIndex(where: { $0 <= 0 }) else { return }
      throw EstimatorError.unsupported(
        what: "A power of Box and Cox for column \(x.columnName(j)), whose smallest number is \(minima[j]),",
        instead: "It is for numbers > 0: use .yeoJohnson.")
    }
  }
}
