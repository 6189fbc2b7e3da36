import Estimators

/// A supervised transformer for tests: keeps the `k` columns whose class means lie furthest apart, by weight. It is
/// written with the public protocols alone, as a user would.
public struct SpreadSelector: Transformer {
  public struct Model: TransformerModel {
    public let columns: [Int]

    public func transform(_ x: Features) throws -> Features { try x.selectingColumns(columns) }
  }

  public var k: Int
  public var model: Model?

  public init(k: Int) { self.k = k }

  public func validate() throws {
    guard k >= 1 else { throw EstimatorError.invalidSetting(name: "k", value: "\(k)", rule: "at least 1") }
  }

  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try validate()
    guard let targets else { throw EstimatorError.targetsRequired(by: "SpreadSelector") }
    let means = try classMeans(x.matrix(), targets, weights)
    let spreads = (0..<x.columns).map { column in
      let ofColumn = means.map { $0[column] }
      return (ofColumn.max() ?? 0) - (ofColumn.min() ?? 0)
    }
    let best = spreads.indices.sorted { (spreads[$0], $1) > (spreads[$1], $0) }.prefix(k)
    return Model(columns: best.sorted())
  }
}

/// A classifier for tests: the class whose weighted mean is nearest.
public struct NearestMean<Label: ClassLabel>: Classifier {
  public struct Model: ClassifierModel {
    public let classes: [Label]
    public let means: Matrix<Double>

    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      let values = try x.matrix()
      let distances = (0..<values.rows).map { row in
        (0..<means.rows).map { k in
          -zip(values[row: row], means[row: k]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
      }
      return try Matrix(distances)
    }

    public init(classes: [Label], means: Matrix<Double>) {
      self.classes = classes
      self.means = means
    }

    private enum CodingKeys: String, CodingKey { case classes, means }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      means = try container.decode(Matrix<Double>.self, forKey: .means)
      classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(means, forKey: .means)
      try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    }
  }

  public var model: Model?

  public init(labels: Label.Type = Label.self) {}
  public func validate() throws {}

  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let encoding = data.encoding
    return Model(
      classes: encoding.classes,
      means: try Matrix(classMeans(data.input.matrix(), encoding.targets, data.weights)))
  }
}

private func classMeans(_ x: Matrix<Double>, _ targets: ClassTargets, _ weights: [Double]?) -> [[Double]] {
  var sums = [[Double]](repeating: Array(repeating: 0, count: x.columns), count: targets.count)
  var totals = [Double](repeating: 0, count: targets.count)
  for row in 0..<x.rows {
    let (k, s) = (Int(targets.indices[row]), weights?[row] ?? 1)
    totals[k] += s
    for (column, value) in x[row: row].enumerated() { sums[k][column] += s * value }
  }
  return zip(sums, totals).map { sum, total in sum.map { $0 / max(total, .leastNormalMagnitude) } }
}
