// Guarded by `TightCertificateTests`.
/// A point whose intercepts are at their best, or where their slopes are what was asked for.
struct Finished {
  var iterate: Iterate
  /// What is left of the slopes in the intercepts.
  var rest = InterceptRest()
}

/// What is left of the slopes δ in the intercepts of a problem, beside its mean curvature H in them.
struct InterceptRest {
  /// δᵀH⁻¹δ of the slopes as they were computed.
  var computed = 0.0
  /// −H⁻¹δ, one number per score column.
  var step: [Double] = []
  /// The diagonal of H, one number per score column.
  var curvature: [Double] = []
  /// What each slope may be off by at most, whatever the rows are.
  var resolution = 0.0

  /// δᵀH⁻¹δ at most: twice what a further Newton step on the intercepts would gain.
  var decrease: Double {
    guard computed.isFinite else { return .infinity }
    let rounding = curvature.reduce(0) { $0 + ($1 > 0 ? resolution * resolution / $1 : 0) }
    let root = max(0, computed).squareRoot() + rounding.squareRoot()
    return root * root
  }
}
