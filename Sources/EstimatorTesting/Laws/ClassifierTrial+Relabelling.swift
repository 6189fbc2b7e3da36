import Estimators

extension ClassifierTrial {
  func relabellingPermutesClasses() throws {
    for sample in try sample.andMoreClasses { try on(sample).requireLabelsToBeNames() }
  }

  /// Each class gets the name of the next, and then, where there is another label, all get names in the same order.
  private func requireLabelsToBeNames() throws {
    let model = try fitted()
    let classes = ClassEncoding(sample.labels).classes
    try requireSame(
      model, classes, as: classes.indices.map { classes[($0 + 1) % classes.count] }, within: tolerance,
      "Classes with each other's names")
    guard let stranger = sample.stranger else { return }
    let names = ClassEncoding(classes + [stranger]).classes
    let others = names[0] == stranger ? names.dropLast() : names.dropFirst()
    try requireSame(model, classes, as: Array(others), within: rounding, "Classes with other names in the same order")
  }

  /// A fit to the same rows, class k called `names[k]`, says the same of each of them.
  private func requireSame(
    _ model: C.Model, _ classes: [C.Label], as names: [C.Label], within tolerance: Double, _ what: String
  ) throws {
    let targets = ClassEncoding(sample.labels).targets
    let renamed = try classifier.fitted(to: sample.input, targets.indices.map { names[Int($0)] })
    try require(
      model.classes == classes && renamed.classes == ClassEncoding(names).classes,
      "\(what): classes \(model.classes) and \(renamed.classes).")
    let places = names.map { name in renamed.classes.firstIndex(of: name) ?? 0 }
    let p = try model.predictProbabilities(sample.input)
    let q = try reordered(renamed.predictProbabilities(sample.input), places, "probabilities")
    let distance = difference(p, q)
    try require(distance <= tolerance, "\(what): probabilities differ by \(distance), allowed are \(tolerance).")
    try requireSameScores(model, renamed, places, within: tolerance, what)
    try requireSamePredictions(model, renamed, p, names, within: tolerance, what)
  }

  /// Two classes have one score, positive for the second.
  private func requireSameScores(
    _ model: C.Model, _ renamed: C.Model, _ places: [Int], within tolerance: Double, _ what: String
  ) throws {
    let (a, b) = (try model.decisionFunction(sample.input), try renamed.decisionFunction(sample.input))
    let turned = places.count == 2 ? b.map { places[0] == 0 ? $0 : -$0 } : try reordered(b, places, "scores")
    let distance = difference(a, turned)
    try require(distance <= tolerance, "\(what): scores differ by \(distance), allowed are \(tolerance).")
  }

  private func requireSamePredictions(
    _ model: C.Model, _ renamed: C.Model, _ p: Matrix<Double>, _ names: [C.Label], within tolerance: Double,
    _ what: String
  ) throws {
    let (a, b) = (try model.predict(sample.input), try renamed.predict(sample.input))
    for row in a.indices {
      guard let k = model.classes.firstIndex(of: a[row]), let l = names.firstIndex(of: b[row]) else {
        throw LawViolation("\(what): row \(row) is \(a[row]), and then \(b[row]).")
      }
      let isTie = (p[row, k] - p[row, l]).magnitude <= 2 * tolerance
      try require(k == l || isTie, "\(what): row \(row) is \(a[row]), and then \(b[row]) instead of \(names[k]).")
    }
  }

  /// Column k of the result is column `places[k]`.
  private func reordered(_ x: Matrix<Double>, _ places: [Int], _ what: String) throws -> Matrix<Double> {
    try require(x.columns == places.count, "There are \(x.columns) columns of \(what) for \(places.count) classes.")
    return try Matrix((0..<x.rows).map { row in places.map { x[row, $0] } })
  }
}
