import Estimators

/// A small data set on which laws are checked.
///
/// The ready ones have two, three or more overlapping classes, 20 rows each, and four columns of whole numbers in
/// 0...9:
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
  /// Of a ready sample, further labels for samples of more classes; `nil` for a sample of a caller's own.
  let spare: [Label]?

  /// A sample of your own.
  ///
  /// For the laws to mean something, keep it small (every law fits it several times), let classes overlap, but so that
  /// they can be told apart, and by every column. Let some rows weigh 0 and some 2 or more, and leave every class at
  /// least one row in the second half and among those with weight. Four classes or more show what two and three cannot.
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
  ///   - classes: Two to eight different labels, one for each class.
  ///   - stranger: Another label, `nil` if the type has no other.
  /// - Throws: ``LawViolation`` unless there are two to eight different classes, and the stranger is none of them.
  public init(classes: [Label], stranger: Label? = nil) throws {
    guard (2...Self.mostReadyClasses).contains(classes.count) else {
      throw LawViolation("A ready sample has two to eight classes, not \(classes.count).")
    }
    self.init(ready: classes, stranger: stranger)
    try requireUse()
  }

  init(bytes: Matrix<UInt8>, labels: [Label], weights: [Int], stranger: Label?, spare: [Label]? = nil) {
    (self.bytes, self.labels, self.weights, self.stranger) = (bytes, labels, weights, stranger)
    self.spare = spare
  }

  private func requireUse() throws {
    let rows = bytes.rows
    try require(bytes.columns >= 2 && rows >= 4, "A sample needs 4 rows and 2 columns, not \(rows) × \(bytes.columns).")
    try requireUsefulRows(rows)
  }
}
