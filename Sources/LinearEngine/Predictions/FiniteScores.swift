// Guarded by `FiniteScoresTests`.
import Matrices

/// The scores of a classifier, n × M: those of ``linearScores(_:weights:bias:variant:)``, and finite for finite rows.
///
/// Where products leave the range of a Double, the row is summed up once more with exponents of its own. Scores that
/// are too large all the same are divided, the whole row by one power of two, so that they keep their order.
///
/// - Complexity: that of the scores, and one look at them.
package func finiteScores(
  _ features: Features, weights: Matrix<Double>, bias: [Double], variant: KernelVariant = .current
) throws -> Matrix<Double> {
  var scores = try linearScores(features, weights: weights, bias: bias, variant: variant)
  let columns = bias.count
  try scores.withMutableElements { elements in
    for row in 0..<features.rows {
      let own = row * columns..<(row + 1) * columns
      // 0·x is NaN for an infinite x too, so that the loop needs no branch.
      guard own.reduce(0, { $0 + elements[$1] * 0 }) != 0 else { continue }
      for (place, score) in zip(own, try scaledScores(features, row, weights, bias)) { elements[place] = score }
    }
  }
  return scores
}

/// The scores of one row as numbers with a common exponent, brought into the range of a Double.
private func scaledScores(_ features: Features, _ row: Int, _ weights: Matrix<Double>, _ bias: [Double]) throws
  -> [Double]
{
  let p = features.columns
  let x = try [Double](unsafeUninitializedCapacity: p) { numbers, count in
    count = p
    numbers.initialize(repeating: 0)
    try FeatureBlocks(features).widen(rows: row..<row + 1, into: numbers, stride: p)
  }
  let changed = x.indices.map { j in
    // Quarters, so that the difference of two large numbers is one.
    Scaled(x[j] / 4 - (features.affine?.shift[j] ?? 0) / 4, exponent: 2) * Scaled(features.affine?.scale[j] ?? 1)
  }
  let terms = bias.enumerated().map { k, b in
    zip(weights[row: k], changed).map { Scaled($0) * $1 } + [Scaled(b)]
  }
  let top = terms.joined().lazy.filter { $0.significand != 0 }.map(\.exponent).max() ?? 0
  let sums = terms.map { $0.reduce(0) { $0 + $1.number(over: top) } }
  let largest = sums.reduce(0) { max($0, $1.magnitude) }
  let exponent = largest > 0 ? min(top, 1000 - Int(largest.exponent)) : 0
  return sums.map { Double(sign: .plus, exponent: exponent, significand: $0) }
}

/// A number whose exponent may be any.
private struct Scaled {
  let significand: Double
  let exponent: Int

  init(_ number: Double, exponent: Int = 0) {
    let own = number == 0 ? 0 : Int(number.exponent)
    significand = number == 0 ? 0 : number.sign == .minus ? -number.significand : number.significand
    self.exponent = exponent + own
  }

  static func * (a: Scaled, b: Scaled) -> Scaled {
    Scaled(a.significand * b.significand, exponent: a.exponent + b.exponent)
  }

  /// The number divided by a power of two that is not smaller than about it.
  func number(over top: Int) -> Double {
    Double(sign: .plus, exponent: max(-2000, exponent - top), significand: significand)
  }
}
