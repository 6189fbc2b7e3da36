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
        mnist-logistic --multi-class ovr --solver coordinate-descent --penalty l1 --c 0.1 --scale 16
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument {
    case auto, lbfgs, gd, sag, saga, sgd
    case newtonCholesky = "newton-cholesky"
    case newtonCG = "newton-cg"
    case coordinateDescent = "coordinate-descent"

    var solver: Solver {
      switch self {
      case .auto: .auto
      case .lbfgs: .lbfgs
      case .gd: .gd
      case .sag: .sag
      case .saga: .saga
      case .sgd: .sgd
      case .newtonCholesky: .newtonCholesky
      case .newtonCG: .newtonCG
      case .coordinateDescent: .coordinateDescent
      }
    }
  }

  enum PenaltyName: String, CaseIterable, ExpressibleByArgument {
    case l2, l1, none
    case elasticNet = "elastic-net"
  }

  @OptionGroup(title: "Data") var data: DataOptions
  @Option(help: "One softmax over all classes, or one problem per class.") var multiClass = MultiClass.multinomial
  @Option(help: "How the objective is minimised; coordinate-descent is liblinear's way.") var solver = Method.lbfgs
  @Option(help: "What is added to the mean loss.") var penalty = PenaltyName.l2
  @Option(name: .customLong("c"), help: ArgumentHelp("The inverse strength of the penalty.", valueName: "number"))
  var c = 1.0
  @Option(help: ArgumentHelp("The share of the L1 norm in --penalty elastic-net.", valueName: "number"))
  var l1Ratio = 0.5
  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func run() async throws {
    let digits = try await data.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let (train, test) = try (data.features(digits.train), data.features(digits.test))

    var clf = LogisticRegression(
      multiClass: multiClass, solver: solver.solver, penalty: chosenPenalty, c: c, tolerance: fit.tolerance,
      maxIterations: fit.maxIterations, verbose: true)
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

  private var chosenPenalty: Penalty {
    switch penalty {
    case .l2: .l2
    case .l1: .l1
    case .none: .none
    case .elasticNet: .elasticNet(l1Ratio: l1Ratio)
    }
  }
}

extension MultiClass: ExpressibleByArgument {}
