import ArgumentParser
import EstimatorDatasets
import EstimatorInterchange
import EstimatorPlots
import Estimators
import ExampleSupport
import Files
import Foundation

@main
struct TrainAndExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-and-export",
    abstract: "Learns to read digits, and writes the model for other programs.",
    discussion: """
      Fits a scaler and a logistic regression, and writes them as ONNX, as Core ML, as source code in Swift, C and \
      JavaScript, and as a folder for mlflow. Ctrl-C ends the fit after the current iteration and goes on with the \
      model so far.

        train-and-export --out models
        train-and-export --data ~/mnist --train 10000 --multi-class ovr --out models
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument {
    case multinomial, ovr
  }

  @OptionGroup(title: "Data") var data: DataOptions
  @Option(help: "One softmax over all classes, or one problem per class.") var multiClass = Method.multinomial
  @Option(help: ArgumentHelp("The folder of the files. It is made if need be.", valueName: "folder"))
  var out = "exported"
  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func run() async throws {
    let digits = try await data.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let (train, test) = try (data.features(digits.train), data.features(digits.test))
    var pipeline = Pipeline {
      StandardScaler()
      LogisticRegression(
        multiClass: multiClass == .ovr ? .ovr : .multinomial, c: 0.01, tolerance: fit.tolerance,
        maxIterations: fit.maxIterations)
    }
    let interrupt = Interrupt()
    let model = try pipeline.fit(train, digits.train.labels) { _ in interrupt.control }
    let figures = try FitFigures(
      model.classifier.report, trainAccuracy: pipeline.score(train, digits.train.labels),
      testAccuracy: pipeline.score(test, digits.test.labels))
    print("Test accuracy: \(figures.testAccuracy.fixed(4))")
    try write(model)
    try pictures.draw(
      WeightImages(model.classifier.coefficients, classes: model.classifier.classes), name: "weights")
    try fit.report.write(figures)
  }

  /// Writes all formats, and says what is where.
  private func write(_ model: some ClassifierModel<Int>) throws {
    do {
      try Folder.make(out)
    } catch {
      throw ExportError.notWritten(path: out, reason: error.description)
    }
    let folder = URL(filePath: out, directoryHint: .isDirectory)
    let documentation = "Handwritten digits, learned by train-and-export."
    try ONNXModel(model, documentation: documentation).write(to: folder.appending(path: "digits.onnx"))
    try CoreMLModel(model, input: "pixels", documentation: documentation)
      .write(to: folder.appending(path: "Digits.mlmodel"))
    for (language, ending) in [(SourceLanguage.swift, "swift"), (.c, "c"), (.javaScript, "mjs")] {
      try SourceCode(model, in: language, name: "digits", documentation: documentation)
        .write(to: folder.appending(path: "digits.\(ending)"))
    }
    try MLflowModel(model, documentation: documentation).write(to: folder.appending(path: "digits-mlflow"))
    print(
      table([
        ["digits.onnx", "onnxruntime"], ["Digits.mlmodel", "Xcode, Core ML"], ["digits.swift", "any Swift"],
        ["digits.c", "C99, link -lm"], ["digits.mjs", "browsers, node"],
        ["digits-mlflow", "mlflow models serve -m"],
      ]))
    note("Wrote them to \(folder.path)")
  }
}
