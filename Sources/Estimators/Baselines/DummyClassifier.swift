internal import Platform

/// Looks at the labels only: what a real classifier has to beat. scikit-learn's `DummyClassifier`.
///
///     try DummyClassifier<String>().fitted(to: x, y).score(xTest, yTest)  // the share of the most frequent class
///
/// - Complexity: O(n).
public struct DummyClassifier<Label: ClassLabel>: Classifier {
  /// What is predicted.
  public struct Strategy: OpenChoice, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case prior, mostFrequent
      case constant(Label)
      case stratified(randomState: UInt32)
      case uniform(randomState: UInt32)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The most frequent class, by weight; probabilities are the shares of the classes.
    public static var prior: Self { Self(.prior) }
    /// The most frequent class, with probability 1 but for 1e-15.
    public static var mostFrequent: Self { Self(.mostFrequent) }
    /// This class, with probability 1 but for 1e-15.
    public static func constant(_ label: Label) -> Self { Self(.constant(label)) }
    /// A class drawn for each row with the shares of the classes as probabilities; it then has probability 1 but for
    /// 1e-15. The same draws for every call: scikit-learn's for the same seed.
    public static func stratified(randomState: UInt32) -> Self { Self(.stratified(randomState: randomState)) }
    /// A class drawn for each row, all equally likely; every class has probability 1/K, so that `predict` is not the
    /// most probable one. The same draws for every call: scikit-learn's for the same seed.
    public static func uniform(randomState: UInt32) -> Self { Self(.uniform(randomState: randomState)) }

    /// The class of ``constant(_:)``; `nil` for other strategies.
    @inline(never)
    public var constant: Label? {
      if case .constant(let label) = kind { label } else { nil }
    }

    /// The seed of the draws; `nil` for strategies that draw nothing.
    @inline(never)
    public var randomState: UInt32? {
      switch kind {
      case .prior, .mostFrequent, .constant: nil
      case .stratified(let seed), .uniform(let seed): seed
      }
    }
  }

  /// What is predicted.
  public var strategy: Strategy
  public var model: Model?

  /// A classifier by the given strategy.
  public init(strategy: Strategy = .prior, labels: Label.Type = Label.self) { self.strategy = strategy }

  /// Every setting is allowed.
  public func validate() throws {}

  /// Counts the classes.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with the data, ``EstimatorError/unknownClass(label:known:)`` for a
  ///   constant label that no row has.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let rows = try TrainingRows(data)
    let shares = rows.weightPerClass.map { $0 / rows.weightTotal }
    var logarithms = rows.logShares
    var draws: ClassDraws?
    switch strategy.kind {
    case .prior: break
    case .mostFrequent:
      let place = shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0
      logarithms = logarithmsOfSureClass(place, shares.count)
    case .constant(let label):
      guard let place = rows.classes.firstIndex(of: label) else {
        throw EstimatorError.unknownClass(label: "\(label)", known: rows.classes.map { "\($0)" })
      }
      logarithms = logarithmsOfSureClass(place, shares.count)
    case .stratified(let seed): draws = .stratified(randomState: seed)
    case .uniform(let seed):
      draws = .uniform(randomState: seed)
      logarithms = shares.map { _ in -log(Double(shares.count)) }
    }
    return Model(classes: rows.classes, logarithms: logarithms, draws: draws, columns: FittedColumns(data.input))
  }
}

/// ln of probability 1 for one class, but for 1e-15, so that the others' stay finite.
private func logarithmsOfSureClass(_ sure: Int, _ count: Int) -> [Double] {
  let rest = 1e-15 / Double(count - 1)
  return (0..<count).map { $0 == sure ? log1p(-1e-15) : log(rest) }
}

extension DummyClassifier {
  /// One distribution for all rows, and how classes are drawn from it, if they are.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// ln p of each class.
    let logarithms: [Double]
    let draws: ClassDraws?
    let columns: FittedColumns

    init(classes: [Label], logarithms: [Double], draws: ClassDraws?, columns: FittedColumns) {
      self.classes = classes
      self.logarithms = logarithms
      self.draws = draws
      self.columns = columns
    }

