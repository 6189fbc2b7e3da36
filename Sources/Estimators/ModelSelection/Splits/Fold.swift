/// Which rows train a model and which ones judge it.
///
///     for fold in try StratifiedKFold(5).folds(of: y) {
///       let model = try clf.fitted(to: x.features.selectingRows(fold.train), fold.train.map { y[$0] })
///     }
///
/// - Complexity: A fold whose training rows are all the others stores its test rows alone; `train` then takes O(n).
public struct Fold: Sendable, Hashable {
  /// The rows that judge, in 0..<n.
  public let test: [Int]
  private let training: Training

  private enum Training: Hashable {
    case allOthers(of: Int)
    case listed([Int])
  }

  /// The rows that train, in 0..<n.
  public var train: [Int] {
    switch training {
    case .listed(let rows): return rows
    case .allOthers(let count):
      var isTest = [Bool](repeating: false, count: count)
      for row in test { isTest[row] = true }
      return (0..<count).filter { !isTest[$0] }
    }
  }

  /// The number of training rows, O(1).
  var trainCount: Int {
    switch training {
    case .listed(let rows): rows.count
    case .allOthers(let count): count - test.count
    }
  }

  /// The given rows, each in its order.
  public init(train: [Int], test: [Int]) {
    self.test = test
    training = .listed(train)
  }

  /// `test` judges, all other rows of `0..<rows` train, in ascending order.
  init(test: [Int], rows: Int) {
    assert(!test.contains { $0 < 0 || $0 >= rows }, "A test row that is not among \(rows)")
    assert(Set(test).count == test.count, "A row twice in one test")
    self.test = test
    training = .allOthers(of: rows)
  }

  public static func == (a: Fold, b: Fold) -> Bool { a.test == b.test && a.train == b.train }

  public func hash(into hasher: inout Hasher) { hasher.combine(test) }

  /// What belongs to the training rows, and what to the test rows.
  ///
  ///     let (trainWeights, testWeights) = try fold.split(weights)
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)`` when `values` has fewer elements than the fold has rows.
  public func split<Element>(_ values: some Collection<Element>) throws -> (train: [Element], test: [Element]) {
    let values = Array(values)
    return (try values.selecting(train), try values.selecting(test))
  }
}

extension Array {
  /// The elements at the given places, in their order.
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)``.
  func selecting(_ rows: [Int]) throws -> [Element] {
    try rows.map { row in
      guard indices.contains(row) else { throw EstimatorError.rowOutOfRange(row: row, rows: count) }
      return self[row]
    }
  }
}
