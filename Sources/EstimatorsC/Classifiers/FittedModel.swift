import Estimators

/// What a fit left, whatever its labels are.
protocol FittedModel: LinearClassifierModel {
  var report: FitReport { get }
}

extension LogisticRegression.Model: FittedModel {}

extension FittedModel {
  /// The place of each row's class among the classes.
  func indices(_ x: Features) throws -> [Int32] {
    let places = Dictionary(uniqueKeysWithValues: zip(classes, Int32(0)...))
    return try predict(x).map { places[$0] ?? 0 }
  }

  var names: [String] { classes.map { "\($0)" } }
}
