import Matrices

/// The steps of `makeClassification`, each drawing from the generator what scikit-learn draws, in its order.
struct ClassificationMaker {
  private let settings: ClassificationSettings
  private var random: RandomState
  /// n × p; columns in the order informative, redundant, repeated, noise until the end.
  private var x: Matrix<Double>
  private var labels: [Int] = []

  init(_ settings: ClassificationSettings, _ random: RandomState) {
    self.settings = settings
    self.random = random
    x = .zeros(rows: settings.samples, columns: settings.features)
  }

  mutating func make() throws -> GeneratedDataset {
    let corners = try makeCorners()
    fillColumns(from: 0, count: settings.informative)
    try makeClusters(around: corners)
    try addRedundantColumns()
    addRepeatedColumns()
    let useful = settings.informative + settings.redundant + settings.repeated
    fillColumns(from: useful, count: settings.features - useful)
    try flipLabels()
    shiftAndScale()
    let data = try GeneratedDataset(features: x, labels: labels).requiringFinite("separation, shift and scale")
    guard settings.shuffling else { return data }
    return try shuffleColumns(of: data.shuffled(using: &random))
  }

  // MARK: Corners

  /// The centre of each cloud: clusters × informative.
  private mutating func makeCorners() throws -> [[Double]] {
    let bits = try cornerBits(clusters: settings.clusters, dimensions: settings.informative)
    let separation = settings.separation
    var corners = bits.map { $0.map { Double($0) * (2 * separation) - separation } }
    if !settings.usesHypercube {
      let rowFactors = random.random(settings.clusters)
      let columnFactors = random.random(settings.informative)
      for row in corners.indices {
        for column in corners[row].indices {
          corners[row][column] = corners[row][column] * rowFactors[row] * columnFactors[column]
        }
      }
    }
    return corners
  }

  /// Different corners of a cube, as zeros and ones, most significant first. Beyond 30 dimensions the front is free.
  private mutating func cornerBits(clusters: Int, dimensions: Int) throws -> [[Int]] {
    guard dimensions > 30 else {
      return try differentNumbers(below: 1 << dimensions, count: clusters).map { number in
        (0..<dimensions).reversed().map { number >> $0 & 1 }
      }
    }
    let front = try random.integers(in: 0..<2, count: clusters * (dimensions - 30))
    let back = try cornerBits(clusters: clusters, dimensions: 30)
    return back.enumerated().map { index, bits in
      front[index * (dimensions - 30)..<(index + 1) * (dimensions - 30)] + bits
    }
  }

  /// Numbers that all differ, drawn in the way scikit-learn chooses (`sample_without_replacement`).
  private mutating func differentNumbers(below population: Int, count: Int) throws -> [Int] {
    let share = Double(count) / Double(population)
    if share > 0.01 && share < 0.99 { return Array(random.permutation(population).prefix(count)) }
    return share < 0.2
      ? try numbersByRetrying(below: population, count: count)
      : try numbersByReplacing(below: population, count: count)
  }

  private mutating func numbersByRetrying(below population: Int, count: Int) throws -> [Int] {
    var seen: Set<Int> = []
    var numbers: [Int] = []
    while numbers.count < count {
      let number = try random.integers(in: 0..<population, count: 1)[0]
      if seen.insert(number).inserted { numbers.append(number) }
    }
    return numbers
  }

  private mutating func numbersByReplacing(below population: Int, count: Int) throws -> [Int] {
    var numbers = Array(0..<count)
    for candidate in count..<population {
      let place = try random.integers(in: 0..<candidate + 1, count: 1)[0]
      if place < count { numbers[place] = candidate }
    }
    return numbers
  }

  // MARK: Columns

  /// Normal numbers in some columns, row after row.
  private mutating func fillColumns(from first: Int, count: Int) {
    for row in 0..<x.rows {
      for column in first..<first + count { x[row, column] = random.standardNormal() }
    }
  }

  /// Mixes the informative columns of each cloud in its own way, and moves the cloud to its corner.
  private mutating func makeClusters(around corners: [[Double]]) throws {
    var row = 0
    for (cluster, count) in settings.samplesPerCluster.enumerated() {
      let mixture = try makeMixture(columns: settings.informative)
      for _ in 0..<count {
        let mixed = product(ofRow: row, mixture)
        for column in mixed.indices { x[row, column] = mixed[column] + corners[cluster][column] }
        row += 1
      }
      labels += repeatElement(cluster % settings.classes, count: count)
    }
  }

  private mutating func addRedundantColumns() throws {
    guard settings.redundant > 0 else { return }
    let mixture = try makeMixture(columns: settings.redundant)
    for row in 0..<x.rows {
      for (column, value) in product(ofRow: row, mixture).enumerated() {
        x[row, settings.informative + column] = value
      }
    }
  }

  private mutating func addRepeatedColumns() {
    let first = settings.informative + settings.redundant
    let sources = random.random(settings.repeated).map { Int(Double(first - 1) * $0 + 0.5) }
    for (index, source) in sources.enumerated() {
      for row in 0..<x.rows { x[row, first + index] = x[row, source] }
    }
  }

  /// informative × columns numbers in −1..<1.
  private mutating func makeMixture(columns: Int) throws -> Matrix<Double> {
    let numbers = random.random(settings.informative * columns).map { 2 * $0 - 1 }
    return try Matrix(rows: settings.informative, columns: columns, numbers)
  }

  /// The informative part of a row times a matrix.
  private func product(ofRow row: Int, _ mixture: Matrix<Double>) -> [Double] {
    var result = [Double](repeating: 0, count: mixture.columns)
    for k in 0..<mixture.rows {
      let value = x[row, k]
      for column in result.indices { result[column] += value * mixture[k, column] }
    }
    return result
  }

  // MARK: Noise

  private mutating func flipLabels() throws {
    let flipped = random.random(x.rows).enumerated().filter { $0.element < settings.flippedShare }.map(\.offset)
    let drawn = try random.integers(in: 0..<settings.classes, count: flipped.count)
    for (row, label) in zip(flipped, drawn) { labels[row] = label }
  }

  private mutating func shiftAndScale() {
    let shifts: [Double]
    if let shift = settings.shift {
      shifts = Array(repeating: shift, count: x.columns)
    } else {
      shifts = random.random(x.columns).map { (2 * $0 - 1) * settings.separation }
    }
    let scales: [Double]
    if let scale = settings.scale {
      scales = Array(repeating: scale, count: x.columns)
    } else {
      scales = random.random(x.columns).map { 1 + 100 * $0 }
    }
    for row in 0..<x.rows {
      for column in 0..<x.columns { x[row, column] = (x[row, column] + shifts[column]) * scales[column] }
    }
  }

  private mutating func shuffleColumns(of data: GeneratedDataset) throws -> GeneratedDataset {
    let order = random.permutation(x.columns)
    var elements = [Double]()
    elements.reserveCapacity(x.count)
    for row in 0..<x.rows { elements += order.lazy.map { data.features[row, $0] } }
    return GeneratedDataset(
      features: try Matrix(rows: x.rows, columns: x.columns, elements), labels: data.labels)
  }
}
