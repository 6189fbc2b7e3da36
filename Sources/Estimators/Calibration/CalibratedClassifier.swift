import Matrices

/// A classifier whose probabilities mean what they say: its scores of rows that did not train it are calibrated by
/// cross-validation. scikit-learn's `CalibratedClassifierCV`.
///
///     let calibrated = CalibratedClassifier(LogisticRegression(multiClass: .ovr), method: .sigmoid)
///     try calibrated.fitted(to: x, y).predictProbabilities(xTest)
///
/// With `ensemble`, each fold keeps its classifier and its calibrator, and their probabilities are averaged. Without,
/// one calibrator is fitted to the scores of all folds together and belongs to one classifier of all rows, which is as
/// quick to predict as the classifier alone.
///
/// Every class has to be among the training and the test rows of every fold, or else there is nothing to calibrate it
/// by, and the probabilities would be wrong without a word: that is an error, which names the fold and the class. Only
/// a class with fewer rows than there are folds may be missing: where no training row has it, it gets probability 0,
/// where no test row has it, about 0, and `notes` of the model tell. So ``LeaveOneOut`` goes with `ensemble: false`
/// alone.
///
/// A probability of 0, which `.isotonic` can give, has the logarithm −708.4, so that log-probabilities stay finite.
/// `onIteration` hears of every fold (`number` counts them, objective and gradient norm are NaN). When the task is
/// cancelled, the ``FitInterrupted`` holds an ensemble of the folds so far, and during the fit of all rows the
/// calibrated classifier so far; before the first fold is done, ``FoldsInterrupted`` says so.
///
/// - Complexity: A fit for each fold, and one more without `ensemble`.
/// - SeeAlso: ``expectedCalibrationError(of:against:classes:bins:by:sampleWeight:)``.
public struct CalibratedClassifier<Base: LabelEstimator>: LabelEstimator {
  public typealias Label = Base.Label
  public typealias Input = Base.Input
  public typealias Model = CalibratedModel<Base.Model>

  /// The classifier whose scores are calibrated.
  public var base: Base
  /// How. scikit-learn's `method`. Default `.sigmoid`.
  public var method: CalibrationMethod
  /// Which rows train and which calibrate. scikit-learn's `cv`. Default: 5 stratified folds in the given order.
  public var splitter: any Splitter
  /// Whether each fold keeps its classifier. scikit-learn's `ensemble`. Default `true`.
  public var ensemble: Bool
  public var model: Model?

  /// A calibrated `base`.
  public init(
    _ base: Base, method: CalibrationMethod = .sigmoid, splitter: any Splitter = StratifiedKFold(5),
    ensemble: Bool = true
  ) {
    self.base = base.unfitted
    self.method = method
    self.splitter = splitter
    self.ensemble = ensemble
  }

  public func validate() throws { try base.validate() }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.base = base.lacking(classes)
    return copy
  }

  /// - Throws: What the classifier and the splitter throw; ``EstimatorError/unsupported(what:instead:)`` when a fold
  ///   lacks a class that it could have, and without `ensemble` when the training rows of a fold lack any, or a row
  ///   does not judge exactly once.
  public func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try ChosenRows(data)
    let classes = rows.data.encoding.classes
    guard classes.count >= 2 else {
      throw EstimatorError.tooFewClasses(found: classes.map { "\($0)" })
    }
    let folds = try splitter.someFolds(of: rows.data.splitRows())
    let census = FoldCensus(rows.data.encoding, folds)
    if ensemble {
      try census.requireClassesOfEnsemble()
    } else {
      try requirePartition(folds, rows: rows.data.count)
      try census.requireTrainingClasses()
    }
    let fits = try foldFits(rows, folds, classes, onIteration)
    return try ensemble
      ? Model(classes: classes, members: fits.map { $0.member(method) }, notes: census.notes)
      : jointly(fits, rows, classes, onIteration)
  }

  private typealias Fit = FoldFit<Base.Model>

  private func foldFits(
    _ rows: ChosenRows<Input, Label>, _ folds: [Fold], _ classes: [Label], _ onIteration: OnIteration
  ) throws -> [Fit] {
    let base = base
    var done = 0
    let run = try FitCrew.run(folds.count) { fold, proceed in
      let model = try rows.selectingRows(folds[fold].train).fitted(base, onIteration: proceed)
      return try rows.selectingRows(folds[fold].test).naming { test in
        Fit(model: model, scores: try model.decisionFunction(test.input), labels: test.labels, weights: test.weights)
      }
    } keeping: {
      $0
    } onDone: { _, result in
      _ = try result.get()
      done += 1
      return try onIteration(
        Iteration(number: done, objective: .nan, gradientNorm: .nan, evaluations: done))
    }
    let fits = try run.results.compactMap { try $0?.get() }
    guard !fits.isEmpty else { throw FoldsInterrupted(partial: Model?.none, done: 0, total: folds.count) }
    let model = Model(classes: classes, members: fits.map { $0.member(method) })
    if run.end == .cancelled { throw FitInterrupted(model: model, iteration: done) }
    return fits
  }

  /// One classifier of all rows, and one calibrator of the scores of all folds.
  private func jointly(
    _ fits: [Fit], _ rows: ChosenRows<Input, Label>, _ classes: [Label], _ onIteration: OnIteration
  ) throws -> Model {
    let scores = try Matrix(
      fits.flatMap { fit in (0..<fit.scores.rows).map { Array(fit.scores[row: $0]) } })
    let weights = fits.flatMap { $0.weights ?? [] }
    let calibrator = Calibrator(
      method, scores, places: placesOf(fits.flatMap(\.labels), among: classes),
      weights: weights.isEmpty ? nil : weights)
    let done = fits.count
    return try wrappingModel(after: done) {
      try rows.fitted(base) { try onIteration($0.following(fits: done)) }
    } in: {
      Model(classes: classes, members: [.init(model: $0, calibrator: calibrator)])
    }
  }
}

extension CalibratedClassifier: Classifier where Base: Classifier {}
extension CalibratedClassifier: TableClassifier where Base: TableClassifier {}

/// The classifier of one fold and its scores of the rows held out.
private struct FoldFit<Model: LabelModel>: Sendable {
  let model: Model
  let scores: Matrix<Double>
  let labels: [Model.Label]
  let weights: [Double]?

  func member(_ method: CalibrationMethod) -> CalibratedModel<Model>.Member {
    let places = placesOf(labels, among: model.classes)
    return .init(
      model: model, calibrator: Calibrator(method, scores, places: places, weights: weights))
  }
}

/// The column of each label, −1 for one that has none.
private func placesOf<Label: ClassLabel>(_ labels: [Label], among classes: [Label]) -> [Int] {
  let places = Dictionary(zip(classes, classes.indices)) { first, _ in first }
  return labels.map { places[$0] ?? -1 }
}

/// The settings, without a model.
extension CalibratedClassifier: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case base, method, splitter, ensemble }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(Base.self, forKey: .base),
      method: try container.decode(CalibrationMethod.self, forKey: .method),
      splitter: try container.decode(CodedSplitter.self, forKey: .splitter).splitter,
      ensemble: try container.decode(Bool.self, forKey: .ensemble))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(base, forKey: .base)
    try container.encode(method, forKey: .method)
    try container.encode(CodedSplitter(splitter), forKey: .splitter)
    try container.encode(ensemble, forKey: .ensemble)
  }
}
