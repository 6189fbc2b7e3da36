import Foundation

/// What the command line itself finds wrong.
enum ToolError: Error, LocalizedError, CustomStringConvertible {
  case otherModel(file: String, kind: String)
  case noSuchColumn(option: String, name: String, available: [String])
  case nothingToLearnFrom(label: String)
  case notLinear(format: String)
  case hasTexts(format: String, columns: [String])

  var description: String {
    switch self {
    case .otherModel(let file, let kind):
      "\(file) holds a \(kind), which this program did not train. Read it in a program that imports Estimators, by the "
        + "load of the same recipe."
    case .noSuchColumn(let option, let name, let available):
      "\(option) names the column \"\(name)\", which the file does not have. It has: "
        + available.map { "\"\($0)\"" }.joined(separator: ", ") + "."
    case .nothingToLearnFrom(let label):
      "Besides the label \"\(label)\" no column is left to learn from. Name some by --features, or ignore fewer."
    case .notLinear(let format):
      "\(format) takes logistic regression alone. Export to ONNX: --onnx."
    case .hasTexts(let format, let columns):
      "\(format) takes numbers alone, and this model reads texts: "
        + columns.map { "\"\($0)\"" }.joined(separator: ", ") + ". Export to ONNX: --onnx."
    }
  }

  var errorDescription: String? { description }
}
