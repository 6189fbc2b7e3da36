import Estimators

/// Whole numbers in 0...255, so that every storage holds them, and classes that have something to do with them.
struct SampleData {
  let bytes: Matrix<UInt8>
  let labels: [Int]
  let weights: [Double]

  /// - Parameter zeros: Of ten numbers, how many are 0.
  init(rows: Int, columns: Int, classes: Int, zeros: Int, seed: UInt32) throws {
    var random = RandomState(seed)
    labels = (0..<rows).map { $0 % classes }
    weights = (0..<rows).map { Double($0 % 4) / 2 }
    let numbers = labels.flatMap { label in
      (0..<columns).map { column -> UInt8 in
        let value = UInt8((label * (column + 3)) % 7) + UInt8(9 * random.random())
        return random.random() < Double(zeros) / 10 ? 0 : value
      }
    }
    bytes = try Matrix(rows: rows, columns: columns, numbers)
  }

  /// The data in every storage, and as slices, chosen rows and scaled columns of some.
  func storages() throws -> [(name: String, x: Features)] {
    let doubles = bytes.map(Double.init)
    let floats = bytes.map(Float.init)
    let sparse = try SparseMatrix(doubles).features
    let plain: [(name: String, x: Features)] = [
      ("bytes", bytes.features), ("floats", floats.features), ("doubles", doubles.features), ("sparse", sparse),
    ]
    let views = try plain.flatMap { name, x in
      [
        ("chosen \(name)", try x.selectingRows((0..<x.rows).map { ($0 * 5 + 1) % x.rows })),
        ("scaled \(name)", try MaxAbsScaler().fitted(to: x).transform(x)),
      ]
    }
    let centred = try StandardScaler().fitted(to: bytes).transform(bytes)
    return plain + views + [("centred bytes", centred)]
  }

  /// Some rows from the middle, sharing memory, so that they begin at an odd address.
  var slice: Matrix<UInt8> { bytes[rows: 1..<bytes.rows] }
}
