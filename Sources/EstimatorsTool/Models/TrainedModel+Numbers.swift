import Estimators

extension TrainedModel {
  /// The same classifier of the numbers as they stand in the file: the scaler goes into weights and intercepts. Gaps
  /// have no place in it.
  ///
  /// - Throws: ``ToolError/notLinear(format:)``, and ``ToolError/hasTexts(format:columns:)`` for a table with texts.
  func ofNumbers(for format: String) throws -> LogisticRegression<String>.Model {
    guard let linear else { throw ToolError.notLinear(format: format) }
    guard let scaler else { throw ToolError.hasTexts(format: format, columns: texts) }
    let w = linear.coefficients
    let scaled = Matrix<Double>(rows: w.rows, columns: w.columns) { elements in
      for k in 0..<w.rows {
        for j in 0..<w.columns {
          elements.initializeElement(at: k * w.columns + j, to: w[k, j] / scaler.scales[j])
        }
      }
    }
    let intercepts = (0..<w.rows).map { k in
      linear.intercepts[k] - zip(scaled[row: k], scaler.means).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return try LogisticRegression.Model(
      coefficients: scaled, intercepts: intercepts, classes: linear.classes, multiClass: linear.multiClass,
      featureNames: scaler.featureNames)
  }
}
