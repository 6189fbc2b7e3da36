// Guarded by `LinearPredictionsTests`.
extension Features {
  /// Whether Float can carry these features: no column is so far from 0 that folding its shift into the intercept would
  /// cancel what Float holds.
  var servesSingle: Bool {
    guard let affine else { return true }
    return zip(affine.scale, affine.shift).allSatisfy { ($0 * $1).magnitude <= 100 }
  }
}

extension FoldedWeights {
  init(weights: [Double], bias: [Double], features: Features) {
    self.init(weights: weights, bias: bias, affine: features.affine, features: features.columns)
  }
}
