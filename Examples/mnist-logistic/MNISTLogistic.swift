import ArgumentParser
import EstimatorPlots
import Estimators
import ExampleSupport

@main
struct MNISTLogistic: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mnist-logistic",
    abstract: "Learns to read digits by logistic regression.",
    discussion: """
      Fits LogisticRegression, says how the fit went, predicts the first ten test pictures, and scores all of them. \
      Ctrl-C ends the fit after the current iteration and goes on with the model so far.

        mnist-logistic --show
        mnist-logistic --data ~/mnist --train 10000 --scale 255 --figures figures
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument {
    case lbfgs, gd, sag, saga, sgd
    case newtonCholesky = "newton-cholesky"
    case newtonCG = "newton-cg"

    var solver: Solver {
      switch self {
      case .lbfgs: .lbfgs
      case .gd: .gd
      case .sag: .sag
      case .saga: .saga
      case .sgd: .sgd
      case .newtonCholesky: .newtonCholesky
      case .newtonCG: .newtonCG
      }
    }
  }

  @OptionGroup(title: "Data") var data: DataOptions
  @Option(help: "One softmax over all classes, or one problem per class.") var multiClass = MultiClass.multinomial
  @Option(help: "How the objective is minimised.") var solver = Method.lbfgs
  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func run() async throws {
    let digits = try await data.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let (train, test) = try (data.features(digits.train), data.features(digits.test))

    var clf = LogisticRegression(
      multiClass: multiClass, solver: solver.solver, tolerance: fit.tolerance, maxIterations: fit.maxIterations,
      verbose: true)
    let interrupt = Interrupt()
    let model = try clf.fit(train, digits.train.labels) { _ in interrupt.control }
    print(model.report)

    let first = digits.test.choosing(Array(0..<min(10, digits.test.labels.count)))
    let predictions = try clf.predict(data.features(first))
    print("First test pictures:  \(first.labels)")
    print("Predicted as:         \(predictions)")
    try pictures.draw(
      ImageGrid(first.images, predictions: predictions, truths: first.labels, range: digits.levels),
      name: "predictions")
    // What speaks for a digit, and what against it. Two digits share one row of weights.
    try pictures.draw(
      WeightImages(model.coefficients, classes: model.classes.suffix(model.coefficients.rows)), name: "weights")

    let figures = try FitFigures(
      model.report, trainAccuracy: clf.score(train, digits.train.labels),
      testAccuracy: clf.score(test, digits.test.labels))
    print("Training accuracy: \(figures.trainAccuracy.fixed(4))")
    print("Test accuracy:     \(figures.testAccuracy.fixed(4))")
    try fit.report.write(figures)
  }
}

extension MultiClass: ExpressibleByArgument {}
