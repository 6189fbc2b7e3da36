/// The classes of a metric in a given order, and where each label stands among them.
struct ClassOrder<Label: ClassLabel>: Sendable {
  let classes: [Label]
  private let places: [Label: Int]

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` when a class is listed twice.
  init(_ classes: [Label]) throws {
    places = Dictionary(zip(classes, classes.indices)) { first, _ in first }
    guard places.count == classes.count else {
      throw EstimatorError.invalidSetting(
        name: "classes", value: "\(classes.map { "\($0)" })", rule: "a list that names every class once")
    }
    self.classes = classes
  }

  /// The place of each label.
  ///
  /// - Throws: ``EstimatorError/labelNotAmongClasses(row:label:classes:)`` for the first that has none.
  func places(of labels: some Collection<Label>) throws -> [Int] {
    try labels.enumerated().map { row, label in
      guard let place = places[label] else {
        throw EstimatorError.labelNotAmongClasses(row: row, label: "\(label)", classes: classes.map { "\($0)" })
      }
      return place
    }
  }
}
