// Guarded by `DualityGapTests`.
import Matrices
internal import Platform

extension LogisticLoss: ConjugateLoss {
  private func isPositive(_ row: Int, _ problem: Int) -> Bool {
    targets.classes.pointer[row] == sides[problem].positiveClass
  }

  package func residualErrors(ofRow row: Int, scores: [Double], terms: [Double], total: Double) -> [Double] {
    let weight = weight(ofRow: row) / total
    return scores.indices.map { k in
      let wrong = 1 / (1 + exp(isPositive(row, k) ? scores[k] : -scores[k]))
      return weight * factor(ofRow: row, problem: k) * (wrong + wrong * (1 - wrong) * terms[k])
    }
  }

  package func interceptEffects(
    ofRow row: Int, scores: [Double], steps: [Double], total: Double
  ) -> [(move: Double, curvature: Double)] {
    let weight = weight(ofRow: row) / total
    return scores.indices.map { k in
      let p = 1 / (1 + exp(-scores[k]))
      let curvature = weight * factor(ofRow: row, problem: k) * p * (1 - p)
      return (curvature * steps[k], curvature)
    }
  }

  package func mixtureDivergence(_ z: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double) -> Double {
    let loss = softplus(isPositive(row, problem) ? -z[0] : z[0])
    return weight(ofRow: row, problem: problem) * Divergence.ofMixture(loss: loss, share: share)
  }

  package func divergenceFromStart(
    _ z: UnsafePointer<Double>, changes v: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double
  ) -> Double {
    let divergence = Divergence.fromStart(2, truth: isPositive(row, problem) ? 1 : 0, share: share) {
      $0 == 1 ? (z[0], v[0]) : (0, 0)
    }
    return weight(ofRow: row, problem: problem) * divergence
  }
}
