import Files
import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One way in which the data set lies in a folder.
enum MNISTForm: Equatable {
  case idx, lectureNPZ, kerasNPZ, mnistCSV, fashionCSV, kaggleCSV, qmnist
  case emnist(EMNISTSet)

  /// All but EMNIST's, in the order in which they are looked for.
  static let plain: [MNISTForm] = [.idx, .lectureNPZ, .kerasNPZ, .mnistCSV, .fashionCSV, .kaggleCSV, .qmnist]

  /// For each file needed, the names it may have. With four files: pictures and labels to train on, and to test with.
  private var files: [[String]] {
    switch self {
    case .idx: MNISTFile.allCases.map { MNISTFile.names(of: $0.rawValue) }
    case .lectureNPZ: [["mnist_train.npz"], ["mnist_test.npz"]]
    case .kerasNPZ: [["mnist.npz"]]
    case .mnistCSV: [["mnist_train.csv"], ["mnist_test.csv"]]
    case .fashionCSV: [["fashion-mnist_train.csv"], ["fashion-mnist_test.csv"]]
    case .kaggleCSV: [["train.csv"]]
    case .qmnist: Self.idxFiles("qmnist", labels: "idx2-int")
    case .emnist(let set): Self.idxFiles("emnist-\(set.rawValue)", labels: "idx1-ubyte")
    }
  }

  private static func idxFiles(_ set: String, labels: String) -> [[String]] {
    ["train", "test"].flatMap { part in
      ["\(set)-\(part)-images-idx3-ubyte", "\(set)-\(part)-labels-\(labels)"].map(MNISTFile.names)
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
    let hint = files[0].count > 1 ? " (each also with .gz)" : ""
    let isPartlyThere = missing.count < files.count
    return wanted + hint + (isPartlyThere ? " — missing: " + missing.joined(separator: ", ") : "")
  }

  func load(from folder: URL) throws -> MNIST {
    let urls = files.compactMap { firstFile(in: folder, named: $0) }
    return switch self {
    case .idx, .qmnist: try loadIDX(urls)
    case .emnist: try loadIDX(urls).turned()
    case .lectureNPZ: MNIST(train: try lectureSplit(urls[0]), test: try lectureSplit(urls[1]))
    case .kerasNPZ: try loadKeras(NPZ(contentsOf: urls[0]))
    case .mnistCSV, .fashionCSV: MNIST(train: try labelledCSV(urls[0]), test: try labelledCSV(urls[1]))
    case .kaggleCSV: try loadKaggle(urls[0], test: firstFile(in: folder, named: ["test.csv"]))
    }
  }

  /// From four files.
  private func loadIDX(_ urls: [URL]) throws -> MNIST {
    func split(_ images: URL, _ labels: URL) throws -> MNIST.Split {
      try MNIST.Split(
        images: IDX.images(contentsOf: images), labels: IDX.labels(contentsOf: labels),
        source: images.lastPathComponent
      )
      .requiringLabels(in: labels.lastPathComponent)
    }
    return MNIST(train: try split(urls[0], urls[1]), test: try split(urls[2], urls[3]))
  }

  private func lectureSplit(_ url: URL) throws -> MNIST.Split { try split(NPZ(contentsOf: url), "X", "y") }

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

  /// A label and the pixels in each line, perhaps under a line of names of which the first is `label`.
  private func labelledCSV(_ url: URL) throws -> MNIST.Split {
    let name = FileBytes.displayName(url)
    let table = try NumericCSV(contentsOf: url, as: UInt8.self)
    if let first = table.columnNames?.first, first.lowercased() != "label" {
      throw DatasetError.malformed(
        file: name, format: "MNIST",
        reason: "its first column is called “\(first)”, not “label”. Put the labels into the first column.")
    }
    let values = table.values
    let images = (0..<values.rows).flatMap { values[row: $0].dropFirst() }
    return try MNIST.Split(
      images: Matrix(rows: values.rows, columns: max(values.columns - 1, 0), images),
      labels: (0..<values.rows).map { Int(values[$0, 0]) }, source: name)
  }

  private func loadKaggle(_ url: URL, test: URL?) throws -> MNIST {
    let (images, labels) = try KaggleCSV.train(contentsOf: url)
    let train = try MNIST.Split(images: images, labels: labels, source: "train.csv")
    guard let test else {
      return MNIST(train: train, test: try MNIST.Split(images: .zeros(rows: 0, columns: images.columns), labels: []))
    }
    return MNIST(
      train: train, test: try MNIST.Split(images: KaggleCSV.test(contentsOf: test), labels: [], source: "test.csv"))
  }

  private func firstFile(in folder: URL, named names: [String]) -> URL? {
    let places = names.map { folder.appending(path: $0) }
    // Some archives unpack each file into a folder of the same name.
    return (places + places.map { $0.appending(path: $0.lastPathComponent) }).first {
      InputFile.isThere($0.path)
    }
  }
}

extension MNIST {
  /// The same pictures with rows and columns of pixels exchanged.
  fileprivate func turned() throws -> MNIST { MNIST(train: try train.turned(), test: try test.turned()) }
}

extension MNIST.Split {
  /// No labels at all are right for Kaggle's test pictures only.
  fileprivate func requiringLabels(in file: String) throws -> MNIST.Split {
    guard isLabeled else { throw DatasetError.countMismatch(file: file, images: images.rows, labels: labels.count) }
    return self
  }

  fileprivate func turned() throws -> MNIST.Split {
    let (height, width) = (MNIST.imageSize.height, MNIST.imageSize.width)
    try Memory.require(images.count, file: "EMNIST")
    var pixels = [UInt8]()
    pixels.reserveCapacity(images.count)
    for row in 0..<images.rows {
      let picture = images[row: row]
      for place in 0..<height * width {
        pixels.append(picture[picture.startIndex + place % height * width + place / height])
      }
    }
    return try MNIST.Split(images: Matrix(rows: images.rows, columns: images.columns, pixels), labels: labels)
  }
}
