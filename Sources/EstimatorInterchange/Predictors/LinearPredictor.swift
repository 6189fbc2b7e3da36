import Estimators

/// A fitted linear classifier and the scalers before it, as numbers: what Core ML files and source code hold.
///
///     z = W · ((x − shift) · scale) + b
package struct LinearPredictor: Sendable, Hashable {
  /// How scores become probabilities.
  package enum Link: Sendable, Hashable {
    /// e^z_k / Σ e^z_j; of one score z the sigmoid, for the second class.
    case softmax
    /// σ(z_k) / Σ σ(z_j).
    case oneVsRest
  }

  /// The columns that are read.
  package let columns: FittedColumns
  /// What scalers do to them, if there are any.
  package let scaling: ColumnAffine?
  /// K × p; 1 × p for two classes.
  package let coefficients: Matrix<Double>
  /// K numbers; one for two classes.
  package let intercepts: [Double]
  package let link: Link

  /// The same rule behind a scaler of the given columns.
  func scaled(_ change: ColumnAffine, _ columns: FittedColumns) throws -> LinearPredictor {
    LinearPredictor(
      columns: columns, scaling: try scaling.map { try change.followed(by: $0) } ?? change, coefficients: coefficients,
      intercepts: intercepts, link: link)
  }

  /// One row of weights per class: for two classes a row of zeros and that of the second.
  var rowsPerClass: (coefficients: Matrix<Double>, intercepts: [Double]) {
    get throws {
      guard intercepts.count == 1 else { return (coefficients, intercepts) }
      let none = [Double](repeating: 0, count: coefficients.columns)
      return (try Matrix([none, Array(coefficients[row: 0])]), [0] + intercepts)
    }
  }
}

extension ColumnAffine {
  /// ((x − shift) · scale − shift₂) · scale₂ as one change.
  func followed(by next: ColumnAffine) throws -> ColumnAffine {
    try ColumnAffine(
      withMissing: zip(scale, next.scale).map { $0 * $1 },
      shift: zip(zip(shift, scale), next.shift).map { $0.0 + $1 / $0.1 })
  }
}

/// A model that is a linear rule behind scalers, or may be.
protocol LinearExportable {
  /// The rule.
  ///
  /// - Parameter format: What is written, as `A Core ML file`; for the error.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` naming the part that is no scaler or linear
  ///   classifier.
  func linearPredictor(for format: String) throws -> LinearPredictor
}

/// A fitted transformer that moves and stretches columns, or may be one.
protocol ScalingExportable {
  /// What it does to its columns; `nil` for nothing at all.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` naming the part that does something else.
  func columnScaling(for format: String) throws -> (change: ColumnAffine, columns: FittedColumns)?
}

/// The rule of any model.
///
/// - Throws: ``ExportError/notExportable(part:format:instead:)`` naming the part that is no scaler or linear
///   classifier.
func linearPredictor(of model: some EstimatorModel, for format: String) throws -> LinearPredictor {
  guard let model = model as? any LinearExportable else { throw notLinear(model, format) }
  return try model.linearPredictor(for: format)
}

/// The change of columns of any transformer.
func columnScaling(
  of model: some EstimatorModel, for format: String
) throws -> (change: ColumnAffine, columns: FittedColumns)? {
  guard let model = model as? any ScalingExportable else { throw notLinear(model, format) }
  return try model.columnScaling(for: format)
}

private func notLinear(_ model: some EstimatorModel, _ format: String) -> ExportError {
  .notExportable(
    part: "a fitted \(Readable.name(type(of: model)))", format: format,
    instead: "It holds scalers of columns and a linear classifier. Write an ONNXModel, or ship the model itself.")
}