    /// ln p of every class, n × K; for two classes their difference, n × 1. The same in every row, unless `.stratified`
    /// draws them.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try columns.require(x)
      try requireFinite(x)
      let count = classes.count
      try requireMemory(rows: x.rows, classes: count, copies: 2)
      func scores(_ logarithms: [Double]) -> [Double] {
        count == 2 ? [logarithms[1] - logarithms[0]] : logarithms
      }
      guard case .stratified(let seed) = draws else {
        let row = scores(logarithms)
        return try Matrix(rows: x.rows, columns: row.count, Array(repeatElement(row, count: x.rows).joined()))
      }
      let rows = (0..<count).map { scores(logarithmsOfSureClass($0, count)) }
      let drawn = ClassDraws.drawStratified(x.rows, logarithms.map(exp), seed)
      return try Matrix(rows: x.rows, columns: rows[0].count, Array(drawn.map { rows[$0] }.joined()))
    }

    /// The most probable class of each row, or the drawn one.
    public func predict(_ x: Features) throws -> [Label] {
      let scores = try decisionFunction(x)
      if case .uniform(let seed) = draws {
        var random = RandomState(seed)
        return try random.integers(in: 0..<classes.count, count: x.rows).map { classes[$0] }
      }
      guard scores.columns == 1 else { return scores.largestColumns().map { classes[$0] } }
      return scores.elements.map { classes[$0 > 0 ? 1 : 0] }
    }
  }
}

/// How a dummy draws classes.
enum ClassDraws: Sendable, Hashable, Codable {
  case stratified(randomState: UInt32)
  case uniform(randomState: UInt32)

  /// One class for each row by the given probabilities: NumPy's `multinomial(1, p, size)`, whose sampler asks of one
  /// class after the other whether it is the one.
  static func drawStratified(_ rows: Int, _ p: [Double], _ seed: UInt32) -> [Int] {
    var random = RandomState(seed)
    return (0..<rows).map { _ in
      var left = 1.0
      for k in 0..<p.count - 1 {
        if binomialOfOne(p[k] / left, &random) { return k }
        left -= p[k]
      }
      return p.count - 1
    }
  }

  /// NumPy's legacy `binomial(1, p)`, draw for draw: by inversion, of the rarer outcome.
  private static func binomialOfOne(_ p: Double, _ random: inout RandomState) -> Bool {
    guard p > 0 else { return false }
    let rare = p <= 0.5 ? p : max(0, 1 - p)
    guard rare > 0 else { return true }
    let (none, one) = (exp(log(1 - rare)), rare * exp(log(1 - rare)) / (1 - rare))
    while true {
      let u = random.random()
      if u <= none { return p > 0.5 }
      // Rounding can leave a gap behind the second outcome: draw again.
      if u - none <= one { return p <= 0.5 }
    }
  }
}

extension DummyClassifier.Model: Codable {
  private enum CodingKeys: String, CodingKey { case classes, logarithms, draws, columns }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    logarithms = try container.decodeFinite(forKey: .logarithms)
    draws = try container.decodeIfPresent(ClassDraws.self, forKey: .draws)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireClasses(classes, decoder)
    let fits = logarithms.count == classes.count && (logSumExp(logarithms)).magnitude < 1e-9
    try requireDecoded(fits, "\(classes.count) classes need as many probabilities, which sum to 1.", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(logarithms, forKey: .logarithms)
    try container.encodeIfPresent(draws, forKey: .draws)
    try container.encode(columns, forKey: .columns)
  }
}

extension DummyClassifier where Label == Int {
  /// A classifier of `Int` labels by the given strategy.
  public init(strategy: Strategy = .prior) { self.init(strategy: strategy, labels: Int.self) }
}

/// The settings, without a model.
extension DummyClassifier: Codable {
  private enum CodingKeys: String, CodingKey { case strategy }
}

extension DummyClassifier.Strategy: Codable {
  private enum CodingKeys: String, CodingKey { case name, constant, randomState }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func seed() throws -> UInt32 { try container.decode(UInt32.self, forKey: .randomState) }
    switch try container.decode(String.self, forKey: .name) {
    case "prior": self = .prior
    case "mostFrequent": self = .mostFrequent
    case "constant": self = .constant(try container.decode(CodedLabel<Label>.self, forKey: .constant).label)
    case "stratified": self = .stratified(randomState: try seed())
    case "uniform": self = .uniform(randomState: try seed())
    case let name:
      throw DecodingError.dataCorruptedError(
        forKey: .name, in: container, debugDescription: "There is no strategy \(name.debugDescription).")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch kind {
    case .prior: try container.encode("prior", forKey: .name)
    case .mostFrequent: try container.encode("mostFrequent", forKey: .name)
    case .constant(let label):
      try container.encode("constant", forKey: .name)
      try container.encode(CodedLabel(label), forKey: .constant)
    case .stratified(let seed):
      try container.encode("stratified", forKey: .name)
      try container.encode(seed, forKey: .randomState)
    case .uniform(let seed):
      try container.encode("uniform", forKey: .name)
      try container.encode(seed, forKey: .randomState)
    }
  }
}
