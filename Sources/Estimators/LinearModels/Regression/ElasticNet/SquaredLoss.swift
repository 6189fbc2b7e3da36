import Files
import Matrices

/// Half the mean squared error of a linear predictor whose intercept is at its best, and its Gram matrix by parts:
///
///     f(w) = 1/(2S)·Σ sᵢ·(yᵢ − w·xᵢ − b)²,     b = ȳ − w·x̄
///
/// Each evaluation is one pass over the rows in their stored type. The last Gram matrix is kept.
final class SquaredLoss {
  let rows: TrainingNumbers
  let hasIntercept: Bool
  /// x̄, 0 without an intercept.
  private let means: [Double]
  /// ȳ, 0 without an intercept.
  private let targetMean: Double
  private let evaluator: LinearEvaluator
  private var known: (columns: [Int], gram: Matrix<Double>)?

  /// f, its gradient and the best intercept at a point.
  struct Evaluation {
    let value: Double
    /// ∂f/∂w, p numbers.
    let slopes: [Double]
    let intercept: Double
  }

  /// - Complexity: two passes over the data, for the means.
  init(_ rows: TrainingNumbers, hasIntercept: Bool) throws {
    (self.rows, self.hasIntercept) = (rows, hasIntercept)
    let p = rows.features.columns
    let features = try rows.features.restingZeroColumns()
    if hasIntercept {
      means = features.columnMeans(try ColumnMoments(features, sampleWeight: rows.weights))
      let sum = rows.targets.indices.reduce(0) { $0 + (rows.weights?[$1] ?? 1) * rows.targets[$1] }
      targetMean = sum / rows.weightTotal
    } else {
      (means, targetMean) = ([Double](repeating: 0, count: p), 0)
    }
    let objective = LinearObjective(
      features: features, loss: BoundLoss(SquaredError(), targets: [rows.targets], weights: rows.weights),
      hasIntercept: true, weightTotal: rows.weightTotal, penalty: .l2(0, features: p))
    evaluator = LinearEvaluator(objective)
  }

  /// Passes over the data so far, those for Gram matrices and means left out.
  var passes: Int { evaluator.passes }

  /// f at w.
  ///
  /// - Complexity: one pass over the data.
  func evaluate(at w: [Double]) throws -> Evaluation {
    var intercept = targetMean
    if hasIntercept {
      for j in w.indices { intercept -= w[j] * means[j] }
    }
    let evaluation = try evaluator.evaluate([EvaluationRequest(problem: 0, point: w + [intercept])])[0]
    return Evaluation(
      value: evaluation.value, slopes: Array(evaluation.gradient.dropLast()), intercept: intercept)
  }

  /// ∂²f/∂w² over some columns, lower triangle.
  ///
  /// - Parameter columns: Ascending.
  /// - Complexity: O(n · d²) for d columns, nothing where they are those of the last call, or among them.
  func gram(_ columns: [Int]) throws -> Matrix<Double> {
    if let known, known.columns == columns { return known.gram }
    if let known, known.columns.count > columns.count, let part = Self.part(of: known, columns) { return part }
    let d = columns.count
    try Memory.require(
      Memory.bytes(6, d, d, 8), for: "The Gram matrix of the \(d) columns with weight",
      instead: "Raise alpha, so that fewer columns have weight, or choose columns first.")
    let features = rows.features
    let chosen = d == features.columns ? features : try features.selectingColumns(columns)
    let centred = CentredFeatures(
      features: chosen, means: columns.map { means[$0] }, factors: rows.weights?.map { $0.squareRoot() })
    let scale = 1 / rows.weightTotal
    let gram = try centred.gram().map { $0 * scale }
    known = (columns, gram)
    return gram
  }

  private static func part(of known: (columns: [Int], gram: Matrix<Double>), _ columns: [Int]) -> Matrix<Double>? {
    var places: [Int] = []
    var at = 0
    for column in columns {
      while at < known.columns.count, known.columns[at] < column { at += 1 }
      guard at < known.columns.count, known.columns[at] == column else { return nil }
      places.append(at)
    }
    let d = places.count
    return Matrix(rows: d, columns: d) { elements in
      for a in 0..<d {
        for b in 0..<d {
          elements.initializeElement(at: a * d + b, to: known.gram[places[max(a, b)], places[min(a, b)]])
        }
      }
    }
  }
}
