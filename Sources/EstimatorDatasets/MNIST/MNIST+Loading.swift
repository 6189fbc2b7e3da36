import Foundation
import Matrices

extension MNIST {
  /// Reads the data set from a folder, in whichever form it is there. The first of these that is complete is taken:
  ///
  /// 1. the four original IDX files, plain or `.gz`, with `-` or `.` before `idx`: `train-images-idx3-ubyte.gz`, …;
  /// 2. `mnist_train.npz` and `mnist_test.npz` with arrays `X` and `y`, whole numbers of any type;
  /// 3. Keras's `mnist.npz` with `x_train`, `y_train`, `x_test`, `y_test`;
  /// 4. Kaggle's `train.csv`, and `test.csv` if there is one. Its pictures have no labels.
  ///
  /// - Complexity: About 0.3 s for IDX.gz; the result takes 55 MB.
  /// - Throws: ``DatasetError/notFound(folder:lookedFor:advice:)`` with what was looked for and what was missing, or
  ///   what is wrong with a file.
  public static func load(from folder: URL) throws -> MNIST {
    for form in MNISTForm.allCases where form.missingFiles(in: folder).isEmpty {
      return try form.load(from: folder)
    }
    throw DatasetError.notFound(
      folder: folder.path, lookedFor: MNISTForm.allCases.map { $0.report(on: folder) },
      advice: "Pass the folder that holds one of these, or fetch the files with `try await MNIST.download(to: folder)`."
    )
  }

  /// Reads the data set from the folder at a path. See ``load(from:)-(URL)``.
  public static func load(from path: String) throws -> MNIST {
    try load(from: URL(fileURLWithPath: path, isDirectory: true))
  }
}

/// One way in which the data set lies in a folder.
enum MNISTForm: CaseIterable {
  case idx, lectureNPZ, kerasNPZ, kaggleCSV

  /// For each file needed, the names it may have.
  private var files: [[String]] {
    switch self {
    case .idx: MNISTFile.allCases.map(\.names)
    case .lectureNPZ: [["mnist_train.npz"], ["mnist_test.npz"]]
    case .kerasNPZ: [["mnist.npz"]]
    case .kaggleCSV: [["train.csv"]]
    }
  }

  /// The files that are not there, each by the first of its names.
  func missingFiles(in folder: URL) -> [String] {
    files.filter { firstFile(in: folder, named: $0) == nil }.compactMap(\.first)
  }

  /// What was looked for; for a form of which some files are there, what is missing.
  func report(on folder: URL) -> String {
    let missing = missingFiles(in: folder)
    let wanted = files.compactMap(\.first).joined(separator: ", ")
    let hint = self == .idx ? " (each also with .gz)" : ""
    let isPartlyThere = missing.count < files.count
    return wanted + hint + (isPartlyThere ? " — missing: " + missing.joined(separator: ", ") : "")
  }

  func load(from folder: URL) throws -> MNIST {
    switch self {
    case .idx: try loadIDX(folder)
    case .lectureNPZ:
      MNIST(
        train: try split(NPZ(contentsOf: folder.appending(path: "mnist_train.npz")), "X", "y"),
        test: try split(NPZ(contentsOf: folder.appending(path: "mnist_test.npz")), "X", "y"))
    case .kerasNPZ: try loadKeras(NPZ(contentsOf: folder.appending(path: "mnist.npz")))
    case .kaggleCSV: try loadKaggle(folder)
    }
  }

  private func loadIDX(_ folder: URL) throws -> MNIST {
    func url(_ file: MNISTFile) -> URL {
      firstFile(in: folder, named: file.names) ?? folder.appending(path: file.rawValue)
    }
    func split(_ images: MNISTFile, _ labels: MNISTFile) throws -> MNIST.Split {
      try MNIST.Split(
        images: IDX.images(contentsOf: url(images)), labels: IDX.labels(contentsOf: url(labels)),
        source: url(images).lastPathComponent
      )
      .requiringLabels(in: url(labels).lastPathComponent)
    }
    return MNIST(train: try split(.trainImages, .trainLabels), test: try split(.testImages, .testLabels))
  }

  private func loadKeras(_ file: NPZ) throws -> MNIST {
    MNIST(train: try split(file, "x_train", "y_train"), test: try split(file, "x_test", "y_test"))
  }

  private func split(_ file: NPZ, _ images: String, _ labels: String) throws -> MNIST.Split {
    let pixels = try file.array(images)
    return try MNIST.Split(
      images: pixels.matrix(as: UInt8.self, flattening: true), labels: file.integers(labels), source: pixels.name
    )
    .requiringLabels(in: "“\(labels)”")
  }

  private func loadKaggle(_ folder: URL) throws -> MNIST {
    let (images, labels) = try KaggleCSV.train(contentsOf: folder.appending(path: "train.csv"))
    let train = try MNIST.Split(images: images, labels: labels, source: "train.csv")
    guard let url = firstFile(in: folder, named: ["test.csv"]) else {
      return MNIST(train: train, test: try MNIST.Split(images: .zeros(rows: 0, columns: images.columns), labels: []))
    }
    return MNIST(
      train: train, test: try MNIST.Split(images: KaggleCSV.test(contentsOf: url), labels: [], source: "test.csv"))
  }

  private func firstFile(in folder: URL, named names: [String]) -> URL? {
    names.map { folder.appending(path: $0) }.first { FileManager.default.fileExists(atPath: $0.path) }
  }
}

extension MNIST.Split {
  /// No labels at all are right for Kaggle's test pictures only.
  fileprivate func requiringLabels(in file: String) throws -> MNIST.Split {
    guard isLabeled else { throw DatasetError.countMismatch(file: file, images: images.rows, labels: labels.count) }
    return self
  }
}
