import EstimatorDatasets
import Foundation
import Testing

/// What is read from files prints in a line, not as a dump.
@Suite struct DatasetDescriptionTests {
  @Test func archivesPrintTheirNames() throws {
    let data = try NPZ.archive(
      ["X": .matrix(Matrix<UInt8>(rows: 20, columns: 4, repeating: 1)), "y": .integers(Array(0..<20))],
      compressed: true, file: "digits.npz")
    let file = try NPZ(data, named: "digits.npz")
    #expect("\(file)" == "digits.npz: 2 arrays (X, y)")
    #expect("\(try file.array("X"))" == "20 × 4 array of uint8")
    #expect("\(try file.array("y"))" == "array of 20 int64")
  }

  @Test func pictureSetsPrintTheirSizes() throws {
    let split = try MNIST.Split(
      images: Matrix(rows: 3, columns: 784, repeating: 7), labels: [1, 2, 1])
    let none = try MNIST.Split(images: Matrix(rows: 1, columns: 784, repeating: 7), labels: [])
    #expect("\(split)" == "3 pictures of 28 × 28, 2 classes")
    #expect("\(none)" == "1 picture of 28 × 28, without labels")
    #expect("\(MNIST(train: split, test: none))" == "MNIST: 3 training and 1 test pictures")
  }

  @Test func numbersPrintAsAMatrix() throws {
    let table = try NumericCSV<Double>(Data("a,b\n0.33333333,2\n".utf8))
    #expect("\(table)" == "a, b\n1 × 2 Double\n  [0.3333  2]")
  }
}
