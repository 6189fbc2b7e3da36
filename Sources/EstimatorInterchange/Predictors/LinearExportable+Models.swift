import Estimators

extension LinearClassifierModel {
  fileprivate func plainPredictor(_ link: LinearPredictor.Link = .softmax) -> LinearPredictor {
    LinearPredictor(
      columns: FittedColumns(count: coefficients.columns, names: featureNames), scaling: nil,
      coefficients: coefficients, intercepts: intercepts, link: link)
  }
}

extension LogisticRegression.Model: LinearExportable {
  func linearPredictor(for format: String) -> LinearPredictor {
    plainPredictor(multiClass == .ovr && classes.count > 2 ? .oneVsRest : .softmax)
  }
}

extension LogisticRegressionCV.Model: LinearExportable {
  func linearPredictor(for format: String) -> LinearPredictor { classifier.linearPredictor(for: format) }
}

extension LinearDiscriminantAnalysis.Model: LinearExportable {
  func linearPredictor(for format: String) -> LinearPredictor { plainPredictor() }
}

extension RidgeClassifier.Model: LinearExportable {
  func linearPredictor(for format: String) -> LinearPredictor { plainPredictor() }
}

extension MultinomialNB.Model: LinearExportable {
  func linearPredictor(for format: String) -> LinearPredictor {
    LinearPredictor(
      columns: rule.columns, scaling: nil, coefficients: rule.coefficients, intercepts: rule.intercepts, link: .softmax)
  }
}

extension Pipeline.Model: LinearExportable {
  func linearPredictor(for format: String) throws -> LinearPredictor {
    let rule = try EstimatorInterchange.linearPredictor(of: last, for: format)
    guard let scaling = try columnScaling(of: stages, for: format) else { return rule }
    return try rule.scaled(scaling.change, scaling.columns)
  }
}

extension SearchModel: LinearExportable {
  func linearPredictor(for format: String) throws -> LinearPredictor {
    try EstimatorInterchange.linearPredictor(of: best, for: format)
  }
}

extension OneVsRest.Model: LinearExportable {
  /// The rules of all classes as one, where they read the same columns scaled alike.
  func linearPredictor(for format: String) throws -> LinearPredictor {
    let rules = try models.map { try EstimatorInterchange.linearPredictor(of: $0, for: format) }
    guard rules.count > 1 else { return rules[0] }
    guard Set(rules.map(\.scaling)).count == 1 else {
      throw ExportError.notExportable(
        part: "a OneVsRest whose classes scale their columns in different ways", format: format,
        instead: "Put the scalers before it: Pipeline { StandardScaler(); OneVsRest(…) }.")
    }
    return LinearPredictor(
      columns: rules[0].columns, scaling: rules[0].scaling,
      coefficients: try Matrix(rules.map { Array($0.coefficients[row: 0]) }),
      intercepts: rules.map { $0.intercepts[0] }, link: .oneVsRest)
  }
}

// MARK: Scalers

extension StandardScaler.Model: ScalingExportable {
  func columnScaling(for format: String) -> (change: ColumnAffine, columns: FittedColumns)? {
    (change, FittedColumns(count: means.count, names: featureNames))
  }
}

extension MinMaxScaler.Model: ScalingExportable {
  func columnScaling(for format: String) -> (change: ColumnAffine, columns: FittedColumns)? {
    (scaling.change, scaling.fitted)
  }
}

extension MaxAbsScaler.Model: ScalingExportable {
  func columnScaling(for format: String) -> (change: ColumnAffine, columns: FittedColumns)? {
    (scaling.change, scaling.fitted)
  }
}

extension RobustScaler.Model: ScalingExportable {
  func columnScaling(for format: String) -> (change: ColumnAffine, columns: FittedColumns)? {
    (scaling.change, scaling.fitted)
  }
}

extension Passthrough.Model: ScalingExportable {
  func columnScaling(for format: String) -> (change: ColumnAffine, columns: FittedColumns)? { nil }
}

extension OptionalStage.Model: ScalingExportable {
  func columnScaling(for format: String) throws -> (change: ColumnAffine, columns: FittedColumns)? {
    try stage.flatMap { try EstimatorInterchange.columnScaling(of: $0, for: format) }
  }
}

extension Chain.Model: ScalingExportable {
  func columnScaling(for format: String) throws -> (change: ColumnAffine, columns: FittedColumns)? {
    let one = try EstimatorInterchange.columnScaling(of: first, for: format)
    let two = try EstimatorInterchange.columnScaling(of: then, for: format)
    guard let one, let two else { return one ?? two }
    return (try one.change.followed(by: two.change), one.columns)
  }
}
