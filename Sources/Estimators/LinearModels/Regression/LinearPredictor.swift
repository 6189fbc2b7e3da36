import Matrices

/// A weighted sum of the features, η = X·w + b, and how it was found: what linear regressors and generalised linear
/// models have learnt.
public struct LinearPredictor: Sendable, Hashable, Codable {
  /// w, one number per feature. scikit-learn's `coef_`.
  public let coefficients: [Double]
  /// b, 0 without an intercept. scikit-learn's `intercept_`.
  public let intercept: Double
  /// The columns of the fit.
  public let columns: FittedColumns
  /// How the fit went; `nil` for a closed form.
  public let report: FitReport?

  init(coefficients: [Double], intercept: Double, columns: FittedColumns, report: FitReport? = nil) {
    (self.coefficients, self.intercept) = (coefficients, intercept)
    (self.columns, self.report) = (columns, report)
  }

  /// Reads a predictor and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    coefficients = try container.decodeFinite(forKey: .coefficients)
    intercept = try container.decode(Double.self, forKey: .intercept)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    report = try container.decodeIfPresent(FitReport.self, forKey: .report)
    try requireDecoded(intercept.isFinite, "The intercept must be finite.", decoder)
    try requireDecoded(
      coefficients.count == columns.count, "\(coefficients.count) coefficients do not fit \(columns.count) columns.",
      decoder)
  }

  /// η of each row.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` and the other errors of columns that are not
  ///   those of the fit, ``EstimatorError/notFinite(row:column:value:)``, and
  ///   ``EstimatorError/unsupported(what:instead:)`` for a sum beyond the range of a Double.
  /// - Complexity: one pass over the rows.
  public func values(_ x: Features) throws -> [Double] {
    try columns.require(x)
    try requireFinite(x)
    let weights = Matrix<Double>(rows: 1, columns: coefficients.count) { elements in
      for (place, weight) in coefficients.enumerated() { elements.initializeElement(at: place, to: weight) }
    }
    let values = try linearScores(x, weights: weights, bias: [intercept]).elements
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.unsupported(
        what: "A prediction for row \(row), whose features and coefficients give more than a Double can hold",
        instead: "Scale the columns with StandardScaler before the fit, or leave the row out.")
    }
    return values
  }
}

/// A fitted regressor that goes by a weighted sum of the features: its weights can be read, and have names.
public protocol LinearRegressorModel: RegressorModel {
  /// η = X·w + b.
  var linearPredictor: LinearPredictor { get }
}

extension LinearRegressorModel {
  /// w, one number per feature. scikit-learn's `coef_`.
  public var coefficients: [Double] { linearPredictor.coefficients }
  /// b, 0 without an intercept. scikit-learn's `intercept_`.
  public var intercept: Double { linearPredictor.intercept }
  /// The names of the columns of the fit, if they had any. scikit-learn's `feature_names_in_`.
  public var featureNames: [String]? { linearPredictor.columns.names }
  /// How the fit went; `nil` for a closed form.
  public var report: FitReport? { linearPredictor.report }

  /// X·w + b of each row.
  public func predict(_ x: Features) throws -> [Double] { try linearPredictor.values(x) }

  /// Columns, how the fit ended, the intercept and the largest weights by name.
  public var description: String {
    let names = featureNames ?? coefficients.indices.map { "column \($0)" }
    let strongest = zip(names, coefficients).filter { $1 != 0 }.sorted { $0.1.magnitude > $1.1.magnitude }
    let texts = strongest.prefix(5).map { "\(Readable.cut($0.singleSpaced, to: 24)) = \(Readable.number($1))" }
    let end = report.map { ", \($0.converged ? "" : "not ")converged" } ?? ""
    return "\(fittedName): \(columnsText(coefficients.count, featureNames))\(end)\n  intercept = "
      + "\(Readable.number(intercept)); " + (texts.isEmpty ? "no weight" : texts.joined(separator: ", "))
      + (strongest.count > 5 ? ", … \(strongest.count) in all" : "")
  }
}
