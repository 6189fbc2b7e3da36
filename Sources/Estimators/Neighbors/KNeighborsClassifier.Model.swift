import Files
import Matrices
internal import Platform

extension KNeighborsClassifier {
  /// The rows of the fit.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// The class of each row.
    let targets: [Int32]
    /// For how many rows each counts, > 0; `nil` for one each.
    let weights: [Double]?
    /// What number each row had in the fit, when rows without weight were left out.
    let rowNumbers: [Int32]?
    let stored: StoredFeatures
    let neighbors: Int
    let weighting: NeighborWeighting
    let metric: NeighborMetric
    let columns: FittedColumns

    init(
      classes: [Label], targets: [Int32], weights: [Double]?, rowNumbers: [Int32]?, stored: StoredFeatures,
      neighbors: Int, weighting: NeighborWeighting, metric: NeighborMetric, columns: FittedColumns
    ) {
      self.classes = classes
      self.targets = targets
      self.weights = weights
      self.rowNumbers = rowNumbers
      self.stored = stored
      self.neighbors = neighbors
      self.weighting = weighting
      self.metric = metric
      self.columns = columns
    }

    /// ln of the probabilities, n × K; for two classes their difference, n × 1. A class without a vote counts as
    /// 2⁻¹⁰²².
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      let logs = try predictLogProbabilities(x)
      guard classes.count == 2 else { return logs }
      return Matrix(rows: logs.rows, columns: 1) { elements in
        for row in 0..<logs.rows { elements.initializeElement(at: row, to: logs[row, 1] - logs[row, 0]) }
      }
    }

    /// ln of the probabilities; −708 for 0.
    public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
      try predictProbabilities(x).map { log(max($0, .leastNormalMagnitude)) }
    }

    /// The share of the votes for each class, n × K.
    public func predictProbabilities(_ x: Features) throws -> Matrix<Double> {
      try requireQueries(x)
      try requireMemory(rows: x.rows, classes: classes.count)
      let (search, count) = (search, classes.count)
      return try Matrix(rows: x.rows, columns: count) { elements in
        guard let result = elements.baseAddress else { return }
        elements.initialize(repeating: 0)
        try search.forEachQuery(x, weight: Double(neighbors), weights: weights) { query, found in
          // Bounds: query < x.rows, class < count.
          vote(found, into: UnsafeMutableBufferPointer(start: result + query * count, count: count))
        }
      }
    }

    /// The nearest rows of the fit; rows without weight are not among them. scikit-learn's `kneighbors`.
    ///
    /// - Parameters:
    ///   - x: m rows.
    ///   - count: How many for each, in 1...n; weights do not count. Default: as many as the fit asks.
    /// - Throws: ``EstimatorError`` for what is wrong with the features or the count.
    public func nearestRows(to x: some FeatureMatrix, count: Int? = nil) throws -> NearestRows {
      let (x, k) = (x.features, count ?? neighbors)
      try requireQueries(x)
      guard (1...targets.count).contains(k) else {
        throw EstimatorError.invalidSetting(name: "count", value: "\(k)", rule: "in 1...\(targets.count), the rows")
      }
      try requireMemory(rows: x.rows, classes: k, copies: 2)
      let search = search
      var rows = Matrix<Int32>.zeros(rows: x.rows, columns: k)
      let distances = try Matrix<Double>(rows: x.rows, columns: k) { distances in
        try rows.withMutableElements { rows in
          guard let distances = distances.baseAddress, let rows = rows.baseAddress else { return }
          try search.forEachQuery(x, weight: Double(k), weights: nil) { query, found in
            // Bounds: at least k rows are found for every query.
            for place in 0..<k {
              (distances + query * k + place).initialize(to: found[place].distance)
              rows[query * k + place] = rowNumbers?[Int(found[place].row)] ?? found[place].row
            }
          }
        }
      }
      return NearestRows(distances: distances, rows: rows)
    }

    private var search: NeighborSearch { NeighborSearch(rows: stored.features, metric: metric) }

    private func requireQueries(_ x: Features) throws {
      try columns.require(x)
      try requireFinite(x)
      try Memory.require(
        NeighborSearch.scratch(stored.features), for: "Distances in \(columns.count) columns",
        instead: "Pass fewer columns: those that hold a number, say.")
    }

    /// - Parameter found: Ascending in distance; enough to reach `neighbors`, and all that are as far as the last.
    private func vote(_ found: [Neighbor], into votes: UnsafeMutableBufferPointer<Double>) {
      let nearest = found.first?.distance ?? 0
      var (open, start) = (Double(neighbors), 0)
      while start < found.count, open > 0 {
        let distance = found[start].distance
        let end = found[start...].firstIndex { $0.distance > distance } ?? found.count
        let group = found[start..<end]
        let weight = group.reduce(0) { $0 + (weights?[Int($1.row)] ?? 1) }
        let say = min(1, open / weight) * influence(distance, nearest)
        for neighbor in group {
          votes[Int(targets[Int(neighbor.row)])] += (weights?[Int(neighbor.row)] ?? 1) * say
        }
        open -= weight
        start = end
      }
      let total = votes.reduce(0, +)
      for index in votes.indices { votes[index] /= total }
    }

    /// 1 for the nearest; relative, so that nothing overflows.
    private func influence(_ distance: Double, _ nearest: Double) -> Double {
      weighting == .uniform || distance == nearest ? 1 : nearest / distance
    }
  }
}

extension KNeighborsClassifier.Model: Codable {
  private enum CodingKeys: String, CodingKey {
    case classes, targets, weights, rowNumbers, stored, neighbors, weighting, metric, columns
  }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    targets = try container.decode([Int32].self, forKey: .targets)
    weights = try container.decodeIfPresent([Double].self, forKey: .weights)
    rowNumbers = try container.decodeIfPresent([Int32].self, forKey: .rowNumbers)
    stored = try container.decode(StoredFeatures.self, forKey: .stored)
    neighbors = try container.decode(Int.self, forKey: .neighbors)
    weighting = try container.decode(NeighborWeighting.self, forKey: .weighting)
    metric = try container.decode(NeighborMetric.self, forKey: .metric)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireClasses(classes, decoder)
    try metric.validate()
    let (rows, count) = (stored.features, classes.count)
    try requireDecoded(
      rows.rows == targets.count && rows.columns == columns.count && weights?.count ?? rows.rows == rows.rows
        && rowNumbers?.count ?? rows.rows == rows.rows,
      "Rows, classes and weights must be as many.", decoder)
    try requireDecoded(
      targets.allSatisfy { $0 >= 0 && $0 < count } && rowNumbers?.allSatisfy { $0 >= 0 } ?? true
        && weights?.allSatisfy { $0 > 0 } ?? true && weights?.reduce(0, +).isFinite ?? true,
      "Every row needs a class of the \(count), and a positive weight if any.", decoder)
    let total = weights.map { $0.reduce(0, +) } ?? Double(targets.count)
    try requireDecoded(
      neighbors >= 1 && hasEnoughWeight(total, for: neighbors),
      "\(neighbors) neighbours need as many rows, there are \(total).",
      decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(targets, forKey: .targets)
    try container.encodeIfPresent(weights, forKey: .weights)
    try container.encodeIfPresent(rowNumbers, forKey: .rowNumbers)
    try container.encode(stored, forKey: .stored)
    try container.encode(neighbors, forKey: .neighbors)
    try container.encode(weighting, forKey: .weighting)
    try container.encode(metric, forKey: .metric)
    try container.encode(columns, forKey: .columns)
  }
}
