import Estimators
import Matrices

/// One data set that hurts, with settings: the full product of the axes below. The same numbers on every machine.
///
/// Written before any solver was tuned to it. Three Gaussian clouds (two for `separable`) in columns around 2; then the
/// structure is put in, then every column is multiplied by a power of ten.
struct TortureCase: Sendable, Hashable {
  /// Powers of ten of the columns, spread over the range and shuffled, so that small and large ones are mixed.
  enum Scales: String, CaseIterable, Sendable {
    case alike, within1e4, within1e8

    var exponent: Double {
      switch self {
      case .alike: 0
      case .within1e4: 4
      case .within1e8: 8
      }
    }
  }

  /// What the last columns are.
  enum Structure: String, CaseIterable, Sendable { case independent, collinear, constant, duplicated }

  enum Rows: String, CaseIterable, Sendable { case overlapping, oneSampleOfAClass, fewerThanColumns, separable }

  enum Weights: String, CaseIterable, Sendable { case none, zeroToHuge }

  var scales: Scales
  var structure: Structure
  var rows: Rows
  var weights: Weights
  var c: Double
  var scheme: MultiClass

  static let all = Scales.allCases.flatMap { scales in
    Structure.allCases.flatMap { structure in
      Rows.allCases.flatMap { rows in
        Weights.allCases.flatMap { weights in
          [1e-6, 1e-3, 1, 1e3, 1e6].flatMap { c in
            MultiClass.allCases.map { scheme in
              TortureCase(scales: scales, structure: structure, rows: rows, weights: weights, c: c, scheme: scheme)
            }
          }
        }
      }
    }
  }
}

extension TortureCase: CustomStringConvertible {
  var description: String { "\(scheme) \(rows) \(structure) columns, scales \(scales), weights \(weights), C \(c)" }
}

// MARK: Data

extension TortureCase {
  private var shape: (n: Int, p: Int, classes: Int) {
    switch rows {
    case .overlapping: (60, 6, 3)
    case .oneSampleOfAClass: (41, 6, 3)
    case .fewerThanColumns: (12, 20, 3)
    case .separable: (40, 6, 2)
    }
  }

  /// The class of each row.
  var labels: [Int] {
    let (n, _, classes) = shape
    guard rows == .oneSampleOfAClass else { return (0..<n).map { $0 % classes } }
    return (0..<n).map { $0 == n - 1 ? 2 : $0 % 2 }
  }

  /// 0 for every fifth row, 1e12 for every seventh, 1 for the others; the last row keeps 1.
  var sampleWeights: [Double]? {
    guard weights == .zeroToHuge else { return nil }
    let n = shape.n
    return (0..<n).map { i in i == n - 1 ? 1 : i % 5 == 0 ? 0 : i % 7 == 1 ? 1e12 : 1 }
  }

  /// n × p features.
  func features() throws -> Matrix<Double> {
    let (n, p, _) = shape
    var random = RandomState(2026)
    let spread = rows == .separable ? 0.3 : 1
    let labels = labels
    var columns = [[Double]](repeating: [], count: p)
    for j in 0..<p {
      let noise = random.standardNormal(count: n)
      columns[j] = (0..<n).map { 2 + Double((labels[$0] + j) % 3) + spread * noise[$0] }
    }
    impose(&columns)
    let powers = exponents(p, &random)
    return Matrix(rows: n, columns: p) { elements in
      for i in 0..<n {
        for j in 0..<p { elements.initializeElement(at: i * p + j, to: columns[j][i] * powers[j]) }
      }
    }
  }

  private func impose(_ columns: inout [[Double]]) {
    let p = columns.count
    switch structure {
    case .independent: break
    case .collinear: columns[p - 1] = zip(columns[0], columns[1]).map { 2 * $0 - $1 }
    case .constant: columns[p - 1] = columns[p - 1].map { _ in 3 }
    case .duplicated: (columns[p - 2], columns[p - 1]) = (columns[0], columns[1])
    }
  }

  private func exponents(_ p: Int, _ random: inout RandomState) -> [Double] {
    let even = (0..<p).map { (2 * Double($0) / Double(p - 1) - 1) * scales.exponent }
    return random.permutation(p).map { power(of: even[$0]) }
  }

  /// 10 to the nearest half of `exponent`, from products that round alike everywhere.
  private func power(of exponent: Double) -> Double {
    let halves = Int((2 * exponent.magnitude).rounded())
    let value = (0..<halves / 2).reduce(halves % 2 == 1 ? 10.0.squareRoot() : 1) { value, _ in value * 10 }
    return exponent < 0 ? 1 / value : value
  }
}
