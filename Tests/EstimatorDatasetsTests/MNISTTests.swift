import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

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

  @Test(arguments: ["mnist", "fashion-mnist"], [true, false])
  func tablesWithTheLabelFirstAreRead(set: String, hasNames: Bool) throws {
    try withTemporaryFolder { folder in
      let names = "label," + (1...784).map { "pixel\($0)" }.joined(separator: ",") + "\n"
      let lines = zip(Self.labels, Self.images).map { label, pixels in
        "\(label)," + pixels.map(String.init).joined(separator: ",") + "\n"
      }
      for (part, rows) in [("train", lines[..<3]), ("test", lines[3...])] {
        try Data(((hasNames ? names : "") + rows.joined()).utf8).write(to: folder.appending(path: "\(set)_\(part).csv"))
      }
      try expectAll(MNIST.load(from: folder))
    }
  }

  @Test func aTableWhoseFirstColumnIsNoLabelIsRefused() throws {
    try withTemporaryFolder { folder in
      let names = (0..<785).map { "pixel\($0)" }.joined(separator: ",")
      let zeros = Array(repeating: "0", count: 785).joined(separator: ",")
      for part in ["train", "test"] {
        try Data("\(names)\n\(zeros)\n".utf8).write(to: folder.appending(path: "mnist_\(part).csv"))
      }
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      #expect(error?.description.contains("“pixel0”, not “label”") == true)
    }
  }

  @Test func aFolderIsNotTheFileOfItsName() throws {
    try withTemporaryFolder { folder in
      // An archive with empty folders of the dashed names beside files of the dotted ones, …
      try writeIDX(to: folder, dash: ".")
      for file in MNISTFile.allCases { try makeFolder(folder.appending(path: file.rawValue)) }
      try expectAll(MNIST.load(from: folder))
      // … and one with the files in folders of their own names.
      for file in MNISTFile.allCases {
        let dotted = file.rawValue.replacing("-idx", with: ".idx")
        try FileManager.default.moveItem(
          at: folder.appending(path: dotted), to: folder.appending(path: "\(file.rawValue)/\(file.rawValue)"))
      }
      try expectAll(MNIST.load(from: folder))
    }
  }

  @Test func aFolderInThePlaceOfATableIsNotRead() throws {
    try withTemporaryFolder { folder in
      try makeFolder(folder.appending(path: "train.csv"))
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      guard case .notFound = error?.kind else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func qmnistsFilesAreRead() throws {
    try withTemporaryFolder { folder in
      for (part, images, labels) in [("train", Self.train, Self.labels[..<3]), ("test", Self.test, Self.labels[3...])] {
        try IDX.write(
          images: images, height: 28, width: 28, to: folder.appending(path: "qmnist-\(part)-images-idx3-ubyte.gz"),
          compressed: true)
        let numbers = labels.flatMap { label in (0..<8).map { Int32($0 == 0 ? label : 1000 + $0) } }
        try
          (Data([0, 0, 0x0c, 2, 0, 0, 0, UInt8(labels.count), 0, 0, 0, 8])
          + Data(numbers.flatMap { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } }))
          .write(to: folder.appending(path: "qmnist-\(part)-labels-idx2-int"))
      }
      try expectAll(MNIST.load(from: folder))
    }
  }

  @Test func emnistsPicturesAreTurned() throws {
    try withTemporaryFolder { folder in
      try writeEMNIST("letters", to: folder)
      try expectAll(MNIST.load(from: folder))
      try expectAll(MNIST.load(from: folder, emnist: .letters))
      let missing = #expect(throws: DatasetError.self) { try MNIST.load(from: folder, emnist: .byClass) }
      #expect(missing?.description.contains("emnist-byclass-train-images-idx3-ubyte") == true)
    }
  }

  @Test func whichOfSeveralSetsIsMeantMustBeSaid() throws {
    try withTemporaryFolder { folder in
      try writeEMNIST("letters", to: folder)
      try writeEMNIST("digits", to: folder)
      let error = #expect(throws: DatasetError.self) { try MNIST.load(from: folder) }
      #expect(error?.description.contains("(digits, letters): MNIST.load(from: folder, emnist: …)") == true)
      try expectAll(MNIST.load(from: folder, emnist: .digits))
    }
  }

  private func makeFolder(_ url: URL) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// As EMNIST stores them: pixel (i, j) of a picture at row j and column i.
  private func writeEMNIST(_ set: String, to folder: URL) throws {
    for (part, images, labels) in [("train", Self.train, Self.labels[..<3]), ("test", Self.test, Self.labels[3...])] {
      var stored = Matrix<UInt8>.zeros(rows: images.rows, columns: 784)
      for row in 0..<images.rows {
        for i in 0..<28 {
          for j in 0..<28 { stored[row, 28 * j + i] = images[row, 28 * i + j] }
        }
      }
      let name = "emnist-\(set)-\(part)"
      try IDX.write(
        images: stored, height: 28, width: 28, to: folder.appending(path: "\(name)-images-idx3-ubyte.gz"),
        compressed: true)
      try IDX.write(labels: labels, to: folder.appending(path: "\(name)-labels-idx1-ubyte"))
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
      guard case .countMismatch(_, 3, labels.count) = error?.kind else {
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
      #expect(DatasetError.Code.lossyConversion ~= thrown { try MNIST.load(from: folder) })
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
