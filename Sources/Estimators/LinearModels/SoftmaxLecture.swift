import Matrices

/// Softmax regression from scratch: the functions of the lecture, with its names, its argument order and its weights.
///
///     var w = [Double](repeating: 0, count: 784 * 10)
///     for _ in 1...5 {
///       let loss = try SoftmaxLecture.step(&w, learningRate: 1e-5, x, y)
///       print(loss, try SoftmaxLecture.checkAccuracy(w, x, y))
///     }
///
/// Everywhere:
/// - `x` is X: N × n features, one row per sample, in whatever type they are stored. They are never copied to another.
/// - `w` is flat, n·K numbers; `W = w.reshape(n, K)` has one **column** per class. K follows from its length.
/// - `y` holds N classes in `0..<K`.
/// - There is no intercept and no penalty, and the loss is a mean over the N samples.
///
/// The formulas are the lecture's; the computation differs where it would overflow. `exp` of a score above 709 is ∞ and
/// ∞/∞ is not a number, so every row is first shifted by its largest score, which changes no probability; and ln of a
/// probability is taken from the scores, so that it is finite where the probability itself has become 0.
///
/// - Complexity: each function is one pass over the data, O(N · n · K); the lecture's loop over classes makes K of
///   them.
/// - Throws: Each function throws ``EstimatorError/emptyInput(rows:columns:)``,
///   ``EstimatorError/notFinite(row:column:value:)``, ``EstimatorError/invalidSetting(name:value:rule:)`` for weights
///   that are not finite or do not fill whole columns, ``EstimatorError/rowCountMismatch(features:targets:)``, and
///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)``.
/// - SeeAlso: `LogisticRegression`, which reaches the minimum instead of approaching it.
public enum SoftmaxLecture {
  /// The probability of each class for each sample, N × K: σₖ⁽ⁱ⁾ = exp(wₖᵀx⁽ⁱ⁾) / Σⱼ exp(wⱼᵀx⁽ⁱ⁾). The lecture's
  /// `sigma`.
  ///
  /// Rows sum to 1.
  public static func sigma(_ x: some FeatureMatrix, _ w: [Double]) throws -> Matrix<Double> {
    var prob = try scores(x.features, w)
    prob.softmaxRowsInPlace()
    return prob
  }

  /// The mean cross-entropy L = −(1/N) Σᵢ ln σ_y⁽ⁱ⁾, y the class of sample i: a number ≥ 0. The lecture's `loss`.
  public static func loss(_ w: [Double], _ x: some FeatureMatrix, _ y: some Collection<Int>) throws -> Double {
    try lossAndGradient(w, x, y).loss
  }

  /// ∂L/∂wₖ = (1/N) Σᵢ x⁽ⁱ⁾ (σₖ⁽ⁱ⁾ − 1{y⁽ⁱ⁾ = k}) for every k: n·K numbers in the order of `w`. The lecture's
  /// `gradient_loss`.
  public static func lossGradient(
    _ w: [Double], _ x: some FeatureMatrix, _ y: some Collection<Int>
  ) throws -> [Double] {
    try lossAndGradient(w, x, y).gradient
  }

  /// The loss and its gradient, from one pass over the data.
  public static func lossAndGradient(
    _ w: [Double], _ x: some FeatureMatrix, _ y: some Collection<Int>
  ) throws -> (loss: Double, gradient: [Double]) {
    let weights = try weightColumns(w, x.features)
    let classes = try checkedClasses(y, x.features, count: weights.columns)
    let pass = LinearPass(
      features: x.features,
      loss: SoftmaxLoss(RowTargets(classes: classes, weights: nil), classCount: weights.columns))
    // Σᵢ over the samples, with one row of weights and of the gradient per class.
    let sums = try pass.evaluate(weights: weights.transposed.elements, bias: zeros(weights.columns))
    let gradient = try Matrix(rows: weights.columns, columns: weights.rows, sums.gradient).transposed
    let samples = Double(classes.count)
    return (sums.losses[0] / samples, gradient.elements.map { $0 / samples })
  }

  /// One step of gradient descent, w ← w − η ∂L/∂w.
  ///
  /// - Parameters:
  ///   - w: n·K weights, changed in place.
  ///   - learningRate: η > 0; the lecture takes 1e-5 for pixels in 0...255.
  ///   - x: N × n features.
  ///   - y: N classes in `0..<K`.
  /// - Returns: The loss at the old `w`, which the gradient gives for nothing.
  @discardableResult
  public static func step(
    _ w: inout [Double], learningRate: Double, _ x: some FeatureMatrix, _ y: some Collection<Int>
  ) throws -> Double {
    guard learningRate > 0, learningRate.isFinite else {
      throw EstimatorError.invalidSetting(
        name: "learningRate", value: "\(learningRate)", rule: "finite and greater than 0")
    }
    let (loss, dw) = try lossAndGradient(w, x, y)
    BLAS.add(-learningRate, times: dw, to: &w)
    return loss
  }

  /// The share of samples whose most probable class is `y`, in 0...1; of equally probable classes the lowest counts.
  /// The lecture's `check_acc`.
  public static func checkAccuracy(
    _ w: [Double], _ x: some FeatureMatrix, _ y: some Collection<Int>
  ) throws -> Double {
    let z = try scores(x.features, w)
    _ = try checkedClasses(y, x.features, count: z.columns)
    // The largest score is the largest probability.
    return try accuracy(of: z.largestColumns(), against: y)
  }
}

extension SoftmaxLecture {
  /// Z = X·W, N × K.
  private static func scores(_ x: Features, _ w: [Double]) throws -> Matrix<Double> {
    let weights = try weightColumns(w, x)
    return try linearScores(x, weights: weights.transposed, bias: zeros(weights.columns))
  }

  /// No intercept for any of the classes.
  private static func zeros(_ classes: Int) -> [Double] { Array(repeating: 0, count: classes) }

  /// W = w.reshape(n, K).
  private static func weightColumns(_ w: [Double], _ x: Features) throws -> Matrix<Double> {
    try requireFittingCounts(x, targets: nil, weights: nil)
    try requireFinite(x)
    guard !w.isEmpty, w.count.isMultiple(of: x.columns) else {
      throw EstimatorError.invalidSetting(
        name: "w", value: "\(w.count) numbers",
        rule: "\(x.columns) numbers for each class, one per feature: a multiple of \(x.columns)")
    }
    if let place = w.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.invalidSetting(
        name: "w", value: "\(w[place]) at index \(place)",
        rule: "finite (after some steps of descent, a smaller learning rate keeps it so)")
    }
    return try Matrix(rows: x.columns, columns: w.count / x.columns, w)
  }

  private static func checkedClasses(_ y: some Collection<Int>, _ x: Features, count: Int) throws -> [Int32] {
    try requireFittingCounts(x, targets: y.count, weights: nil)
    return try y.enumerated().map { row, label in
      guard (0..<count).contains(label) else {
        throw EstimatorError.labelNotAmongClasses(row: row, label: "\(label)", classes: (0..<count).map { "\($0)" })
      }
      return Int32(label)
    }
  }
}
