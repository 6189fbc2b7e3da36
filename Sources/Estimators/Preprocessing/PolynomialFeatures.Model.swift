import Files

extension PolynomialFeatures {
  /// The products of the columns of the fit.
  public struct Model: TransformerModel {
    let degree: Int
    let interactionOnly: Bool
    package let includesBias: Bool
    package let source: FittedColumns

    /// The degrees there are.
    static var degrees: ClosedRange<Int> { 1...1000 }
    /// The most products.
    static var widthLimit: Int { 1 << 26 }

    init(degree: Int, interactionOnly: Bool, includesBias: Bool, source: FittedColumns) {
      self.degree = degree
      self.interactionOnly = interactionOnly
      self.includesBias = includesBias
      self.source = source
    }

    /// Reads a model and checks that it could have been fitted.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      degree = try container.decode(Int.self, forKey: .degree)
      interactionOnly = try container.decode(Bool.self, forKey: .interactionOnly)
      includesBias = try container.decode(Bool.self, forKey: .includesBias)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let width =
        Self.degrees.contains(degree)
        ? Self.width(columns: source.count, degree: degree, interactionOnly: interactionOnly) : nil
      try requireDecoded(
        width ?? .max <= Self.widthLimit, "Degree \(degree) of \(source.count) columns is out of range.", decoder)
    }

    /// The number of features: 1 for the bias and all products.
    public var width: Int { terms.count + (includesBias ? 1 : 0) }

    /// The products as features, n × width, called `a^2`, `a b` and so on where the columns have names.
    ///
    /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for a dense result that memory does not hold,
    ///   ``EstimatorError/unsupported(what:instead:)`` for a product that is too large for its type.
    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x)
      let terms = terms
      let result = try x.sparseRows().map { terms.products($0, includesBias).features } ?? dense(x, terms)
      if let place = try FeatureBlocks(result).firstNotFinite(acceptingMissing: false) {
        throw EstimatorError.unsupported(
          what: "Multiplying up to \(degree) numbers of row \(place.row), whose product is too large for a number,",
          instead: "Scale the columns first, for example with StandardScaler, or use a lower degree.")
      }
      guard let names = x.names else { return result }
      return try result.named(((includesBias ? ["1"] : []) + terms.names { names[$0] }).distinct)
    }

    package var terms: ProductTerms {
      ProductTerms(columns: source.count, degree: degree, interactionOnly: interactionOnly)
    }

    private func dense(_ x: Features, _ terms: ProductTerms) throws -> Features {
      let bias = includesBias ? 1 : 0
      let width = terms.count + bias
      try Memory.require(
        Memory.bytes(x.rows, width, x.makesFloats ? 4 : 8), for: "\(x.rows) rows of \(width) products",
        instead: "Use a lower degree, choose columns with SelectKBest first, or transform fewer rows at a time.")
      return try x.mappingRows(to: width) { row, to in
        if bias == 1 { to[0] = 1 }
        terms.fill(row, into: UnsafeMutableBufferPointer(rebasing: to[bias...]))
      }
    }

    /// Σ C(p + k − 1, k), or Σ C(p, k) for interactions, over k in 1...degree; `nil` beyond 2³².
    static func width(columns: Int, degree: Int, interactionOnly: Bool) -> Int? {
      guard columns <= 1 << 31 else { return nil }
      var (width, products) = (0, 1)
      for k in 1...degree {
        let factor = interactionOnly ? columns - k + 1 : columns + k - 1
        if factor <= 0 { break }
        products = products * factor / k
        width += products
        if products > 1 << 32 || width > 1 << 32 { return nil }
      }
      return width
    }
  }
}
