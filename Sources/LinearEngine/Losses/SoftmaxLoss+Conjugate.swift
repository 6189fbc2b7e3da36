// Guarded by `DualityGapTests`.
import Matrices
internal import Platform

extension SoftmaxLoss: ConjugateLoss {
  package func residualErrors(ofRow row: Int, scores: [Double], terms: [Double], total: Double) -> [Double] {
    let (truth, weight) = (Int(targets.classes.pointer[row]), weight(ofRow: row) / total)
    let largest = scores.max() ?? 0
    let exponentials = scores.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return scores.indices.map { k in
      let p = exponentials[k] / sum
      return weight * ((k == truth ? 1 - p : p) + p * (1 - p) * terms[k])
    }
  }

  package func interceptEffects(
    ofRow row: Int, scores: [Double], steps: [Double], total: Double
  ) -> [(move: Double, curvature: Double)] {
    let weight = weight(ofRow: row) / total
    let largest = scores.max() ?? 0
    let exponentials = scores.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    let mean = zip(exponentials, steps).reduce(0) { $0 + $1.0 / sum * $1.1 }
    return zip(exponentials, steps).map { exponential, step in
      let p = exponential / sum
      return (weight * p * (step - mean), weight * p * (1 - p))
    }
  }

  package func mixtureDivergence(_ z: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double) -> Double {
    let loss = Divergence.softmaxLoss(z, width, Int(targets.classes.pointer[row]))
    return weight(ofRow: row) * Divergence.ofMixture(loss: loss, share: share)
  }

  package func divergenceFromStart(
    _ z: UnsafePointer<Double>, changes v: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double
  ) -> Double {
    let truth = Int(targets.classes.pointer[row])
    return weight(ofRow: row) * Divergence.fromStart(width, truth: truth, share: share) { (z[$0], v[$0]) }
  }
}
