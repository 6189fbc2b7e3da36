/// What linear classifiers share: scores X·Wᵀ + b, one column per class or one for two classes.
package struct LinearRule: Sendable, Hashable, Codable {
  /// K × p; 1 × p for two classes.
  package let coefficients: Matrix<Double>
  /// K numbers; one for two classes.
  package let intercepts: [Double]
  package let columns: FittedColumns

  init(coefficients: Matrix<Double>, intercepts: [Double], columns: FittedColumns) {
    self.coefficients = coefficients
    self.intercepts = intercepts
    self.columns = columns
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    coefficients = try container.decodeFinite(forKey: .coefficients)
    intercepts = try container.decodeFinite(forKey: .intercepts)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    let fits = coefficients.columns == columns.count && coefficients.rows == intercepts.count
    try requireDecoded(
      fits, "\(coefficients.rows) × \(coefficients.columns) coefficients do not fit \(columns.count) columns.", decoder)
  }

  func scores(_ x: Features) throws -> Matrix<Double> {
    try columns.require(x)
    try requireFinite(x)
    try requireMemory(rows: x.rows, classes: intercepts.count)
    return try finiteScores(x, weights: coefficients, bias: intercepts)
  }

  /// There is a row for each of the classes, or one for two.
  func requireRows(_ classes: Int, _ decoder: any Decoder) throws {
    let rows = classes == 2 ? 1 : classes
    try requireDecoded(coefficients.rows == rows, "\(classes) classes need \(rows) rows of coefficients.", decoder)
  }
}

/// A linear rule and the classes it is about: all that the model of a linear classifier holds.
struct ClassRule<Label: ClassLabel>: Sendable, Hashable, Codable {
  let classes: [Label]
  let rule: LinearRule

  private enum CodingKeys: String, CodingKey { case classes, rule }

  init(classes: [Label], rule: LinearRule) {
    self.classes = classes
    self.rule = rule
  }

  /// Reads classes and rule and checks that they fit together.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    rule = try container.decode(LinearRule.self, forKey: .rule)
    try requireClasses(classes, decoder)
    try rule.requireRows(classes.count, decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(rule, forKey: .rule)
  }
}
