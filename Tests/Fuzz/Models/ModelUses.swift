import Estimators

/// What an accepted model is put to.
enum ModelUses {
  static let rows = 65

  /// Four columns of small whole numbers, and classes that have something to do with them.
  static let bytes = Matrix<UInt8>(rows: rows, columns: 4, repeating: 0).mapPlaces { row, column in
    UInt8((row % 3) * (column + 1) + (row * (7 + column) + row / 3) % 5)
  }
  static let doubles = bytes.map(Double.init)
  static let places = (0..<rows).map { $0 % 3 }

  /// Some rows in one of the storages, named as in the fit or not.
  static func some(_ random: inout CaseRandom) throws -> Features {
    let all: Features =
      switch random.below(4) {
      case 0: bytes.features
      case 1: doubles.features
      case 2: doubles.map(Float.init).features
      default: try SparseMatrix(doubles).features
      }
    let few = try all.selectingRows(Array(0..<3 + random.below(4)))
    return random.chance(1, of: 2) ? few : try few.named(["a", "b", "c", "d"])
  }

  static func classify<Model: ClassifierModel>(_ model: Model, _ random: inout CaseRandom) throws {
    let x = try some(&random)
    try each([
      { try requireProbabilities(model.predictProbabilities(x), rows: x.rows, classes: model.classes.count) },
      { try requireRows(model.predictLogProbabilities(x).rows, x.rows) },
      { try requireRows(model.decisionFunction(x).rows, x.rows) }, { try requireRows(model.predict(x).count, x.rows) },
    ])
  }

  /// Finite numbers become finite numbers, or an error; extreme models may overflow.
  static func predict(_ model: some RegressorModel, _ input: Input, _ random: inout CaseRandom) throws {
    let x = try some(&random)
    try each([
      {
        let found = try model.predict(x)
        try requireRows(found.count, x.rows)
        let wrong = found.first { !$0.isFinite }
        try Fault.require(input.isExtreme || wrong == nil, "a number of \(wrong ?? 0)")
      }, { _ = try model.score(x, [Double](repeating: 1.5, count: x.rows), weights: nil) }, { _ = model.description },
    ])
  }

  static func requireProbabilities(_ p: Matrix<Double>, rows: Int, classes: Int) throws {
    try Fault.require(p.rows == rows && p.columns == classes, "probabilities of \(p.rows) × \(p.columns)")
    let wrong = p.elements.first { !($0 >= -1e-9 && $0 <= 1 + 1e-9) }
    try Fault.require(wrong == nil, "a probability of \(wrong ?? 0)")
  }

  static func requireRows(_ found: Int, _ expected: Int) throws {
    try Fault.require(found == expected, "\(found) answers for \(expected) rows")
  }

  /// Finite numbers become finite numbers, or an error; extreme models may overflow.
  static func transform(_ model: some TransformerModel, _ input: Input, _ random: inout CaseRandom) throws {
    let x = try some(&random)
    try requireFinite(model.transform(x), rows: x.rows, unless: input.isExtreme)
  }

  static func requireFinite(_ result: Features, rows: Int, unless isExtreme: Bool) throws {
    try requireRows(result.rows, rows)
    guard !isExtreme else { return }
    let wrong = try result.matrix().elements.first { !$0.isFinite }
    try Fault.require(wrong == nil, "a number of \(wrong ?? 0)")
  }

  /// Learning goes on from the model, and what comes of it predicts.
  static func goOn(
    _ settings: LogisticRegression<Int>, _ model: LogisticRegression<Int>.Model, _ random: inout CaseRandom
  ) throws {
    let labels = places.map { model.classes[$0 % model.classes.count] }
    var classifier = settings
    classifier.model = model
    if settings.solver.isForStreams {
      try classifier.partialFit(doubles, labels, unseenLabels: random.chance(1, of: 8) ? .extend : .refuse)
    } else {
      classifier.warmStart = true
      try classifier.fit(doubles, labels)
    }
    let next = try classifier.requireModel()
    let wrong = (next.coefficients.elements + next.intercepts).first { !$0.isFinite }
    try Fault.require(wrong == nil, "a coefficient of \(wrong ?? 0) after learning went on")
    try classify(next, &random)
  }
}

extension Matrix {
  fileprivate func mapPlaces(_ number: (Int, Int) -> Scalar) -> Matrix {
    let elements = (0..<rows * columns).map { number($0 / columns, $0 % columns) }
    return (try? Matrix(rows: rows, columns: columns, elements)) ?? self
  }
}

extension Solver {
  fileprivate var isForStreams: Bool {
    if case .sgd = kind { true } else { false }
  }
}
