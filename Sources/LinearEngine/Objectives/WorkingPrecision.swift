/// The precision in which products and exponentials of passes run.
struct WorkingPrecision {
  /// Whether that is Float.
  private(set) var isSingle = false
  /// How far gradients may be off because of it, for now; 0 when they will not change.
  private(set) var gradientNoise = 0.0
  /// What was measured before Double took over; 0 when nothing was.
  private var measuredNoise = 0.0

  /// Float from now on.
  ///
  /// - Parameter noise: By how much it moves gradients; 0 where it is to stay whatever that is.
  mutating func useSingle(noise: Double) { (isSingle, gradientNoise) = (true, noise) }

  /// Double from now on.
  mutating func makeExact() {
    measuredNoise = max(measuredNoise, gradientNoise)
    (isSingle, gradientNoise) = (false, 0)
  }

  /// Goes back to Float, where its error has been measured.
  mutating func resumeSingle() {
    guard measuredNoise > 0 else { return }
    (isSingle, gradientNoise) = (true, measuredNoise)
  }
}

/// Passes over the data.
struct PassCount {
  private(set) var all = 0
  /// Those that ran in Float.
  private(set) var single = 0

  mutating func add(single isSingle: Bool) {
    all += 1
    if isSingle { single += 1 }
  }
}

/// Evaluations at the start of a fit that were made before it asks for them.
struct KnownStarts {
  private var known: (points: [[Double]], evaluations: [Evaluation])?
  /// Passes that went before the first step of the fit.
  private(set) var passes = 0

  mutating func keep(_ points: [[Double]], _ evaluations: [Evaluation], passes: Int? = nil) {
    known = (points, evaluations)
    if let passes { self.passes = passes }
  }

  /// The evaluations at these points, once: whatever is asked for next makes them out of date.
  mutating func take(at requests: [EvaluationRequest], withCurvature: Bool) -> [Evaluation]? {
    guard let (points, evaluations) = known else { return nil }
    known = nil
    guard !withCurvature || evaluations.allSatisfy({ !$0.scoreCurvature.isEmpty }) else { return nil }
    return requests.map(\.point) == points ? evaluations : nil
  }
}

/// What is known of the columns of the features, once something has asked for it.
struct ColumnFacts {
  /// The means of the p features.
  var means: [Double] = []
  /// The mean squares of the columns, that of the intercept included.
  var squares: [Double] = []
  /// The means that a preconditioner was centred by, of all rows or of a sample; empty when there is none or no
  /// intercept.
  var centres: [Double] = []
  /// The largest eigenvalue of the Gram matrix of the weighted rows, where all problems share it.
  var largestEigenvalue: Double?
}
