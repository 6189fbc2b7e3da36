/// How a linear classifier treats more than two classes. scikit-learn's former `multi_class`.
///
/// With two classes both are the same single logistic loss.
public enum MultiClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// One softmax over all classes.
  case multinomial
  /// One-vs-rest: for every class a problem of its own, this class against all others.
  case ovr
}

/// The precision of products and exponentials. Sums, the objective and the gradient at the end are always Double.
public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
  /// Double wherever Float would cost accuracy that `tolerance` asks for.
  case automatic
  /// Float: about twice as fast, for tolerances of 1e-5 and more on data of like scale.
  case single
  /// Double throughout.
  case double
}

/// The method that minimises the objective. All of them minimise the same one.
///
/// Whichever runs, a fit ends with its intercepts at their best for the weights, as far as that makes no component of the
/// gradient larger than it was or than the tolerance: the certificate asks for it, and the objective can only fall. So the
/// model of a fit that was cut short is a little better than the last iterate that `onIteration` has heard of. A warm start
/// goes on from that iterate: two fits of one Newton iteration each end where one fit of two does.
public enum Solver: Sendable, Hashable, Codable {
  /// Newton's method where its steps are cheap, L-BFGS elsewhere; when the one cannot meet the tolerance, the other
  /// goes on from there, with `maxIterations` of its own (not in single precision). The report's `method` says which
  /// and why.
  case auto
  /// Limited-memory BFGS: a good choice for any size. With an L1 norm or bounds its proximal form, whose steps end at a
  /// minimum of a model of the objective with the kinks in it: exact zeros, and few passes over the data.
  case lbfgs
  /// Gradient descent, the lecture's method; with an L1 norm or bounds proximal gradient descent (ISTA).
  case gd(learningRate: LearningRate = .automatic, initial: InitialWeights = .zeros)
  /// Newton's method: a dozen iterations to full accuracy on any scale of columns; memory for ((p + 1)·K)² numbers. For
  /// objectives with a gradient: no L1 norm, no bounds.
  case newtonCholesky
  /// Newton's method without a Hessian, by conjugate gradients: few iterations on any number of features, each of some
  /// passes over the data. scikit-learn's `newton-cg`.
  case newtonCG
  /// Coordinate descent on Newton's quadratic models, LIBLINEAR's and glmnet's job; multinomial class after class, which
  /// takes more iterations than one-vs-rest. Made for sparse features and for penalties that set weights to 0. The primal
  /// form copies the features column by column: the numbers that are not 0, or all of them where those are most. The
  /// report names the form, and counts each round over the columns or rows as a pass.
  case coordinateDescent(form: CoordinateForm = .automatic)
  /// Stochastic average gradient: small steps, one row at a time. For many rows of like scale; L2 penalty or none.
  /// `maxIterations` counts epochs, each of n steps on rows drawn by `randomState`. Always in double precision.
  case sag
  /// The same without bias, for every penalty and bounds. Weights that do not pay for an L1 penalty are exactly 0.
  case saga
  /// Stochastic gradient descent in mini-batches of `batchSize` rows: near the optimum soon, at it late or never. For data
  /// that come in pieces (`partialFit`), and for every penalty and bounds.
  ///
  /// `maxIterations` counts epochs. With `averagingAfter` the answer is the mean of the weights after all batches once so
  /// many rows have been seen. Without `shuffle` rows are taken in their order. Always in double precision.
  case sgd(
    batchSize: Int = 8, schedule: LearningSchedule = .adaptive(), averagingAfter: Int? = nil, shuffle: Bool = true)

  /// Gradient descent with step 1/L from zero weights.
  public static var gd: Solver { .gd() }

  /// Coordinate descent in the form that the data call for.
  public static var coordinateDescent: Solver { .coordinateDescent() }

  /// Stochastic gradient descent with its usual settings.
  public static var sgd: Solver { .sgd() }

  var name: String {
    switch self {
    case .auto: "auto"
    case .lbfgs: "lbfgs"
    case .gd: "gd"
    case .newtonCholesky: "newtonCholesky"
    case .newtonCG: "newtonCG"
    case .coordinateDescent: "coordinateDescent"
    case .sag: "sag"
    case .saga: "saga"
    case .sgd: "sgd"
    }
  }

  var stochasticGradient: StochasticGradientSettings? {
    guard case .sgd(let batchSize, let schedule, let averagingAfter, let shuffle) = self else { return nil }
    return StochasticGradientSettings(
      batchSize: batchSize, schedule: schedule, averagingAfter: averagingAfter, shuffle: shuffle)
  }

  /// Whether steps go by single rows, in random order: the answer then depends on `randomState` and on the order of rows.
  var isStochastic: Bool {
    switch self {
    case .sag, .saga, .sgd: true
    case .auto, .lbfgs, .gd, .newtonCholesky, .newtonCG, .coordinateDescent: false
    }
  }
}

/// The step size of gradient descent.
public enum LearningRate: Sendable, Hashable, Codable {
  /// 1/L, L a bound of the largest curvature, found by power iteration: converges on any data.
  case automatic
  /// The same step throughout, > 0. Above 2/L gradient descent diverges.
  case fixed(Double)
  /// Found by trial: each step starts longer than the last and is shortened until the objective falls by half of what the
  /// slope promises. `initial` is the first to try, > 0. Needs no bound of the curvature, and steps are longer where the
  /// objective is flat. A trial costs no pass; with an L1 norm or bounds, one that fails costs half a pass.
  case backtracking(initial: Double)

  /// By trial, starting at 1.
  public static var backtracking: LearningRate { .backtracking(initial: 1) }
}

/// Where gradient descent starts.
public enum InitialWeights: Sendable, Hashable, Codable {
  /// All weights and intercepts 0.
  case zeros
  /// Weights uniform in [0, scale) from `randomState`, drawn feature by feature as the lecture draws its n × K array;
  /// intercepts 0.
  case uniform(scale: Double)
}

/// The weight of each class, multiplied into the weights of its rows. scikit-learn's `class_weight`.
public enum ClassWeight<Label: ClassLabel>: Sendable, Hashable {
  /// All 1.
  case uniform
  /// Classes weigh alike: S/(K·S_k) with S_k the weight of class k; for one-vs-rest, in each problem both sides alike.
  case balanced
  /// A weight ≥ 0 for some classes, by their own label also with one-vs-rest; 1 for the others.
  case weights([Label: Double])

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a weight that is negative or not finite.
  func validate() throws {
    guard case .weights(let byLabel) = self else { return }
    for (label, weight) in byLabel where !(weight >= 0 && weight.isFinite) {
      throw EstimatorError.invalidSetting(
        name: "classWeight[\(label)]", value: "\(weight)", rule: "finite and not negative")
    }
  }

  /// The same without weights for these classes.
  func lacking(_ classes: Set<Label>) -> ClassWeight {
    guard case .weights(let byLabel) = self else { return self }
    return .weights(byLabel.filter { !classes.contains($0.key) })
  }
}

/// How one-vs-rest probabilities are made to sum to 1.
public enum OneVsRestNormalization: String, Sendable, Hashable, Codable {
  /// σ(z_k) / Σ_j σ(z_j), computed from logarithms so that it is a distribution even where every σ underflows.
  case sum
  /// The K sigmoids as they are; rows do not sum to 1.
  case none
}
