/// Whole numbers from a file of floating-point ones, as labels.
///
///     let y = try integerLabels([3.0, 5.0, 0.0])     // [3, 5, 0]
///
/// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for the first number with a fraction, or that is not finite:
///   that is a regression target.
public func integerLabels(_ values: some Collection<Double>) throws -> [Int] { try wholeNumbers(values) }

/// Whole numbers from a file of floating-point ones of another type, as labels.
///
/// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for the first number with a fraction, or that is not finite.
public func integerLabels(_ values: some Collection<some BinaryFloatingPoint>) throws -> [Int] {
  try wholeNumbers(values)
}

private func wholeNumbers(_ values: some Collection<some BinaryFloatingPoint>) throws -> [Int] {
  try values.enumerated().map { row, value in
    guard let label = Int(exactly: value) else { throw EstimatorError.notAClassLabel(row: row, value: Double(value)) }
    return label
  }
}

/// Labels of another integer type as `Int`.
///
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` for the first number that an `Int` cannot hold.
public func integerLabels<Number: BinaryInteger>(_ values: some Collection<Number>) throws -> [Int] {
  try values.enumerated().map { row, value in
    guard let label = Int(exactly: value) else {
      throw EstimatorError.unsupported(
        what: "The label \(value) of row \(row) as an Int",
        instead: "Give the estimator the type of the labels, as in LogisticRegression<\(Number.self)>().")
    }
    return label
  }
}

extension EstimatorError {
  /// What the bodies of unavailable functions throw; no program that compiles gets here.
  static var otherLabels: EstimatorError {
    .unsupported(what: "Labels of another type", instead: "Give the estimator the type of the labels.")
  }
}
