import Matrices

/// What to change where a fit has not converged, in words: what ``FitReport/advice`` says.
struct EndAdvisor {
  let features: Features
  let weights: [Double]?
  let solver: Solver
  let tolerance: Double
  let maxIterations: Int
  /// Whether the objective has a gradient everywhere, and no bounds.
  let isSmooth: Bool
  /// Whether Newton's method has the memory that it needs.
  let hessianFits: Bool
  /// What a scaler would be put before.
  let estimator: String

  /// Standard deviations further apart than this slow down every method but Newton's.
  private static var unlikeScales: Double { 30 }

  /// What to change, in words; nothing where the fit has converged.
  ///
  /// - Parameter hasStalled: Whether a problem found no step downhill although its gradient is far from 0.
  func advice(_ report: FitReport, hasStalled: Bool = false) throws -> [String] {
    switch report.stopped.kind {
    case .gradient, .caller, .cancelled, .endOfChunk, .given: return []
    case .iterationLimit:
      return try scaleAdvice() + [
        "maxIterations = \(maxIterations) ended the fit with a gradient of \(Readable.number(report.gradientNorm)), "
          + "above the tolerance \(Readable.number(tolerance)). Raise maxIterations, or accept a looser tolerance."
      ] + noiseAdvice
    case .noDecreaseLeft where hasStalled:
      return try scaleAdvice() + [
        "The solver found no step that lowers the objective, but the gradient is still \(Readable.number(report.gradientNorm)), above the "
          + "tolerance \(Readable.number(tolerance)): this need not be near the optimum. Scale the features (StandardScaler)\(other)."
      ]
    case .noDecreaseLeft:
      return try scaleAdvice() + [
        "The objective can no longer fall by an amount that a Double resolves; the gradient is "
          + "\(Readable.number(report.gradientNorm)), above the tolerance \(Readable.number(tolerance)). The model is as good as this solver "
          + "can make it: use a tolerance it can meet\(other)."
      ]
    case .precisionFloor:
      return [
        "Single precision leaves a gradient of \(Readable.number(report.gradientNorm)), above the tolerance \(Readable.number(tolerance)). "
          + "Use precision: .double."
      ]
    }
  }

  private var advisesNewton: Bool { isSmooth && hessianFits }

  private var noiseAdvice: [String] {
    guard solver.batchSize != nil else { return [] }
    return [
      "The steps of .sgd keep the noise of their batches, which fades slowly. Use solver: .saga or .lbfgs to converge."
    ]
  }

  /// Another solver that may get further.
  private var other: String {
    let triesNewton = solver == .auto || solver == .newtonCholesky
    return advisesNewton && !triesNewton ? ", or solver: .newtonCholesky" : ""
  }

  /// Names the columns of the smallest and the largest scale when they are far apart.
  private func scaleAdvice() throws -> [String] {
    if solver == .newtonCholesky { return [] }
    let deviations = try columnDeviations().enumerated().filter { $0.element > 0 }
    guard let least = deviations.min(by: { $0.element < $1.element }),
      let most = deviations.max(by: { $0.element < $1.element }), most.element > Self.unlikeScales * least.element
    else { return [] }
    return [
      "The columns are badly scaled: column \(features.columnName(most.offset)) has standard deviation "
        + "\(Readable.number(most.element)), column \(features.columnName(least.offset)) has \(Readable.number(least.element)). "
        + "Put StandardScaler() before the \(estimator)\(advisesNewton ? ", or use solver: .newtonCholesky" : "")."
    ]
  }

  private func columnDeviations() throws -> [Double] {
    let moments = try ColumnMoments(features, sampleWeight: weights)
    let scale = features.affine?.scale
    let constant = try moments.constantColumns(of: features, sampleWeight: weights)
    return moments.variances.enumerated().map {
      constant[$0] ? 0 : $1.squareRoot() * (scale?[$0].magnitude ?? 1)
    }
  }
}
