import Matrices
internal import Platform

/// The factor β in [e⁻¹⁰, e¹⁰] on scores that makes the truth least surprising: the root of the derivative of the mean
/// log-loss of softmax(β·z), which rises in β, by bisection of ln β.
///
/// - SeeAlso: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks", 2017.
func inverseTemperature(_ scores: Matrix<Double>, places: [Int], weights: [Double]?) -> Double {
  let weights = inUnits(weights)
  var (low, high) = (-10.0, 10.0)
  while true {
    let middle = (low + high) / 2
    guard middle > low, middle < high else { return exp(middle) }
    if lossSlope(scores, places, weights, exp(middle)) < 0 { low = middle } else { high = middle }
  }
}

/// Σ w·(Σ_k p_k z_k − z_y) at softmax(β·z).
private func lossSlope(
  _ scores: Matrix<Double>, _ places: [Int], _ weights: [Double]?, _ beta: Double
) -> Double {
  let isBinary = scores.columns == 1
  var slope = 0.0
  scores.withElements { elements in
    for row in places.indices where places[row] >= 0 {
      let weight = weights?[row] ?? 1
      if isBinary {
        // Scores 0 and z.
        let z = elements[row]
        slope += weight * (sigmoid(beta * z) - (places[row] == 1 ? 1 : 0)) * z
      } else {
        let own = elements[row * scores.columns..<(row + 1) * scores.columns]
        let largest = own.max() ?? 0
        var (sum, mean) = (0.0, 0.0)
        for z in own {
          let e = exp(beta * (z - largest))
          sum += e
          mean += e * z
        }
        slope += weight * (mean / sum - own[own.startIndex + places[row]])
      }
    }
  }
  return slope
}
