import Estimators

/// A small data set with numbers to predict, on which the laws of regressors are checked.
///
///     try law.check(MyRegressor(), on: .standard)
///
/// The ready one has 60 rows, four columns of whole numbers in 0...9, and numbers above 0 that follow from all columns
/// but for some noise. A regressor that asks for other data brings a sample of its own.
public struct RegressionSample: Sendable {
  /// n × p whole numbers in 0...255, so that every storage holds them exactly.
  public let bytes: Matrix<UInt8>
  /// n numbers.
  public let targets: [Double]
  /// n whole weights, so that they can be told as repetitions; some are 0.
  public let weights: [Int]

  /// A sample of your own: keep it small, let every column matter, and let some rows weigh 0 and some 2 or more.
  ///
  /// - Parameters:
  ///   - features: n × p whole numbers in 0...255.
  ///   - targets: n numbers.
  ///   - weights: n whole numbers ≥ 0.
  /// - Throws: ``LawViolation`` for a sample on which laws cannot be checked.
  public init(_ features: Matrix<UInt8>, targets: [Double], weights: [Int]) throws {
    (bytes, self.targets, self.weights) = (features, targets, weights)
    let n = features.rows
    try require(n >= 4 && features.columns >= 2, "A sample needs 4 rows and 2 columns.")
    try require(targets.count == n && weights.count == n, "A sample needs a target and a weight for each of \(n) rows.")
    try require(!targets.contains { !$0.isFinite }, "A sample needs finite targets.")
    try require(
      weights.contains(0) && weights.contains { $0 > 1 } && !weights.contains { $0 < 0 },
      "A sample needs rows of weight 0 and of weight 2 or more, and none below 0.")
  }

  private init(bytes: Matrix<UInt8>, targets: [Double], weights: [Int]) {
    (self.bytes, self.targets, self.weights) = (bytes, targets, weights)
  }

  /// Four columns of whole numbers, and numbers between 1 and 11.
  public static let standard: RegressionSample = {
    let (n, p) = (60, 4)
    func digit(_ row: Int, _ column: Int) -> Int {
      (row * (7 + 4 * column) + row * row * (column + 1) / 3 + column) % 10
    }
    let bytes = Matrix<UInt8>(rows: n, columns: p) { elements in
      for row in 0..<n {
        for column in 0..<p { elements.initializeElement(at: row * p + column, to: UInt8(digit(row, column))) }
      }
    }
    let targets = (0..<n).map { row -> Double in
      let sum = 0.4 * Double(digit(row, 0)) + 0.3 * Double(9 - digit(row, 1)) + 0.2 * Double(digit(row, 2))
      return 1 + sum + 0.15 * Double(9 - digit(row, 3)) + Double((row * 5) % 7 - 3) / 20
    }
    return RegressionSample(bytes: bytes, targets: targets, weights: (0..<n).map { [1, 2, 0, 1, 3][$0 % 5] })
  }()

  var features: Features { doubles.features }
  var doubles: Matrix<Double> { bytes.map { Double($0) } }
  var rows: Int { targets.count }

  /// The rows with weight, each as often as its weight says.
  var copies: [Int] { weights.indices.flatMap { [Int](repeating: $0, count: weights[$0]) } }

  /// All rows in another order.
  var shuffled: [Int] { Array((0..<rows).reversed().sorted { $0 % 7 < $1 % 7 }) }
}
