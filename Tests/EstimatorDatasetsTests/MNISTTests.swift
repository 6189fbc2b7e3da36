import EstimatorDatasets
import Foundation
import Testing

@Suite struct MNISTTests {
  /// Three pictures to train on, two to test with.
  static let images = (0..<5).map { image in (0..<784).map { UInt8(truncatingIfNeeded: image * 50 + $0) } }
  static let labels = [5, 0, 4, 7, 2]
  static let train = (try? Matrix(Array(images[..<3]))) ?? .zeros(rows: 0, columns: 0)
  static let test = (try? Matrix(Array(images[3...]))) ?? .zeros(rows: 0, columns: 0)

  @Test(arguments: ["-", "."], [false, true])
  func theOriginalFilesAreReadUnderTheirNames(dash: String, compressed: Bool) throws {
    try withTemporaryFolder { folder in
      try writeIDX(to: folder, dash: dash, compressed: compressed)
      try expectAll(MNIST.load(from: folder))
      try expectAll(MNIST.load(from: folder.path))
    }
  }

  @Test func theLecturesFilesAreReadAsRealNumbersToo() throws {
    try withTemporaryFolder { folder in
      let reals = NumPyArray.vector([5.0, 0, 4])
      try NPZ.write(
        ["X": .matrix(Self.train.map(Double.init)), "y": reals], to: folder.appending(path: "mnist_train.npz"))
      try NPZ.write(
        ["X": .matrix(Self.test), "y": .integers([7, 2])], to: folder.appending(path: "mnist_test.npz"),
        compressed: true)
      try expectAll(MNIST.load(from: folder))
    }
  }

  @Test func kerassFileIsRead() throws {
    try withTemporaryFolder { folder in
      try NPZ.write(
        [
          "x_train": .matrix(Self.train), "y_train": .vector([5, 0, 4] as [UInt8]), "x_test": .matrix(Self.test),
          "y_test": .vector([7, 2] as [UInt8]),
        ], to: folder.appending(path: "mnist.npz"))
      try expectAll(MNIST.load(from: folder))
    }
  }

  @Test func kagglesFilesAreReadWithAndWithoutTheTest() throws {
    try withTemporaryFolder { folder in
      let names = (0..<784).map { "pixel\($0)" }.joined(separator: ",")
      let rows = Self.images.map { $0.map(String.init).joined(separator: ",") }
      let train = "label,\(names)\n" + zip(Self.labels, rows).prefix(3).map { "\($0),\($1)\n" }.joined()
      try Data(train.utf8).write(to: folder.appending(path: "train.csv"))
      let alone = try MNIST.load(from: folder)
      #expect(alone.train.images == Self.train)
      #expect(alone.train.labels == [5, 0, 4])
      #expect(alone.test.images.rows == 0)
      #expect(alone.test.images.columns == 784)

      try Data("\(names)\n\(rows[3])\n\(rows[4])\n".utf8).write(to: folder.appending(path: "test.csv"))
      let both = try MNIST.load(from: folder)
      #expect(both.test.images == Self.test)
      #expect(both.test.labels == [])
      #expect(!both.test.isLabeled)
    }
  }

  @Test func anEmptyFolderIsAnsweredWithWhatToDo() throws {
    try withTemporaryFolder { folder in
      for missing in [folder, folder.appending(path: "nowhere")] {
        let error = #expect(throws: DatasetError.self) { try MNIST.load(from: missing) }
        let text = error?.description ?? ""
        for part in [
          missing.path, "train-images-idx3-ubyte", "mnist_train.npz", "mnist.npz", "train.csv", "MNIST.download",
        ] {
          #expect(text.contains(part))
        }
      }
    }
  }

  @Test func aMissingFileIsNamed() throws {
    try withTemporaryFolder { folder in
      try writeIDX(to: folder)
      try FileManager.default.removeItem(at: folder.appending(path: "t10k-labels-idx1-ubyte"))
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      #expect(error?.description.contains("missing: t10k-labels-idx1-ubyte;") == true)
    }
  }

  @Test(arguments: [[1, 2], []])
  func labelsThatDoNotFitTheImagesAreRefused(labels: [Int]) throws {
    try withTemporaryFolder { folder in
      try writeIDX(to: folder)
      try IDX.write(labels: labels, to: folder.appending(path: "train-labels-idx1-ubyte"))
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      guard case .countMismatch(_, 3, labels.count) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func picturesOfAnotherSizeAreRefused() throws {
    try withTemporaryFolder { folder in
      try writeIDX(to: folder)
      try IDX.write(
        images: .zeros(rows: 3, columns: 6), height: 2, width: 3, to: folder.appending(path: "train-images-idx3-ubyte"))
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      #expect(error?.description.contains("784") == true)
    }
  }

  @Test func realNumbersThatAreNoGreyLevelsAreRefused() throws {
    try withTemporaryFolder { folder in
      for name in ["mnist_train.npz", "mnist_test.npz"] {
        try NPZ.write(
          ["X": .matrix(Self.train.map { Double($0) / 255 }), "y": .integers([1, 2, 3])],
          to: folder.appending(path: name))
      }
      #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
    }
  }

  private func writeIDX(to folder: URL, dash: String = "-", compressed: Bool = false) throws {
    let end = "-ubyte" + (compressed ? ".gz" : "")
    for (name, images, labels) in [("train", Self.train, Self.labels[..<3]), ("t10k", Self.test, Self.labels[3...])] {
      try IDX.write(
        images: images, height: 28, width: 28, to: folder.appending(path: "\(name)-images\(dash)idx3\(end)"),
        compressed: compressed)
      try IDX.write(
        labels: labels, to: folder.appending(path: "\(name)-labels\(dash)idx1\(end)"), compressed: compressed)
    }
  }

  private func expectAll(_ mnist: MNIST) {
    #expect(mnist.train.images == Self.train)
    #expect(mnist.train.labels == [5, 0, 4])
    #expect(mnist.test.images == Self.test)
    #expect(mnist.test.labels == [7, 2])
  }
}
