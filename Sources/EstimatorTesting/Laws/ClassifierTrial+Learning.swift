import Estimators

extension ClassifierTrial {
  func itLearns() throws {
    for sample in sample.separable { try on(sample).requireLearning() }
  }

  /// At most half of the mistakes of a classifier that looks at labels alone.
  func requireLearning() throws {
    let predicted = try fitted().predict(sample.doubles)
    let (rows, wrong) = (sample.rowCount, zip(predicted, sample.labels).count { $0 != $1 })
    let blind = rows - (Dictionary(grouping: sample.labels) { $0 }.map(\.value.count).max() ?? 0)
    try require(
      2 * wrong <= blind,
      "Of \(rows) rows, of \(Set(sample.labels).count) classes, that it was fitted on it gets \(wrong) wrong; naming the"
        + " most frequent class gets \(blind) wrong.")
  }

  func everyColumnMatters() throws {
    for sample in sample.separable.prefix(1) { try on(sample).requireUseOfColumns() }
  }

  private func requireUseOfColumns() throws {
    let (model, x) = (try fitted(), sample.doubles)
    let (labels, before) = (try model.predict(x), try model.predictProbabilities(x))
    for j in 0..<x.columns {
      let moved = x.withColumnMoved(j)
      guard moved != x, try model.predict(moved) == labels else { continue }
      let distance = difference(try model.predictProbabilities(moved), before)
      try require(
        distance > 0.01,
        "Other numbers in column \(j) change no class, and no probability by more than \(distance).")
    }
  }
}
