// Guarded by `GivenModelTests`.
extension LogisticRegression.Model {
  /// A model that was trained elsewhere, checked.
  ///
  ///     let model = try LogisticRegression.Model(
  ///       coefficients: Matrix([[0.5, -1], [0.2, 3], [-0.7, -2]]), intercepts: [0, 1, -1], classes: ["a", "b", "c"])
  ///
  /// Its report says that there was no fit: ``FitReport/stopped`` is ``StoppingTest/given``.
  ///
  /// - Parameters:
  ///   - coefficients: A row for each class, K × p; for two classes one row, for `classes[1]`. scikit-learn's `coef_`.
  ///   - intercepts: A number for each row; `nil` for none. scikit-learn's `intercept_`.
  ///   - classes: The label of each row, distinct, at least two. In another order than the ascending one, rows move
  ///     with them, and a single row changes its sign. scikit-learn's `classes_`.
  ///   - multiClass: How scores become probabilities: softmax, or sigmoids of one-vs-rest divided by their sum.
  ///   - featureNames: The names of the p columns, if they have any; predictions then look at them.
  ///     scikit-learn's `feature_names_in_`.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for counts that do not fit, labels or names that are
  ///   there twice, and numbers that are not finite; ``EstimatorError/tooFewClasses(found:)``.
  public init(
    coefficients: Matrix<Double>, intercepts: [Double]? = nil, classes: [Label], multiClass: MultiClass = .multinomial,
    featureNames: [String]? = nil
  ) throws {
    let intercepts = intercepts ?? Array(repeating: 0, count: coefficients.rows)
    try Self.requireClasses(classes, rows: coefficients.rows)
    try Self.requireNumbers(coefficients, intercepts)
    try requireNames(featureNames, columns: coefficients.columns)
    let order = classes.indices.sorted { Label.inClassOrder(classes[$0], classes[$1]) }
    let isMoved = order != Array(classes.indices)
    let sign: Double = isMoved && classes.count == 2 ? -1 : 1
    let rows = classes.count == 2 ? [0] : order
    try self.init(
      classes: order.map { classes[$0] },
      coefficients: isMoved
        ? Matrix(rows.map { coefficients[row: $0].map { sign * $0 } }) : coefficients,
      intercepts: rows.map { sign * intercepts[$0] }, multiClass: multiClass, featureNames: featureNames,
      report: .given())
  }

  private static func requireClasses(_ classes: [Label], rows: Int) throws {
    guard classes.count >= 2 else { throw EstimatorError.tooFewClasses(found: classes.map { "\($0)" }) }
    var seen: Set<Label> = []
    if let twice = classes.first(where: { !seen.insert($0).inserted }) {
      throw EstimatorError.invalidSetting(name: "classes", value: "\(twice) twice", rule: "distinct labels")
    }
    let needed = classes.count == 2 ? 1 : classes.count
    guard rows == needed else {
      throw EstimatorError.invalidSetting(
        name: "coefficients", value: "\(rows) rows",
        rule: needed == 1
          ? "one row for two classes, that of classes[1] (of a softmax, the second row less the first)"
          : "\(needed) rows, one for each class")
    }
  }

  private static func requireNumbers(_ coefficients: Matrix<Double>, _ intercepts: [Double]) throws {
    guard coefficients.columns > 0 else {
      throw EstimatorError.invalidSetting(name: "coefficients", value: "0 columns", rule: "at least one column")
    }
    guard intercepts.count == coefficients.rows else {
      throw EstimatorError.invalidSetting(
        name: "intercepts", value: "\(intercepts.count) numbers", rule: "one for each of \(coefficients.rows) rows")
    }
    if let wrong = coefficients.elements.firstIndex(where: { !$0.isFinite }) {
      let (row, column) = (wrong / coefficients.columns, wrong % coefficients.columns)
      throw EstimatorError.invalidSetting(
        name: "coefficients[\(row), \(column)]", value: "\(coefficients[row, column])", rule: "finite")
    }
    if let wrong = intercepts.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.invalidSetting(
        name: "intercepts[\(wrong)]", value: "\(intercepts[wrong])", rule: "finite")
    }
  }
}

/// A distinct name for each column, or none at all.
func requireNames(_ names: [String]?, columns: Int) throws {
  guard let names else { return }
  guard names.count == columns else {
    throw EstimatorError.featureNameCount(names: names.count, columns: columns)
  }
  var seen: Set<String> = []
  if let twice = names.first(where: { !seen.insert($0).inserted }) {
    throw EstimatorError.invalidSetting(
      name: "featureNames", value: "\(twice.debugDescription) twice", rule: "distinct names")
  }
}
