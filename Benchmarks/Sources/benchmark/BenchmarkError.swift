/// What can be wrong with a job before anything is measured.
enum BenchmarkError: Error, CustomStringConvertible {
  case usage(String)
  case noMNIST
  case tooFewRows(asked: Int, available: Int)

  var description: String {
    switch self {
    case .usage(let advice): advice
    case .noMNIST: "MNIST_DIR is not set. Set it to the folder that holds MNIST as IDX or npz files."
    case .tooFewRows(let asked, let available):
      "The job asks for \(asked) rows, the data set has \(available). Ask for fewer."
    }
  }
}
