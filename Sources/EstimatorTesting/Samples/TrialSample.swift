import Estimators

/// What trials ask of a sample, of features or of a table.
protocol TrialSample<Input, Label>: Sendable {
  associatedtype Input: EstimatorInput
  associatedtype Label: ClassLabel

  /// n rows.
  var input: Input { get }
  var labels: [Label] { get }
  var weights: [Int] { get }
  var stranger: Label? { get }

  /// The rows, and places far outside of them, where exponentials overflow and underflow.
  var nearAndFar: [Input] { get throws }
  /// What an earlier fit may have seen: fewer rows with other labels, a column more, one class less if there are more
  /// than two.
  var earlier: (input: Input, labels: [Label]) { get throws }
  /// Samples whose classes can be told apart: as many classes as here, and then more of them, if there are labels. A
  /// sample of a caller's own stands for itself.
  var separable: [Self] { get throws }
  /// A sample of more classes, if there are labels, and this one.
  var andMoreClasses: [Self] { get throws }

  /// Chosen rows, stored one behind the other.
  func block(_ rows: [Int]) throws -> Input
  /// The rows without their columns.
  func withoutColumns() throws -> Input
  /// Every value of a column one row further up; `nil` where that changes nothing.
  func withColumnMoved(_ column: Int) throws -> Input?
  /// The rows without a column, for what finds columns by name; `nil` for what counts them.
  func without(column: Int) throws -> Input?
  /// The values of a row.
  static func text(of row: Int, in x: Input) throws -> String
}

extension TrialSample {
  /// The number of rows, n.
  var rowTotal: Int { labels.count }

  /// The same rows as often as their weight says.
  var copies: (rows: [Int], labels: [Label]) {
    let rows = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
    return (rows, rows.map { labels[$0] })
  }

  /// Fractional weights, of rows and of their repetitions: every copy of a row weighs the same. Some weigh less than 1,
  /// and all together more than there are rows: what weighs less may be taken for shares.
  var fractions: (weights: [Double], repeated: [Double]) {
    let each = weights.indices.map { $0 / 2 % 2 == 0 ? 0.5 : 2.25 }
    return (zip(weights, each).map { Double($0) * $1 }, copies.rows.map { each[$0] })
  }

  /// The number of different rows in a batch.
  var batchedRows: Int { min(50, rowTotal) }

  /// The rows of a batch of 500.
  var batch: [Int] { (0..<500).map { (7 * $0 + $0 / batchedRows) % batchedRows } }

  /// The rows in another order, always the same one.
  var shuffled: [Int] {
    var random = RandomState(3)
    return random.permutation(rowTotal)
  }

  /// The rows of the second half.
  var secondHalf: Range<Int> { rowTotal / 2..<rowTotal }

  /// The rows of an earlier fit.
  var earlierRows: [Int] {
    let classes = ClassEncoding(labels).classes
    return secondHalf.filter { classes.count == 2 || labels[$0] != classes.last }
  }

  /// Weight 0 for the rows that weigh nothing, 1 for the others, and the places of the others.
  var presence: (weights: [Double], kept: [Int]) {
    (weights.map { $0 == 0 ? 0 : 1 }, weights.indices.filter { weights[$0] > 0 })
  }

  func requireUsefulRows(_ rows: Int) throws {
    try require(labels.count == rows, "A sample of \(rows) rows needs as many labels, not \(labels.count).")
    try require(weights.count == rows, "A sample of \(rows) rows needs as many weights, not \(weights.count).")
    try require(!weights.contains { $0 < 0 }, "The weights of a sample are at least 0.")
    try require(Set(weights).count > 1, "All weights of the sample are \(weights[0]): give some rows 0, some 2.")
    let (all, second) = (Set(labels), Set(labels[(rows / 2)...]))
    let weighted = Set(labels.indices.filter { weights[$0] > 0 }.map { labels[$0] })
    try require(all.count >= 2, "A sample needs at least two classes.")
    try require(second == all && weighted == all, "Every class needs a row in the second half, and one with weight.")
    if let stranger { try require(!all.contains(stranger), "The stranger \(stranger) is the label of a row.") }
  }
}
