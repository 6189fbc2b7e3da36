import ArgumentParser
import EstimatorPlots
import Estimators
import ExampleSupport

@main
struct SoftmaxFromScratch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "softmax-from-scratch",
    abstract: "Softmax regression by gradient descent, formula by formula.",
    discussion: """
      Starts from small random weights, takes a few steps down the gradient of the mean cross-entropy over all training \
      pictures, and prints the accuracies after each. Random numbers are those of NumPy's RandomState. \
      Ctrl-C ends the descent after the current step.

        softmax-from-scratch --show
        softmax-from-scratch --data ~/mnist --seed 42 --steps 5 --eta 1e-5
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @Option(help: "The seed of the initial weights, and of the choice of pictures to look at.") var seed = 42
  @Option(help: ArgumentHelp("How many steps to take.", valueName: "count")) var steps = 5
  @Option(
    help: ArgumentHelp(
      "The step size.", discussion: "Default: 1e-5 for MNIST, 1e-3 for the digits of the package.",
      valueName: "number"))
  var eta: Double?
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func validate() throws {
    guard steps >= 1 else { throw ValidationError("--steps must be 1 or more, got \(steps).") }
  }

  func run() throws {
    let digits = try data.load()
    if report.loadOnly { return try report.reportLoading() }
    let (x, y) = (try data.features(digits.train), digits.train.labels)
    let (xTest, yTest) = (try data.features(digits.test), digits.test.labels)
    try drawRandomDigits(digits.train, levels: digits.levels)

    let eta = eta ?? (data.data == nil ? 1e-3 : 1e-5)
    var random = try RandomState(seed: seed)
    // n × K numbers, flat: one column of weights for each of the ten digits.
    var w = random.random(x.columns * 10).map { 1e-4 * $0 }

    let interrupt = Interrupt()
    var done = 0
    while done < steps, !interrupt.isWished {
      try SoftmaxLecture.step(&w, learningRate: eta, x, y)
      done += 1
      print("Training accuracy after \(done) iterations is:  \(try SoftmaxLecture.checkAccuracy(w, x, y))")
      print("Testing accuracy after \(done) iterations is:  \(try SoftmaxLecture.checkAccuracy(w, xTest, yTest))")
    }
    let loss = try SoftmaxLecture.loss(w, x, y)
    print("loss after \(done) iterations is:  \(loss)")
    try report.write(
      Figures(
        loss: loss, steps: done, trainAccuracy: SoftmaxLecture.checkAccuracy(w, x, y),
        testAccuracy: SoftmaxLecture.checkAccuracy(w, xTest, yTest), peakMemoryMB: PeakMemory.megabytes))
  }

  /// Twenty digits with their labels, in four rows of five.
  private func drawRandomDigits(_ digits: DigitData.Part, levels: ClosedRange<Double>) throws {
    var random = try RandomState(seed: seed)
    let chosen = digits.choosing(try random.choice(digits.labels.count, count: 20))
    try pictures.draw(ImageGrid(chosen.images, labels: chosen.labels, range: levels), name: "digits")
  }

  private struct Figures: Encodable {
    let loss: Double
    let steps: Int
    let trainAccuracy: Double
    let testAccuracy: Double
    let peakMemoryMB: Double
  }
}
