import EstimatorDatasets
import Estimators
import Foundation

/// The rows of a job, in the type it asks for. Made before anything is timed, as the peers' arrays are.
struct JobData {
  let features: Features
  let labels: [Int]

  init(_ job: Job) throws {
    switch job.data {
    case .mnist:
      guard let folder = ProcessInfo.processInfo.environment["MNIST_DIR"] else { throw BenchmarkError.noMNIST }
      let train = try MNIST.load(from: folder).train
      try self.init(train.images, train.labels, job)
    case .digits:
      let digits = try Digits.load()
      try self.init(digits.features, digits.labels, job)
    case .iris:
      let iris = try Iris.load()
      try self.init(iris.features, iris.labels, job)
    case .made: throw BenchmarkError.usage("Only the kind losses makes its data.")
    case .text:
      try self.init(sparse: job)
    case .table:
      try self.init(table: job)
    }
  }

  private init(_ all: Matrix<UInt8>, _ allLabels: [Int], _ job: Job) throws {
    let rows = try Self.checkedRows(job, available: all.rows)
    labels = Array(allLabels.prefix(rows))
    let matrix = all[rows: ..<rows]
    let scale = job.scale ?? 1
    switch job.storage ?? .uint8 {
    case .uint8 where job.standardized == true:
      features = try StandardScaler().fitted(to: matrix).transform(matrix)
    case .uint8: features = try Self.divided(matrix.features, by: scale)
    case .float: features = matrix.map { Float($0) / Float(scale) }.features
    case .double: features = matrix.map { Double($0) / scale }.features
    }
  }

  private init(_ all: Matrix<Double>, _ allLabels: [Int], _ job: Job) throws {
    let rows = try Self.checkedRows(job, available: all.rows)
    labels = Array(allLabels.prefix(rows))
    features = try Self.divided(all[rows: ..<rows].features, by: job.scale ?? 1)
  }

  private init(sparse job: Job) throws {
    guard let file = job.file else { throw BenchmarkError.usage("The data set text needs a file.") }
    let arrays = try NPZ(contentsOf: URL(fileURLWithPath: file))
    let shape = try arrays.integers("shape")
    features = try SparseMatrix(
      rows: shape[0], columns: shape[1], rowStarts: arrays.integers("indptr"),
      columnIndices: arrays.integers("indices").map { Int32($0) }, values: arrays.vector("data")
    ).features
    labels = try arrays.integers("labels")
  }

  private init(table job: Job) throws {
    guard let file = job.file else { throw BenchmarkError.usage("The data set table needs a file.") }
    let array = try NPY.read(contentsOf: URL(fileURLWithPath: file + ".x.npy"))
    let all: Features
    switch job.storage ?? .float {
    case .uint8: all = try Self.divided(array.matrix(as: UInt8.self).features, by: job.scale ?? 1)
    case .float: all = try array.matrix(as: Float.self).features
    case .double: all = try array.matrix(as: Double.self).features
    }
    features = all
    labels = try NPY.read(contentsOf: URL(fileURLWithPath: file + ".y.npy")).integers()
  }

  private static func checkedRows(_ job: Job, available: Int) throws -> Int {
    let rows = job.rows ?? available
    guard rows <= available else { throw BenchmarkError.tooFewRows(asked: rows, available: available) }
    return rows
  }

  /// Stored bytes stay bytes: the division is a change of columns that the fit folds into its weights.
  private static func divided(_ features: Features, by scale: Double) throws -> Features {
    guard scale != 1 else { return features }
    return try features.applying(
      ColumnAffine(
        scale: Array(repeating: 1 / scale, count: features.columns),
        shift: Array(repeating: 0, count: features.columns)))
  }
}
