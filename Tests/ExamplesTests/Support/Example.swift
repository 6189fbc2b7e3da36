import Foundation
import Testing

/// The examples, each an executable of its name.
enum Example: String, CaseIterable, CustomTestStringConvertible {
  case softmaxFromScratch = "softmax-from-scratch"
  case mnistLogistic = "mnist-logistic"
  case ovrVsMultinomial = "ovr-vs-multinomial"
  case iris
  case modelSelection = "model-selection"
  case trainAndExport = "train-and-export"
  case regression

  var testDescription: String { rawValue }

  /// Those that take MNIST.
  static let onDigits = allCases.filter { $0 != .iris && $0 != .regression }

  /// Arguments with which a run is short.
  var quick: [String] {
    switch self {
    case .softmaxFromScratch: ["--steps", "2"]
    case .mnistLogistic, .ovrVsMultinomial: ["--train", "300", "--scale", "16", "--tolerance", "1e-3"]
    case .iris, .regression: []
    case .trainAndExport:
      ["--train", "300", "--tolerance", "1e-3", "--out", FileManager.default.temporaryDirectory.path + "/exported"]
    case .modelSelection: ["--train", "300", "--folds", "2", "--c", "0.01", "0.1", "--tolerance", "1e-3"]
    }
  }

  /// The files of `--figures`.
  var pictures: [String] {
    switch self {
    case .softmaxFromScratch: ["digits.png"]
    case .mnistLogistic: ["predictions.png", "weights.png"]
    case .ovrVsMultinomial: ["confusion-multinomial.png", "confusion-one-vs-rest.png", "disagreements.png"]
    case .iris: ["confusion.png"]
    case .regression: ["path.png", "predictions.png", "residuals.png"]
    case .modelSelection: ["search.png"]
    case .trainAndExport: ["weights.png"]
    }
  }

  private var program: Program { Program(name: rawValue) }

  /// Runs to the end.
  func run(_ arguments: [String] = []) throws -> Program.Outcome { try program.run(arguments) }

  /// Starts the executable; its output goes to files in `folder`.
  func start(_ arguments: [String], in folder: URL) throws -> Program.Running {
    try program.start(arguments, in: folder)
  }
}
