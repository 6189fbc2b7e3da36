import Foundation
import Testing

/// The examples, each an executable of its name.
enum Example: String, CaseIterable, CustomTestStringConvertible {
  case softmaxFromScratch = "softmax-from-scratch"
  case mnistLogistic = "mnist-logistic"
  case ovrVsMultinomial = "ovr-vs-multinomial"
  case iris
  case modelSelection = "model-selection"

  var testDescription: String { rawValue }

  private var program: Program { Program(name: rawValue) }

  /// Runs to the end.
  func run(_ arguments: [String] = []) throws -> Program.Outcome { try program.run(arguments) }

  /// Starts the executable; its output goes to files in `folder`.
  func start(_ arguments: [String], in folder: URL) throws -> Program.Running {
    try program.start(arguments, in: folder)
  }
}
