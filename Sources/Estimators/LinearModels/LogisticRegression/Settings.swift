/// How a linear classifier treats more than two classes. scikit-learn's former `multi_class`.
///
/// With two classes both are the same single logistic loss.
public enum MultiClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// One softmax over all classes.
  case multinomial
  /// One-vs-rest: for every class a problem of its own, this class against all others.
  case ovr
}

/// The method that minimises the objective. All of them minimise the same one.
///
/// Whichever runs, a fit ends with its intercepts at their best for the weights, as far as that makes no component of
/// the gradient larger than it was or than the tolerance: the certificate asks for it, and the objective can only fall.
/// So the model of a fit that was cut short is a little better than the last iterate that `onIteration` has heard of. A
/// warm start goes on from that iterate: two fits of one Newton iteration each end where one fit of two does.
public struct Solver: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case auto, lbfgs
    case gd(learningRate: LearningRate, initial: InitialWeights)
    case newtonCholesky, newtonCG
    case coordinateDescent(form: CoordinateForm)
    case sag, saga
    case sgd(batchSize: Int, schedule: LearningSchedule, averagingAfter: Int?, shuffle: Bool)
    case minimizer(MinimizerSolver)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Newton's method where its steps are cheap, L-BFGS elsewhere; when the one cannot meet the tolerance, the other
  /// goes on from there, with `maxIterations` of its own (not in single precision). The report's `method` says which
  /// and why.
  public static let auto = Self(.auto)
  /// Limited-memory BFGS: a good choice for any size. With an L1 norm or bounds its proximal form, whose steps end at a
  /// minimum of a model of the objective with the kinks in it: exact zeros, and few passes over the data.
  public static let lbfgs = Self(.lbfgs)
  /// Gradient descent, the lecture's method; with an L1 norm or bounds proximal gradient descent (ISTA).
  public static func gd(learningRate: LearningRate = .automatic, initial: InitialWeights = .zeros) -> Solver {
    Self(.gd(learningRate: learningRate, initial: initial))
  }
  /// Newton's method: a dozen iterations to full accuracy on any scale of columns; memory for ((p + 1)·K)² numbers. For
  /// objectives with a gradient: no L1 norm, no bounds.
  public static let newtonCholesky = Self(.newtonCholesky)
  /// Newton's method without a Hessian, by conjugate gradients: few iterations on any number of features, each of some
  /// passes over the data. scikit-learn's `newton-cg`.
  public static let newtonCG = Self(.newtonCG)
  /// Coordinate descent on Newton's quadratic models, LIBLINEAR's and glmnet's job; multinomial class after class,
  /// which takes more iterations than one-vs-rest. Made for sparse features and for penalties that set weights to 0.
  /// The primal form copies the features column by column: the numbers that are not 0, or all of them where those are
  /// most; of few dense columns it makes the Hessian instead, over which a round costs next to nothing. The report
  /// names the form, and counts each round over the columns or rows as a pass.
  public static func coordinateDescent(form: CoordinateForm = .automatic) -> Solver {
    Self(.coordinateDescent(form: form))
  }
  /// Stochastic average gradient: small steps, one row at a time. For many rows of like scale; L2 penalty or none.
  /// `maxIterations` counts epochs, each of n steps on rows drawn by `randomState`. Always in double precision.
  public static let sag = Self(.sag)
  /// The same without bias, for every penalty and bounds, each row once an epoch, dense rows that have little in common
  /// in batches. Weights that do not pay for an L1 penalty are exactly 0.
  public static let saga = Self(.saga)
  /// Stochastic gradient descent in mini-batches of `batchSize` rows: near the optimum soon, at it late or never. For
  /// data that come in pieces (`partialFit`), and for every penalty and bounds.
  ///
  /// `maxIterations` counts epochs. With `averagingAfter` the answer is the mean of the weights after all batches once
  /// so many rows have been seen. Without `shuffle` rows are taken in their order. Always in double precision.
  public static func sgd(
    batchSize: Int = 8, schedule: LearningSchedule = .adaptive(), averagingAfter: Int? = nil, shuffle: Bool = true
  ) -> Solver {
    Self(.sgd(batchSize: batchSize, schedule: schedule, averagingAfter: averagingAfter, shuffle: shuffle))
  }

  /// A method of one's own, for objectives with a gradient: no L1 norm, no bounds. One-vs-rest gives it one class after
  /// the other. Always in double precision; a classifier with it can't be encoded.
  public static func minimizer(_ minimizer: some Minimizer & Hashable) -> Solver {
    Self(.minimizer(MinimizerSolver(minimizer)))
  }

  /// The step size of ``gd(learningRate:initial:)``; `nil` for other solvers.
  public var learningRate: LearningRate? {
    if case .gd(let rate, _) = kind { rate } else { nil }
  }

  /// Where ``gd(learningRate:initial:)`` starts; `nil` for other solvers.
  public var initial: InitialWeights? {
    if case .gd(_, let initial) = kind { initial } else { nil }
  }

  /// What ``coordinateDescent(form:)`` goes through; `nil` for other solvers.
  public var form: CoordinateForm? {
    if case .coordinateDescent(let form) = kind { form } else { nil }
  }

  /// The rows of a mini-batch of ``sgd(batchSize:schedule:averagingAfter:shuffle:)``; `nil` for other solvers.
  public var batchSize: Int? {
    if case .sgd(let batchSize, _, _, _) = kind { batchSize } else { nil }
  }

  /// The step size of ``sgd(batchSize:schedule:averagingAfter:shuffle:)``, scikit-learn's `learning_rate`; `nil` for
  /// other solvers.
  public var schedule: LearningSchedule? {
    if case .sgd(_, let schedule, _, _) = kind { schedule } else { nil }
  }

  /// After how many rows ``sgd(batchSize:schedule:averagingAfter:shuffle:)`` averages, scikit-learn's `average`; `nil`
  /// where it does not, and for other solvers.
  public var averagingAfter: Int? {
    if case .sgd(_, _, let averagingAfter, _) = kind { averagingAfter } else { nil }
  }

  /// Whether ``sgd(batchSize:schedule:averagingAfter:shuffle:)`` takes the rows in random order; `nil` for other
  /// solvers.
  public var shuffle: Bool? {
    if case .sgd(_, _, _, let shuffle) = kind { shuffle } else { nil }
  }

  /// Gradient descent with step 1/L from zero weights.
  public static var gd: Solver { .gd() }

  /// Coordinate descent in the form that the data call for.
  public static var coordinateDescent: Solver { .coordinateDescent() }

  /// Stochastic gradient descent with its usual settings.
  public static var sgd: Solver { .sgd() }

  /// What runs.
  var method: any BatchSolver {
    switch kind {
    case .auto: AutoSolver()
    case .lbfgs: LBFGSSolver()
    case .gd(let rate, _): GradientDescentSolver(rate)
    case .newtonCholesky: NewtonCholeskySolver()
    case .newtonCG: NewtonCGSolver()
    case .coordinateDescent(let form): CoordinateSolver(form)
    case .sag: AverageGradientSolver(isSAGA: false)
    case .saga: AverageGradientSolver(isSAGA: true)
    case .sgd(let batchSize, let schedule, let averagingAfter, let shuffle):
      StochasticGradientSolver(
        StochasticGradientSettings(
          batchSize: batchSize, schedule: schedule, averagingAfter: averagingAfter, shuffle: shuffle))
    case .minimizer(let minimizer): minimizer
    }
  }

  var name: String { method.name }

  var stochasticGradient: StochasticGradientSettings? { (method as? StochasticGradientSolver)?.settings }
}

