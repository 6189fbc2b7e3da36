import Estimators

extension ClassifierTrial {
  func itLearns() throws {
    for sample in try sample.separable { try on(sample).requireLearning() }
  }

  private func requireLearning() throws { try requireLearning(of: sample.input, by: fitted(), "") }

  /// At most half of the mistakes of a classifier that looks at labels alone.
  fileprivate func requireLearning(of x: C.Input, by model: C.Model, _ numbers: String) throws {
    let predicted = try model.predict(x)
    let (rows, wrong) = (sample.rowTotal, zip(predicted, sample.labels).count { $0 != $1 })
    let blind = rows - (Dictionary(grouping: sample.labels) { $0 }.map(\.value.count).max() ?? 0)
    try require(
      2 * wrong <= blind,
      "Of \(rows) rows, of \(Set(sample.labels).count) classes, that it was fitted on it gets \(wrong) wrong; naming the"
        + " most frequent class gets \(blind) wrong.\(numbers)")
  }

  func everyColumnMatters() throws {
    for sample in try sample.separable.prefix(1) { try on(sample).requireUseOfColumns() }
  }

  private func requireUseOfColumns() throws {
    let (model, x) = (try fitted(), sample.input)
    let (labels, before) = (try model.predict(x), try model.predictProbabilities(x))
    for j in 0..<x.columnCount where try isAskedFor(j, model) {
      guard let moved = try sample.withColumnMoved(j), try model.predict(moved) == labels else { continue }
      let distance = difference(try model.predictProbabilities(moved), before)
      try require(
        distance > 0.01,
        "Other values in \(x.columnText(j)) change no class, and no probability by more than \(distance).")
    }
  }

  /// A model of a table may leave columns alone.
  private func isAskedFor(_ column: Int, _ model: C.Model) throws -> Bool {
    guard let rest = try sample.without(column: column) else { return true }
    return (try? model.predict(rest)) == nil
  }
}

extension EstimatorInput {
  /// A column in a sentence.
  func columnText(_ column: Int) -> String {
    self is Table ? "column \"\(columnNames[column])\"" : columnNames[column]
  }
}

extension ClassifierTrial where Sample == LawSample<C.Label> {
  func itLearnsNumbers() throws {
    try itLearns()
    if sample.spare != nil, let first = sample.separable.first { try on(first).requireLearningOfFractions() }
  }

  /// Parts of whole numbers tell classes apart, too, and so do signs; an estimator may refuse numbers below 0.
  private func requireLearningOfFractions() throws {
    let signed = sample.doubles.map { ($0 - 4.5) / 10 }.features
    if let model = try? classifier.fitted(to: signed, sample.labels) {
      return try requireLearning(of: signed, by: model, " Its numbers lie between −0.45 and 0.45.")
    }
    let fractions = sample.doubles.map { $0 / 20 }.features
    try requireLearning(
      of: fractions, by: classifier.fitted(to: fractions, sample.labels), " Its numbers lie between 0 and 0.45.")
  }
}
