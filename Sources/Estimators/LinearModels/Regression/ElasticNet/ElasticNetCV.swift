/// An ``ElasticNet`` whose α, and L1 ratio, are chosen by cross-validation. scikit-learn's `ElasticNetCV`, with
/// `l1Ratios: [1]` its `LassoCV`; R's `cv.glmnet`.
///
///     var regressor = ElasticNetCV(l1Ratios: [0.5, 0.9, 1])
///     try regressor.fit(x, y)
///     print(regressor.model?.alpha, regressor.model?.l1Ratio)
///
/// The grid of α is that of all rows. Every fold walks down its own path, the mean squared error of the rows that it
/// left out is compared, and the best pair is fitted to all rows.
///
/// - Complexity: (folds + 1) paths for each L1 ratio.
public struct ElasticNetCV: Regressor {
  /// The settings but α and the L1 ratio.
  public var regressor: ElasticNet
  /// The shares of the L1 norm to try, at least one. Default `[0.5]`.
  public var l1Ratios: [Double]
  /// The values of α to try. Default 100 over three orders of magnitude.
  public var grid: AlphaGrid
  /// Which rows train and judge. scikit-learn's `cv`. Default 5 folds in the given order.
  public var splitter: any Splitter
  public var model: Model?

  /// A regressor with the given settings.
  public init(
    _ regressor: ElasticNet = ElasticNet(), l1Ratios: [Double] = [0.5], grid: AlphaGrid = .automatic,
    splitter: any Splitter = KFold(5)
  ) {
    (self.regressor, self.l1Ratios, self.grid, self.splitter) = (regressor.unfitted, l1Ratios, grid, splitter)
  }

  public func validate() throws {
    try requireSetting(!l1Ratios.isEmpty, "l1Ratios", "[]", "a list of at least one value")
    for ratio in l1Ratios { try path(ratio).validate() }
  }

  private func path(_ l1Ratio: Double) -> ElasticNetPath {
    var settings = regressor
    (settings.alpha, settings.l1Ratio) = (1, l1Ratio)
    return ElasticNetPath(settings, grid: grid)
  }

  /// Learns from rows and their numbers.
  ///
  /// - Parameters:
  ///   - data: n rows with their numbers.
  ///   - startingFrom: Without effect.
  ///   - onIteration: Called after each fold's path, then after the iterations of the last fit. ``FitControl/stop``
  ///     ends with the best of the folds that are done.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, ``FitInterrupted`` with the best of the
  ///   folds that are done when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingNumbers(data)
    let chosen = try ChosenRows(data)
    let folds = try splitter.someFolds(of: chosen.data.splitRows())
    return try BLAS.singleThreaded {
      let (paths, done, end) = try judged(rows, chosen, folds, onIteration)
      guard end == .cancelled else { return try model(rows, paths) { try onIteration($0.following(fits: done)) } }
      throw FitInterrupted(model: try model(rows, paths) { _ in .stop }, iteration: done)
    }
  }

  /// The errors of the folds along α for each L1 ratio, as far as the caller lets it go on.
  private func judged(
    _ rows: TrainingNumbers, _ chosen: ChosenRows<Features, Double>, _ folds: [Fold], _ onIteration: OnIteration
  ) throws -> (paths: [Path], done: Int, end: StoppingTest?) {
    var (paths, done) = ([Path](), 0)
    for ratio in l1Ratios {
      var run = try NetRun(rows, settings: path(ratio).regressor)
      let alphas = grid.values(from: try grid.isAutomatic ? run.largestAlpha() : 0)
      var errors: [[Double]] = []
      for fold in folds {
        errors.append(try foldErrors(chosen, fold, path(ratio).regressor, alphas))
        done += 1
        let iteration = Iteration(
          number: done, objective: errors.last?.min() ?? .nan, gradientNorm: .nan, evaluations: done)
        if let end = try iteration.reasonToStop(onIteration) {
          return (paths + [Path(l1Ratio: ratio, alphas: alphas, errorsPerFold: errors)], done, end)
        }
      }
      paths.append(Path(l1Ratio: ratio, alphas: alphas, errorsPerFold: errors))
    }
    return (paths, done, nil)
  }

  /// The mean squared error of the rows that a fold leaves out, for each α.
  private func foldErrors(
    _ rows: ChosenRows<Features, Double>, _ fold: Fold, _ settings: ElasticNet, _ alphas: [Double]
  ) throws -> [Double] {
    let training = try TrainingNumbers(rows.data.selectingRows(fold.train))
    let test = try rows.data.selectingRows(fold.test)
    var run = try NetRun(training, settings: settings)
    return try alphas.map { alpha in
      let predictor: LinearPredictor
      do {
        predictor = try run.predictor(alpha: alpha) { _ in .proceed }
      } catch is FitInterrupted<LinearPredictor> { throw CancellationError() }
      return try meanSquaredError(of: predictor.values(test.input), against: test.targets, sampleWeight: test.weights)
    }
  }

  /// The fit of all rows at the best pair.
  private func model(_ rows: TrainingNumbers, _ paths: [Path], _ onIteration: OnIteration) throws -> Model {
    var (best, place, least) = (0, 0, Double.infinity)
    for (trial, path) in paths.enumerated() {
      for (at, error) in path.meanErrors.enumerated() where error < least { (best, place, least) = (trial, at, error) }
    }
    let (ratio, alpha) = (paths[best].l1Ratio, paths[best].alphas[place])
    var run = try NetRun(rows, settings: path(ratio).regressor)
    return try wrappingModel {
      try run.predictor(alpha: alpha, onIteration)
    } in: {
      Model(linearPredictor: $0, alpha: alpha, l1Ratio: ratio, paths: paths)
    }
  }
}

extension AlphaGrid {
  var isAutomatic: Bool { if case .automatic = kind { true } else { false } }
}

extension ElasticNetCV {
  /// The errors of the folds along α for one L1 ratio.
  public struct Path: Sendable, Hashable, Codable {
    /// The share of the L1 norm.
    public let l1Ratio: Double
    /// The values of α, descending. scikit-learn's `alphas_`.
    public let alphas: [Double]
    /// The mean squared error of the rows left out, for each fold and α. scikit-learn's `mse_path_`, turned.
    public let errorsPerFold: [[Double]]

    /// The mean over the folds for each α.
    public var meanErrors: [Double] {
      alphas.indices.map { at in errorsPerFold.reduce(0) { $0 + $1[at] } / Double(errorsPerFold.count) }
    }
  }

  /// The model of the best α and L1 ratio, on all rows.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// The α that was chosen. scikit-learn's `alpha_`.
    public let alpha: Double
    /// The share of the L1 norm that was chosen. scikit-learn's `l1_ratio_`.
    public let l1Ratio: Double
    /// The errors of the folds, for each L1 ratio that was tried.
    public let paths: [Path]

    init(linearPredictor: LinearPredictor, alpha: Double, l1Ratio: Double, paths: [Path]) {
      (self.linearPredictor, self.alpha, self.l1Ratio, self.paths) = (linearPredictor, alpha, l1Ratio, paths)
    }
  }
}

extension ElasticNetCV.Path {
  /// Reads a path and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    l1Ratio = try container.decode(Double.self, forKey: .l1Ratio)
    alphas = try container.decodeFinite(forKey: .alphas)
    errorsPerFold = try container.decode([[Double]].self, forKey: .errorsPerFold)
    try requireDecoded(
      !errorsPerFold.contains { $0.count != alphas.count }, "Each fold needs \(alphas.count) errors.", decoder)
  }
}