/// Where gradient descent starts.
public struct InitialWeights: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case zeros
    case uniform(scale: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// All weights and intercepts 0.
  public static let zeros = Self(.zeros)
  /// Weights uniform in [0, scale) from `randomState`, drawn feature by feature as the lecture draws its n × K array;
  /// intercepts 0.
  public static func uniform(scale: Double) -> InitialWeights { Self(.uniform(scale: scale)) }

  /// The end of the range of ``uniform(scale:)``; `nil` for zeros.
  public var scale: Double? {
    if case .uniform(let scale) = kind { scale } else { nil }
  }
}

/// The weight of each class, multiplied into the weights of its rows. scikit-learn's `class_weight`.
public struct ClassWeight<Label: ClassLabel>: OpenChoice, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case uniform, balanced
    case weights([Label: Double])
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// All 1.
  public static var uniform: Self { Self(.uniform) }
  /// Classes weigh alike: S/(K·S_k) with S_k the weight of class k; for one-vs-rest, in each problem both sides alike.
  public static var balanced: Self { Self(.balanced) }
  /// A weight ≥ 0 for some classes, by their own label also with one-vs-rest; 1 for the others.
  public static func weights(_ byLabel: [Label: Double]) -> Self { Self(.weights(byLabel)) }

  /// The weights that were given by label; `nil` where they follow from the data.
  @inline(never)
  public var weights: [Label: Double]? {
    if case .weights(let byLabel) = kind { byLabel } else { nil }
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a weight that is negative or not finite.
  func validate() throws {
    guard case .weights(let byLabel) = kind else { return }
    for (label, weight) in byLabel where !(weight >= 0 && weight.isFinite) {
      throw EstimatorError.invalidSetting(
        name: "classWeight[\(label)]", value: "\(weight)", rule: "finite and not negative")
    }
  }

  /// The same without weights for these classes.
  func lacking(_ classes: Set<Label>) -> ClassWeight {
    guard case .weights(let byLabel) = kind else { return self }
    return .weights(byLabel.filter { !classes.contains($0.key) })
  }
}

/// How one-vs-rest probabilities are made to sum to 1.
public struct OneVsRestNormalization: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case sum, none
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// σ(z_k) / Σ_j σ(z_j), computed from logarithms so that it is a distribution even where every σ underflows.
  public static let sum = Self(.sum)
  /// The K sigmoids as they are; rows do not sum to 1.
  public static let none = Self(.none)
}
