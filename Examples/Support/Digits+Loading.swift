import Estimators
import EstimatorDatasets
import Foundation

extension Digits {
  /// MNIST from a folder of yours.
  static func mnist(in folder: String) throws -> Digits {
    let f = URL(filePath: folder, directoryHint: .isDirectory)
    func part(_ s: String) throws -> Part {
      Part(
        images: try IDX.images(contentsOf: f.appending(path: "\(s)-images-idx3-ubyte.gz")),
        labels: try IDX.labels(contentsOf: f.appending(path: "\(s)-labels-idx1-ubyte.gz")))
    }
    return Digits(name: "MNIST", levels: 0...255, train: try part("train"), test: try part("t10k"))
  }

  static func bundled() throws -> Digits { try mnist(in: "") }
}
