import ArgumentParser
import EstimatorDatasets
import EstimatorPlots
import Estimators
import ExampleSupport
import Foundation

@main
struct RegressionExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regression",
    abstract: "Predicts how far diabetes has progressed after a year.",
    discussion: """
      Least squares, ridge and lasso on ten measurements of 442 patients, the penalties chosen by cross-validation. \
      Draws what the best of them misses, and how weights grow along the path of the lasso. \
      Ctrl-C ends a fit after the current iteration and goes on with the model so far.

        regression --show
        regression --test-every 3 --figures figures --json regression.json
      """)

  @Option(help: ArgumentHelp("Test on one patient in this many, learn from the others.", valueName: "number"))
  var testEvery = 4

  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func validate() throws {
    guard (2...10).contains(testEvery) else {
      throw ValidationError("--test-every must be in 2...10, got \(testEvery).")
    }
  }

  func run() throws {
    let diabetes = try Diabetes.load(scaled: false)
    if report.loadOnly { return try report.reportLoading() }
    let patients = try RegressionDataset(
      features: diabetes.features, targets: diabetes.targets, names: diabetes.featureNames)
    let train = try patients.selectingRows((0..<patients.rows).filter { $0 % testEvery != 0 })
    let test = try patients.selectingRows((0..<patients.rows).filter { $0 % testEvery == 0 })

    let least = try fit(LinearRegression(), train)
    let ridge = try fit(RidgeCV(alphas: (-2...4).map { pow(10, Double($0) / 2) }), train)
    let lasso = try fit(ElasticNetCV(l1Ratios: [1]), train)
    let columns = [least.regressor.coefficients, ridge.regressor.coefficients, lasso.regressor.coefficients]
    print("Weights of measurements with unit deviation:")
    print(
      table(
        [["", "least squares", "ridge", "lasso"]]
          + diabetes.featureNames.indices.map { j in [diabetes.featureNames[j]] + columns.map { $0[j].fixed(2) } }))
    print("Ridge chose alpha \(ridge.regressor.alpha.fixed(2)), lasso \(lasso.regressor.alpha.fixed(2)).\n")

    let predictions = [
      ("least squares", try least.predict(test.features)), ("ridge", try ridge.predict(test.features)),
      ("lasso", try lasso.predict(test.features)),
    ]
    print("On \(test.rows) patients that none of them has seen:")
    print(
      table(
        [["", "R²", "95 % interval", "mean absolute error"]]
          + (try predictions.map { name, predicted in [name] + (try judged(predicted, test.targets)) })))
    try draw(predictions[2].1, test, train)
    try report.write(
      RegressionFigures(
        leastSquaresR2: r2Score(of: predictions[0].1, against: test.targets),
        ridgeR2: r2Score(of: predictions[1].1, against: test.targets),
        lassoR2: r2Score(of: predictions[2].1, against: test.targets), lassoWeights: lasso.regressor.nonZeroCount))
  }

  /// The regressor behind a scaler.
  private func fit<R: Regressor>(
    _ regressor: R, _ train: RegressionDataset
  ) throws -> Pipeline<StandardScaler, R>.Model {
    let pipeline = Pipeline {
      StandardScaler()
      regressor
    }
    let interrupt = Interrupt()
    return try pipeline.fitted(to: train) { _ in interrupt.control }
  }

  /// R² with its interval, and the mean absolute error.
  private func judged(_ predicted: [Double], _ truth: [Double]) throws -> [String] {
    let interval = try bootstrapInterval(of: predicted, against: truth) {
      try r2Score(of: $0, against: $1, sampleWeight: $2)
    }
    return [
      try r2Score(of: predicted, against: truth).fixed(3),
      "\(interval.lowerBound.fixed(2))…\(interval.upperBound.fixed(2))",
      try meanAbsoluteError(of: predicted, against: truth).fixed(1),
    ]
  }

  private func draw(_ predicted: [Double], _ test: RegressionDataset, _ train: RegressionDataset) throws {
    let truth = test.targets
    let ends = [truth.min() ?? 0, truth.max() ?? 1]
    try pictures.draw(
      LineChart(
        [.points("patients", x: truth, y: predicted), .init("right", x: ends, y: ends)],
        title: "Lasso on patients it has not seen", xLabel: "true progression", yLabel: "predicted"),
      name: "predictions")
    let span = [predicted.min() ?? 0, predicted.max() ?? 1]
    try pictures.draw(
      LineChart(
        [.points("patients", x: predicted, y: zip(truth, predicted).map { $0 - $1 }), .init(x: span, y: [0, 0])],
        title: "What the lasso misses", xLabel: "predicted progression", yLabel: "true less predicted"),
      name: "residuals")
    try pictures.draw(path(train), name: "path")
  }

  /// The weights of the lasso as its penalty falls.
  private func path(_ train: RegressionDataset) throws -> LineChart {
    let scaled = try StandardScaler().fitted(to: train.features).transform(train.features)
    let path = try ElasticNetPath().fitted(to: scaled, train.targets)
    let curves = (train.names ?? []).enumerated().map { feature, name in
      LineChart.Curve(name, x: path.alphas, y: path.models.map { $0.coefficients[feature] })
    }
    return try LineChart(curves, title: "The path of the lasso", xLabel: "alpha", yLabel: "weight", xScale: .log)
  }
}

/// The figures of a run, as `--json` writes them.
private struct RegressionFigures: Encodable {
  let leastSquaresR2: Double
  let ridgeR2: Double
  let lassoR2: Double
  /// How many weights of the lasso are not 0.
  let lassoWeights: Int
}
