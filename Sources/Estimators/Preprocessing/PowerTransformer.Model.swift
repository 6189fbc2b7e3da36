extension PowerTransformer {
  /// The powers of the columns.
  public struct Model: TransformerModel {
    /// The family of powers.
    public let method: Method
    /// The power λ of each column, p numbers. scikit-learn's `lambdas_`.
    public let powers: [Double]
    /// What the numbers of each column are bent around before they are standardised.
    package let origins: [Double]
    /// What standardises the bent columns, if they are.
    package let standardizing: ColumnAffine?
    package let source: FittedColumns

    init(
      method: Method, powers: [Double], origins: [Double], standardizing: ColumnAffine?, source: FittedColumns
    ) {
      self.method = method
      self.powers = powers
      self.origins = origins
      self.standardizing = standardizing
      self.source = source
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      method = try container.decode(Method.self, forKey: .method)
      powers = try container.decodeFinite(forKey: .powers)
      let neutral = ColumnPower.noOrigin(method)
      // Files of earlier versions have none.
      origins =
        try container.contains(.origins) ? container.decodeFinite(forKey: .origins) : powers.map { _ in neutral }
      standardizing = try container.decodeIfPresent(ColumnAffine.self, forKey: .standardizing)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let count = source.count
      let fits = powers.count == count && origins.count == count && standardizing?.scale.count ?? count == count
      try requireDecoded(
        fits && (method == .yeoJohnson || origins.allSatisfy { $0 > 0 }),
        "\(count) columns need a finite power and a fitting origin each.", decoder)
    }

    /// The bent columns; NaN stays NaN.
    ///
    /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a number ≤ 0 with Box and Cox's powers, and for one
    ///   so far from those of the fit that its result is no Double.
    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x, orMissing: true)
      if method == .boxCox { try Self.requirePositive(x) }
      let result = try bent(x)
      try requireFiniteResult(
        result, acceptingMissing: true, of: "Bending", "The row lies too far from those of the fit: check it.")
      return try x.names.map(result.named) ?? result
    }

    /// Back to the original numbers; NaN for one that no number is bent to.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Features {
      let x = x.features
      try source.require(x)
      try requireFinite(x, orMissing: true)
      let result = try x.mappingRows(to: source.count, straighten(columnPowers))
      return try x.names.map(result.named) ?? result
    }

    private var columnPowers: [ColumnPower] {
      zip(powers, origins).map { ColumnPower(method, $0, origin: $1) }
    }

    private func bent(_ x: Features) throws -> Features {
      let powers = columnPowers
      if method == .yeoJohnson, let sparse = try x.sparseRows() {
        if let result = try bentSparse(sparse, powers) { return result }
      }
      guard let standardizing else {
        return try x.mappingRows(to: source.count) { row, to in
          for j in 0..<row.count { to[j] = powers[j].bent(row[j]) }
        }
      }
      let (scale, shift) = (standardizing.scale, standardizing.shift)
      return try x.mappingRows(to: source.count) { row, to in
        for j in 0..<row.count { to[j] = (powers[j].relative(row[j]) - shift[j]) * scale[j] }
      }
    }

    /// Sparse rows in which 0 stays 0 until it is standardised; `nil` where a column lies so far away that its zeros,
    /// in standard deviations, take more than half of the digits.
    private func bentSparse(_ x: SparseMatrix, _ powers: [ColumnPower]) throws -> Features? {
      guard let standardizing else {
        return x.replacing(values: zip(x.values, x.columnIndices).map { powers[Int($1)].bent($0) }).features
      }
      let zeros = powers.map { $0.relative(0) }
      guard zip(zeros, standardizing.scale).allSatisfy({ ($0 * $1).magnitude < 0x1p26 }) else { return nil }
      let values = zip(x.values, x.columnIndices).map { powers[Int($1)].relative($0) - zeros[Int($1)] }
      let change = try ColumnAffine(scale: standardizing.scale, shift: zip(standardizing.shift, zeros).map { $0 - $1 })
      return try x.replacing(values: values).features.applying(change)
    }

    private func straighten(
      _ powers: [ColumnPower]
    ) -> (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void {
      guard let standardizing else {
        return { row, to in for j in 0..<row.count { to[j] = powers[j].straight(row[j]) } }
      }
      let (scale, shift) = (standardizing.scale, standardizing.shift)
      return { row, to in
        for j in 0..<row.count { to[j] = powers[j].straight(relative: row[j] / scale[j] + shift[j]) }
      }
    }

    /// Every number that is there is > 0.
    static func requirePositive(_ x: Features) throws {
      let minima = try ColumnExtremes(x, sampleWeight: nil).minima
      guard let j = minima.firstIndex(where: { $0 <= 0 }) else { return }
      throw EstimatorError.unsupported(
        what: "A power of Box and Cox for column \(x.columnName(j)), whose smallest number is \(minima[j]),",
        instead: "It is for numbers > 0: use .yeoJohnson.")
    }
  }
}
