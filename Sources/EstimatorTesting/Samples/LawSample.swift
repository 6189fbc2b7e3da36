import Estimators

/// A small data set on which laws are checked.
///
/// The ready ones have two or three overlapping classes, 20 rows each, and four columns of whole numbers in 0...9:
///
///     try law.check(MyClassifier(), on: .threeClasses)                     // String labels
///     try law.check(MyClassifier(), on: LawSample(classes: [Tree.ash, .birch, .cedar]))
///
/// An estimator that asks for other data brings a sample of its own, ``init(_:labels:weights:stranger:)``.
public struct LawSample<Label: ClassLabel>: Sendable {
  /// n × p whole numbers in 0...255, so that every storage holds them exactly.
  public let bytes: Matrix<UInt8>
  /// n labels.
  public let labels: [Label]
  /// n whole weights, so that they can be told as repetitions; some are 0.
  public let weights: [Int]
  /// A label that no row has; `nil` where the type has none left.
  public let stranger: Label?

  /// A sample of your own.
  ///
  /// For the laws to mean something, keep it small (every law fits it several times), let classes overlap, let some rows
  /// weigh 0 and some 2 or more, and leave every class at least one row in the second half and among those with weight.
  ///
  /// - Parameters:
  ///   - features: n × p whole numbers in 0...255.
  ///   - labels: n labels, of at least two classes.
  ///   - weights: n whole numbers ≥ 0.
  ///   - stranger: A label that no row has, `nil` if the type has no other.
  /// - Throws: ``LawViolation`` for a sample on which laws cannot be checked.
  public init(_ features: Matrix<UInt8>, labels: [Label], weights: [Int], stranger: Label?) throws {
    self.init(bytes: features, labels: labels, weights: weights, stranger: stranger)
    try requireUse()
  }

  /// The ready sample with labels of your own.
  ///
  /// - Parameters:
  ///   - classes: Two or three different labels, one for each class.
  ///   - stranger: Another label, `nil` if the type has no other.
  /// - Throws: ``LawViolation`` unless there are two or three different classes, and the stranger is none of them.
  public init(classes: [Label], stranger: Label? = nil) throws {
    guard classes.count == 2 || classes.count == 3 else {
      throw LawViolation("The ready sample has two or three classes, not \(classes.count).")
    }
    self.init(ready: classes, stranger: stranger)
    try requireUse()
  }

  init(bytes: Matrix<UInt8>, labels: [Label], weights: [Int], stranger: Label?) {
    (self.bytes, self.labels, self.weights, self.stranger) = (bytes, labels, weights, stranger)
  }

  /// Two or three classes around centres, by a fixed stream of random numbers; no two rows alike in every respect.
  init(ready classes: [Label], stranger: Label?) {
    var random = RandomState(7)
    let rows = 20 * classes.count
    var elements: [UInt8] = []
    for row in 0..<rows {
      let centre = [2.0, 5, 7][row % classes.count]
      elements += (0..<4).map { j in
        let noise = 6 * random.random() - 3
        return UInt8(max(0, min(9, (j == 3 ? 4 : j == 1 ? 9 - centre : centre) + noise)))
      }
    }
    self.init(
      bytes: Matrix(rows: rows, columns: 4, checked: elements), labels: (0..<rows).map { classes[$0 % classes.count] },
      weights: (0..<rows).map { ($0 * 7 + $0 / 5) % 4 }, stranger: stranger)
  }

  private func requireUse() throws {
    let rows = bytes.rows
    try require(bytes.columns >= 2 && rows >= 4, "A sample needs 4 rows and 2 columns, not \(rows) × \(bytes.columns).")
    try requireUsefulRows(rows)
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

extension LawSample<String> {
  /// Three classes called ash, birch and cedar.
  public static var threeClasses: LawSample { LawSample(ready: ["ash", "birch", "cedar"], stranger: "never seen") }
  /// Two classes called no and yes.
  public static var twoClasses: LawSample { LawSample(ready: ["no", "yes"], stranger: "never seen") }
}

extension LawSample<Int> {
  /// Three classes called 1, 2 and 5.
  public static var threeNumbers: LawSample { LawSample(ready: [1, 2, 5], stranger: 3) }
  /// Two classes called 0 and 1.
  public static var twoNumbers: LawSample { LawSample(ready: [0, 1], stranger: 2) }
}

extension LawSample<Bool> {
  /// The classes false and true.
  public static var truthValues: LawSample { LawSample(ready: [false, true], stranger: nil) }
}
