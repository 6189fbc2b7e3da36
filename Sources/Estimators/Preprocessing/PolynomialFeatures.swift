import Files

/// All products of up to `degree` columns. scikit-learn's `PolynomialFeatures`.
///
///     let x2 = try PolynomialFeatures(degree: 2).fitted(to: x).transform(x)       // 1, a, b, a², ab, b²
///
/// By degree, then in the order of the columns. Dense results are a copy: floats from bytes and floats, doubles from
/// doubles. Sparse rows stay sparse unless a change of columns has moved their zeros.
///
/// - Complexity: O(n · width) time and memory for width = C(p + degree, degree) columns; sparse rows O(Σ k^degree) for
///   k stored numbers a row.
public struct PolynomialFeatures: Transformer {
  /// The largest number of factors, in 1...1000: of higher powers nearly all numbers leave the range of a Double.
  public var degree: Int
  /// Whether a column may occur once only in a product: no squares. scikit-learn's `interaction_only`.
  public var interactionOnly: Bool
  /// Whether there is a first column of ones. scikit-learn's `include_bias`; models with an intercept do not need it.
  public var includesBias: Bool
  public var model: Model?

  /// Products with the given settings.
  public init(degree: Int = 2, interactionOnly: Bool = false, includesBias: Bool = true) {
    self.degree = degree
    self.interactionOnly = interactionOnly
    self.includesBias = includesBias
  }

  public func validate() throws {
    guard Model.degrees.contains(degree) else {
      throw EstimatorError.invalidSetting(name: "degree", value: "\(degree)", rule: "in \(Model.degrees)")
    }
  }

  /// Notes the columns and counts their products.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)``,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for more than 2²⁶ products, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights)
    let width = Model.width(columns: x.columns, degree: degree, interactionOnly: interactionOnly)
    guard let width, width <= Model.widthLimit else {
      throw EstimatorError.tooLarge(
        what: "A row of all products of \(degree) of \(x.columns) columns", bytes: (width ?? .max / 8) * 8,
        limit: Model.widthLimit * 8, instead: "Use a lower degree, or choose columns with SelectKBest first.")
    }
    try requireMemory(4, perColumnOf: x, for: "PolynomialFeatures")
    try Memory.require(
      Memory.bytes(width, degree + 4, 8), for: "All products of \(degree) of \(x.columns) columns",
      instead: "Use a lower degree, or choose columns with SelectKBest first.")
    return Model(
      degree: degree, interactionOnly: interactionOnly, includesBias: includesBias, source: FittedColumns(x))
  }
}

/// The settings, without a model.
extension PolynomialFeatures: Codable {
  private enum CodingKeys: String, CodingKey { case degree, interactionOnly, includesBias }
}
