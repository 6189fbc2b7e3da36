import Files
import Matrices

/// How often each class was taken for each other one. scikit-learn's `confusion_matrix`.
///
///     let confusion = try ConfusionMatrix(of: predicted, against: truth)
///     print(confusion)
///
///     //        predicted
///     // true   cat  dog
///     // cat      3    1
///     // dog      0    2
///
/// - Complexity: O(n + K²) for n rows and K classes.
public struct ConfusionMatrix<Label: ClassLabel>: Sendable, Hashable {
  /// What the counts are divided by.
  public enum Normalization: Sendable, Hashable, CaseIterable {
    /// The sum of a row: the diagonal is recall. scikit-learn's `normalize="true"`.
    case truth
    /// The sum of a column: the diagonal is precision. scikit-learn's `normalize="pred"`.
    case predicted
    /// The sum of everything: the diagonal sums to accuracy. scikit-learn's `normalize="all"`.
    case all
  }

  /// The classes in the order of rows and columns.
  public let classes: [Label]
  /// K × K: element (i, j) is the weight of the rows that are class i and were predicted as class j.
  public let counts: Matrix<Double>
  /// The weight of the rows of each class, K numbers, summed in row order.
  let support: [Double]
  /// The weight of the rows predicted as each class, K numbers, summed in row order.
  let predictedSupport: [Double]
  /// Whether weights were given, so that counts need not be whole.
  let isWeighted: Bool

  /// Counts pairs of labels.
  ///
  /// - Parameters:
  ///   - predicted: n labels.
  ///   - truth: n labels, in the same order.
  ///   - classes: The order of rows and columns; every label that occurs must be among them, a class without rows may
  ///     be. All labels that occur, ascending, when `nil`.
  ///   - sampleWeight: n weights ≥ 0; all 1 when `nil`.
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` when the counts differ,
  ///   ``EstimatorError/emptyInput(rows:columns:)`` when there are none,
  ///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)``,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for more than 11,585 classes, and the errors of weights.
  public init(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, classes: [Label]? = nil,
    sampleWeight: [Double]? = nil
  ) throws {
    guard predicted.count == truth.count else {
      throw EstimatorError.rowCountMismatch(features: predicted.count, targets: truth.count)
    }
    guard !truth.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    if let sampleWeight { try requireWeights(sampleWeight, rows: truth.count) }
    let order = try ClassOrder(classes ?? ClassEncoding(Array(truth) + Array(predicted)).classes)
    let (rows, columns) = try (order.places(of: truth), order.places(of: predicted))
    let count = order.classes.count
    try requireAffordable(classes: count)
    var counts = Matrix<Double>.zeros(rows: count, columns: count)
    var support = [Double](repeating: 0, count: count)
    var predictedSupport = support
    for (row, (i, j)) in zip(rows, columns).enumerated() {
      let s = sampleWeight?[row] ?? 1
      counts[i, j] += s
      support[i] += s
      predictedSupport[j] += s
    }
    self.classes = order.classes
    self.counts = counts
    self.support = support
    self.predictedSupport = predictedSupport
    isWeighted = sampleWeight != nil
  }

  /// The counts as shares in 0...1, K × K. A row or column without any weight stays 0, as in scikit-learn.
  public func normalized(by normalization: Normalization) -> Matrix<Double> {
    var shares = counts
    let total = support.reduce(0, +)
    for i in classes.indices {
      for j in classes.indices {
        let whole =
          switch normalization {
          case .truth: support[i]
          case .predicted: predictedSupport[j]
          case .all: total
          }
        shares[i, j] = whole > 0 ? counts[i, j] / whole : 0
      }
    }
    return shares
  }
}

/// K² counts take no more than 1 GiB, and no more than there is. So many classes are rarely meant: numbers to predict
/// were taken for labels.
private func requireAffordable(classes count: Int) throws {
  let (limit, bytes) = (1 << 30, Memory.bytes(count, count, MemoryLayout<Double>.stride))
  let what = "A confusion matrix of \(count) classes"
  let instead = "Check that the labels name classes, or use accuracy(of:against:sampleWeight:)."
  guard bytes <= limit else {
    throw EstimatorError.tooLarge(what: what, bytes: bytes, limit: limit, instead: instead)
  }
  try Memory.require(bytes, for: what, instead: instead)
}

extension ConfusionMatrix: CustomStringConvertible {
  /// A table: one line per true class, one column per predicted class. Weighted counts have two digits behind the
  /// point. Nobody reads a table of more than 200 classes: of so many, the most frequent mistakes.
  public var description: String { classes.count <= 200 ? table : mistakes }

  /// The 20 most frequent mistakes, one a line.
  private var mistakes: String {
    var worst: [(count: Double, place: Int)] = []
    for (place, count) in counts.elements.enumerated() where count > 0 && place / classes.count != place % classes.count
    {
      if worst.count == 20, let last = worst.last, count <= last.count { continue }
      worst.insert((count, place), at: worst.firstIndex { $0.count < count } ?? worst.count)
      if worst.count > 20 { worst.removeLast() }
    }
    let lines = worst.map { count, place in
      "\(DecimalFormat.fixed(count, digits: isWeighted ? 2 : 0)) of \(classes[place / classes.count]) as "
        + "\(classes[place % classes.count])"
    }
    return (["\(classes.count) classes; the most frequent mistakes:"] + lines).joined(separator: "\n")
  }

  private var table: String {
    let names = classes.map { "\($0)" }
    let cells = counts.elements.map { DecimalFormat.fixed($0, digits: isWeighted ? 2 : 0) }
    let heading = (names + ["true"]).map(\.printedWidth).max() ?? 0
    let widths = classes.indices.map { j in
      (classes.indices.map { cells[$0 * classes.count + j] } + [names[j]]).map(\.printedWidth).max() ?? 0
    }
    func line(_ title: String, _ texts: some Collection<String>) -> String {
      title.leftAligned(heading) + zip(texts, widths).map { "  " + $0.rightAligned($1) }.joined()
    }
    let lines = classes.indices.map { i in
      line(names[i], cells[i * classes.count..<(i + 1) * classes.count])
    }
    return (["".leftAligned(heading) + "  predicted", line("true", names)] + lines).joined(separator: "\n")
  }
}
