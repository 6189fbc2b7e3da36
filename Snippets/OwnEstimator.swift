// A classifier and a transformer of one's own, checked against the laws that every estimator of the package keeps.

// snippet.hide
import EstimatorDatasets
import EstimatorTesting
import Estimators
import Foundation

// snippet.show
// snippet.classifier
/// Names the class whose mean is nearest. scikit-learn's `NearestCentroid`.
struct NearestMean<Label: ClassLabel>: Classifier {
  struct Model: ClassifierModel {
    let labels: [CodedLabel<Label>]  // K classes
    let means: [[Double]]  // K × p
    let columns: FittedColumns
    var classes: [Label] { labels.map(\.label) }

    func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try columns.require(x)
      try requireFinite(x)
      let values = try x.matrix()
      let scores = (0..<values.rows).map { row in  // x·m − ½‖m‖² is largest where ‖x − m‖ is smallest
        means.map { zip(values[row: row], $0).reduce(0) { $0 + $1.1 * ($1.0 - $1.1 / 2) } }
      }
      return try Matrix(classes.count == 2 ? scores.map { [$0[1] - $0[0]] } : scores)
    }
  }

  var model: Model?
  func validate() throws {}  // no settings

  func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let rows = try TrainingRows(data)
    let values = try rows.features.matrix()
    var totals = rows.classes.map { _ in 0.0 }
    var means = rows.classes.map { _ in [Double](repeating: 0, count: values.columns) }
    for (row, k) in rows.targets.indices.map(Int.init).enumerated() {
      let weight = rows.weights?[row] ?? 1
      totals[k] += weight
      for (j, value) in values[row: row].enumerated() { means[k][j] += weight * value }
    }
    means = zip(means, totals).map { sums, total in sums.map { $0 / total } }
    return Model(labels: rows.classes.map(CodedLabel.init), means: means, columns: FittedColumns(data.input))
  }
}

// snippet.laws
try ClassifierLaw.checkAll(NearestMean<String>(), on: .threeClasses)
try ClassifierLaw.checkAll(NearestMean<Bool>(), on: .truthValues)
try ClassifierLaw.checkAll(NearestMean<String>(), on: .fiveClasses)

// snippet.use
let iris = try Iris.load()
let pipeline = Pipeline {
  StandardScaler()
  NearestMean<Int>()
}
let folds = StratifiedKFold(5, randomState: 42)
print(try crossValidate(pipeline, iris.features, iris.labels, splitter: folds, scoring: [.accuracy]))

// snippet.wrapper
/// The settings that do best on a part of the rows, fitted to all of them.
struct BestOf<Base: LabelEstimator>: LabelEstimator {
  typealias Label = Base.Label
  typealias Input = Base.Input
  typealias Model = Base.Model

  var candidates: [Base]
  var model: Model?

  func validate() throws { for candidate in candidates { try candidate.validate() } }

  func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let rows = try ChosenRows(data)  // without those of weight 0
    let fold = try trainTestSplit(of: rows.data.labels, testSize: 0.25, stratified: true)
    let (train, test) = (try rows.selectingRows(fold.train), try rows.selectingRows(fold.test))
    let scores = try candidates.map { candidate in
      let model = try train.fitted(candidate, onIteration: onIteration)
      return try test.naming { try model.score($0.input, $0.labels, weights: $0.weights) }
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else {
      throw EstimatorError.invalidSetting(name: "candidates", value: "[]", rule: "at least one")
    }
    return try rows.fitted(candidates[best], onIteration: onIteration)
  }

  func lacking(_ classes: Set<Label>) -> Self { BestOf(candidates: candidates.map { $0.lacking(classes) }) }
}

extension BestOf: Classifier where Base: Classifier {}

// snippet.end
let narrow = BestOf(candidates: [0.001, 1].map { LogisticRegression(c: $0) })
print("best of two:", try narrow.fitted(to: iris.features, iris.labels).score(iris.features, iris.labels))

// snippet.transformer
/// Counts on a logarithmic scale, ln(1 + x).
struct LogarithmicScale: Transformer {
  struct Model: TransformerModel {
    let base: Double
    let columns: FittedColumns

    func transform(_ x: Features) throws -> Features {
      try columns.require(x)
      try requireFinite(x)
      let values = try x.matrix()
      guard values.elements.allSatisfy({ $0 >= 0 }) else {
        throw EstimatorError.unsupported(what: "The logarithm of a negative number", instead: "Pass counts.")
      }
      return values.map { log1p($0) / log(base) }.features
    }
  }

  var base = 2.0
  var model: Model?

  func validate() throws {
    guard base > 1, base.isFinite else {
      throw EstimatorError.invalidSetting(name: "base", value: "\(base)", rule: "finite and above 1")
    }
  }

  func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights)
    return Model(base: base, columns: FittedColumns(x))
  }
}

// snippet.exception
try TransformerLaw.checkAll(
  LogarithmicScale(), except: [.sparseStaysSparse: "It widens sparse rows; written to be read, not to be fast."])

// snippet.stochastic
let stochastic = LogisticRegression<String>(solver: .sgd, maxIterations: 30)  // rows in an order drawn by a seed
let noise = "It ends within the noise of its steps: their order and number are those of the rows."
try ClassifierLaw.checkAll(
  stochastic, on: .threeClasses,
  except: [.rowOrderIsIrrelevant: noise, .weightsEqualRepetitions: noise, .fractionalWeightsEqualRepetitions: noise])

// snippet.iterations
/// What any fit by iterations does: it tells of each, and ends when it is told to.
func iterate<Model: Sendable>(
  from start: Model, atMost count: Int, _ onIteration: OnIteration, step: (Model) -> (model: Model, loss: Double)
) throws -> Model {
  var model = start
  for number in 1...count {
    let next = step(model)
    model = next.model
    let iteration = Iteration(number: number, objective: next.loss, gradientNorm: .nan, evaluations: number)
    switch try iteration.reasonToStop(onIteration) {
    case nil: continue
    case .cancelled: throw FitInterrupted(model: model, iteration: number)
    default: return model
    }
  }
  return model
}

// snippet.end
let root = try iterate(from: 1.0, atMost: 50) {
  $0.objective < 1e-12 ? .stop : .proceed
} step: {
  let next = ($0 + 2 / $0) / 2
  return (next, abs(next * next - 2))
}
print("√2 =", root)
