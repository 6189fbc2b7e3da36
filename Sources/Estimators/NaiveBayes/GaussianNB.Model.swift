internal import Platform

extension GaussianNB {
  /// The normal distributions of the classes.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// ln of the share of each class.
    public let logPriors: [Double]
    /// The mean of each feature in each class, K × p. scikit-learn's `theta_`.
    public let means: Matrix<Double>
    /// The variance of each feature in each class, smoothing included, K × p, > 0. scikit-learn's `var_`.
    public let variances: Matrix<Double>
    let columns: FittedColumns

    init(
      classes: [Label], logPriors: [Double], means: Matrix<Double>, variances: Matrix<Double>, columns: FittedColumns
    ) {
      self.classes = classes
      self.logPriors = logPriors
      self.means = means
      self.variances = variances
      self.columns = columns
    }

    /// ln of prior times density, n × K; for two classes the difference, n × 1.
    ///
    ///     z_k = ln π_k − ½·Σ_j [ ln(2π·v_kj) + (x_j − m_kj)² / v_kj ]
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      let scores = try logJoint(x)
      guard classes.count == 2 else { return scores }
      return try Matrix(rows: x.rows, columns: 1, (0..<x.rows).map { scores[$0, 1] - scores[$0, 0] })
    }

    private func logJoint(_ x: Features) throws -> Matrix<Double> {
      try columns.require(x)
      try requireFinite(x)
      try requireMemory(rows: x.rows, classes: classes.count, copies: 2)
      let constants = classes.indices.map { k in
        logPriors[k] - 0.5 * variances[row: k].reduce(0) { $0 + log(2 * .pi * $1) }
      }
      let inverses = variances.map { 1 / $0 }
      return try squaredDistances(x, to: means, factors: inverses).mapColumns { k, distance in
        // Numbers so far away that their square is infinite are as unlikely as can be told.
        max(constants[k] - 0.5 * distance, -.greatestFiniteMagnitude / 4)
      }
    }
  }
}

extension Matrix where Scalar == Double {
  /// The same shape with every element transformed by its column and value.
  fileprivate func mapColumns(_ transform: (Int, Double) -> Double) -> Matrix {
    var result = self
    for row in 0..<rows { for column in 0..<columns { result[row, column] = transform(column, self[row, column]) } }
    return result
  }
}

extension GaussianNB.Model: Codable {
  private enum CodingKeys: String, CodingKey { case classes, logPriors, means, variances, columns }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    logPriors = try container.decodeFinite(forKey: .logPriors)
    means = try container.decodeFinite(forKey: .means)
    variances = try container.decodeFinite(forKey: .variances)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireClasses(classes, decoder)
    let shape = [classes.count, columns.count]
    let fits = [means.rows, means.columns] == shape && [variances.rows, variances.columns] == shape
    let positive = variances.elements.allSatisfy { $0 > 0 && (1 / $0).isFinite }
    try requireDecoded(
      fits && positive && logPriors.count == classes.count, "Means and variances must be \(shape[0]) × \(shape[1]).",
      decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(logPriors, forKey: .logPriors)
    try container.encode(means, forKey: .means)
    try container.encode(variances, forKey: .variances)
    try container.encode(columns, forKey: .columns)
  }
}
