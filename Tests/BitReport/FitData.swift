import EstimatorDatasets
import Estimators

/// Rows and their labels, the same in every run.
struct FitData {
  var name: String
  var x: Features
  var y: [Int]
  var weights: [Double]? = nil

  /// The same with weights 0, ½, 1 and 1½.
  var weighted: FitData {
    var copy = self
    copy.weights = y.indices.map { Double($0 * 7 % 4) / 2 }
    copy.name += ", weighted"
    return copy
  }

  /// The rows of two of the classes.
  func pair(_ first: Int, _ second: Int) throws -> FitData {
    let rows = y.indices.filter { y[$0] == first || y[$0] == second }
    return FitData(name: "\(name), two", x: try x.selectingRows(rows), y: rows.map { y[$0] })
  }

  func scaled(_ name: String, by scaler: some Transformer) throws -> FitData {
    FitData(name: "\(self.name), \(name)", x: try scaler.fitted(to: x).transform(x), y: y)
  }
}

/// Real numbers, small enough for every combination of settings.
struct RealData {
  let doubles: FitData
  let floats: FitData
  let chosen: FitData
  let sparse: FitData

  init() throws {
    let made = try makeClassification(
      samples: 160, features: 8, informative: 5, redundant: 2, classes: 3, randomState: 1)
    let numbers = made.features
    let zeros = numbers.map { abs($0) < 0.8 ? 0 : $0 }
    doubles = FitData(name: "doubles", x: numbers.features, y: made.labels)
    floats = FitData(name: "floats", x: numbers.map(Float.init).features, y: made.labels)
    let rows = made.labels.indices.map { $0 * 7 % 160 }
    chosen = FitData(
      name: "chosen rows", x: try numbers.features.selectingRows(rows), y: rows.map { made.labels[$0] })
    sparse = FitData(name: "sparse", x: try SparseMatrix(zeros).features, y: made.labels)
  }
}

extension FitData {
  static func digits(_ count: Int = 1797) throws -> FitData {
    let digits = try Digits.load()
    return FitData(name: "digits", x: digits.features[rows: 0..<count].features, y: Array(digits.labels.prefix(count)))
  }

  static func wine() throws -> FitData {
    let wine = try Wine.load()
    return FitData(name: "wine", x: wine.features.features, y: wine.labels)
  }

  /// Normal numbers, and classes that depend on some of them.
  static func normal(_ name: String, rows: Int, columns: Int, classes: Int, seed: UInt32) throws -> FitData {
    let numbers = try normalNumbers(rows: rows, columns: columns, seed: seed)
    return FitData(name: name, x: numbers.features, y: classesOf(numbers, classes, seed))
  }

  static func normalNumbers(rows: Int, columns: Int, seed: UInt32) throws -> Matrix<Double> {
    var random = RandomState(seed)
    return try Matrix(rows: rows, columns: columns, random.standardNormal(count: rows * columns))
  }

  private static func classesOf(_ x: Matrix<Double>, _ classes: Int, _ seed: UInt32) -> [Int] {
    var random = RandomState(seed + 1)
    return (0..<x.rows).map { row in
      let place =
        x[row, 0] + x[row, min(1, x.columns - 1)] / 2 - x[row, x.columns - 1] / 3 + random.standardNormal() / 2
      return min(max(Int((place + 1.5) / 3 * Double(classes)), 0), classes - 1)
    }
  }

  /// Pictures of 28 × 28 bytes, mostly zeros: the bundled digits, enlarged, with noise.
  static func pictures(_ count: Int) throws -> (bytes: Matrix<UInt8>, labels: [Int]) {
    let digits = try Digits.load()
    var random = RandomState(28)
    var numbers: [UInt8] = []
    numbers.reserveCapacity(count * 784)
    for picture in 0..<count {
      let row = picture % digits.labels.count
      let right = picture / digits.labels.count
      for place in 0..<784 {
        let (y, x) = (place / 28, (place % 28 + right) % 28)
        let ink = Int(digits.features[row, y * 2 / 7 * 8 + x * 2 / 7])
        let noise = random.random()
        numbers.append(ink < 7 ? (noise < 0.01 ? UInt8(noise * 9000) : 0) : UInt8(min(255, ink * 14 + Int(noise * 32))))
      }
    }
    return (
      try Matrix(rows: count, columns: 784, numbers), (0..<count).map { digits.labels[$0 % digits.labels.count] }
    )
  }

  /// Few numbers in very many columns, as words in texts.
  static func words(rows: Int, columns: Int, each: Int, classes: Int) throws -> FitData {
    var random = RandomState(77)
    let labels = (0..<rows).map { $0 * 7 % classes }
    var (starts, indices, values) = ([0], [Int32](), [Double]())
    for label in labels {
      var chosen: Set<Int32> = [0, Int32(1 + label * 5 + Int(random.random() * 5))]
      while chosen.count < each {
        let share = random.random()
        chosen.insert(Int32(share * share * Double(columns)))
      }
      for column in chosen.sorted() {
        indices.append(column)
        values.append(Double(Int(random.random() * 3) + 1))
      }
      starts.append(values.count)
    }
    let matrix = try SparseMatrix(
      rows: rows, columns: columns, rowStarts: starts, columnIndices: indices, values: values)
    return FitData(name: "words", x: matrix.features, y: labels)
  }
}
