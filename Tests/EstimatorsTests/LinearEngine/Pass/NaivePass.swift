import Estimators

/// Features, labels and weights for the kernels: whole numbers in 0...255, many of them 0, weights with zeros among
/// them.
struct PassSample {
  let numbers: Matrix<Double>
  let classes: [Int32]
  let weights: [Double]

  init(rows: Int, columns: Int, classes count: Int) {
    var state: UInt32 = 18
    func next(_ limit: UInt32) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int((state >> 16) % limit)
    }
    numbers = Matrix(rows: rows, columns: columns, repeating: 0).map { _ in Double(next(10) < 4 ? 0 : next(256)) }
    classes = (0..<rows).map { _ in Int32(next(UInt32(count))) }
    weights = (0..<rows).map { $0 % 9 == 4 ? 0 : 0.5 + Double(next(20)) / 8 }
  }

  /// `count` small numbers that look random, in −size...size.
  static func coefficients(_ count: Int, size: Double, seed: Int) -> [Double] {
    (0..<count).map { size * (Double(($0 * 7919 + seed * 104_729) % 1009) / 504 - 1) }
  }
}

/// What ``LinearPass`` promises, written down as its definition says, in Double, row after row.
struct NaivePass {
  let x: Matrix<Double>
  let classes: [Int32]
  let weights: [Double]?
  let sides: [BinaryTarget]?

  func sums(weights w: [Double], bias: [Double]) -> PassSums {
    let columns = bias.count
    var sums = PassSums(
      losses: Array(repeating: 0, count: sides == nil ? 1 : columns), residuals: Array(repeating: 0, count: columns),
      gradient: Array(repeating: 0, count: columns * x.columns))
    for i in 0..<x.rows {
      let row = Array(x[row: i])
      let z = (0..<columns).map { m in
        zip(row, w[m * x.columns..<(m + 1) * x.columns]).reduce(bias[m]) { $0 + $1.0 * $1.1 }
      }
      for (m, r) in residuals(of: i, z, &sums.losses).enumerated() {
        sums.residuals[m] += r
        for j in row.indices { sums.gradient[m * x.columns + j] += r * row[j] }
      }
    }
    return sums
  }

  private func residuals(of i: Int, _ z: [Double], _ losses: inout [Double]) -> [Double] {
    let (s, y) = (weights?[i] ?? 1, classes[i])
    guard let sides else {
      losses[0] += s * (logSumExp(z) - z[Int(y)])
      return z.indices.map { s * (exponential(z[$0] - logSumExp(z)) - ($0 == Int(y) ? 1 : 0)) }
    }
    return zip(z.indices, sides).map { m, side in
      let positive = y == side.positiveClass
      let weight = s * (positive ? side.positiveWeight : side.negativeWeight)
      losses[m] += weight * (softplus(z[m]) - (positive ? z[m] : 0))
      return weight * (sigmoid(z[m]) - (positive ? 1 : 0))
    }
  }

  /// exp through the sigmoid, σ(x) / σ(−x): accurate for the x ≤ 0 that occur here.
  private func exponential(_ x: Double) -> Double { sigmoid(x) / sigmoid(-x) }
}
