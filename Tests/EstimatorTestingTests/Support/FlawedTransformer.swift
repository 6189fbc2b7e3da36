import Estimators
import Matrices

/// A transformer that subtracts the means and keeps every law, unless it is given a flaw.
struct FlawedTransformer: Transformer {
  let flaw: TransformerFlaw?
  private var fits = 0
  private var kept: Model?
  private let memory = FlawedMemory()

  init(_ flaw: TransformerFlaw? = nil) { self.flaw = flaw }

  var model: Model? {
    get { kept ?? (flaw == .guessesBeforeFit ? Model(means: [0, 0, 0, 0]) : nil) }
    set {
      kept = newValue
      if flaw == .countsFitsAmongItsSettings, newValue != nil { fits += 1 }
    }
  }

  func validate() throws {}

  func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFittingCounts(x, targets: targets?.indices.count, weights: weights)
    if flaw != .mendsBadNumbers { try requireFinite(x) }
    let (values, weights) = (try read(x), read(weights, rows: x.rows))
    let total = weights.reduce(0, +)
    var means = (0..<values.columns).map { j in zip(weights, values[column: j]).reduce(0) { $0 + $1.0 * $1.1 } / total }
    means[0] += error(values, x, weights)
    if let targets { means[0] += error(values, targets, weights) }
    return Model(means: means, columns: FittedColumns(x), flaw: flaw)
  }

  /// The numbers as they are, or as a flaw reads them.
  private func read(_ x: Features) throws -> Matrix<Double> {
    switch (flaw, x.storage) {
    case (.mendsBadNumbers, _): try x.matrix().map { $0.isFinite ? $0 : 0 }
    case (.takesBytesForPictures, .bytes): try x.matrix().map { $0 / 255 }
    case (.losesZerosOfSparseRows, .sparse): try x.matrix().map { $0 == 0 ? 1 : $0 }
    default: try x.matrix()
    }
  }

  private func read(_ weights: [Double]?, rows: Int) -> [Double] {
    let weights = weights ?? Array(repeating: 1, count: rows)
    return switch flaw {
    case .takesRootsOfWeights: weights.map { $0.squareRoot() }
    case .cutsWeightsToWholeNumbers: weights.map { $0.rounded(.down) }
    case .countsRowsWithoutWeight: weights.map { max($0, 0.01) }
    default: weights
    }
  }

  /// What a flaw adds to the first mean.
  private func error(_ x: Matrix<Double>, _ features: Features, _ weights: [Double]) -> Double {
    switch (flaw, features.storage) {
    case (.startsFromTheModel, _): return 0.1 * (kept?.means[0] ?? 0)
    case (.differsFromCallToCall, _): return 1e-14 * Self.nextCall()
    case (.addsInTheOrderOfThreads, _): return 1e-14 * Double(Parallelism.threads)
    case (.favoursTheFirstRow, _): return 0.01 * x[weights.firstIndex { $0 > 0 } ?? 0, 0]
    case (.readsBeyondASlice, .double(let matrix)): return matrix.storedCount > matrix.count ? 1e-14 : 0
    default: return 0
    }
  }

  /// What a flaw that looks at the classes adds to the first mean.
  private func error(_ x: Matrix<Double>, _ targets: ClassTargets, _ weights: [Double]) -> Double {
    switch flaw {
    case .remembersEarlierClasses: return memory.grows(to: targets.count) ? 0.1 : 0
    case .favoursTheFirstClass:
      let members = targets.indices.indices.filter { targets.indices[$0] == 0 }
      let total = members.reduce(0) { $0 + weights[$1] }
      return 0.01 * members.reduce(0) { $0 + weights[$1] * x[$1, 0] } / max(total, .leastNormalMagnitude)
    default: return 0
    }
  }

  private static let calls = Locked(0.0)

  private static func nextCall() -> Double {
    calls.withLock {
      $0 += 1
      return $0
    }
  }
}

extension FlawedTransformer {
  /// What is subtracted.
  struct Model: TransformerModel {
    let means: [Double]
    var columns: FittedColumns?
    var flaw: TransformerFlaw?

    func transform(_ x: Features) throws -> Features {
      try columns?.require(x)
      let moves = flaw == .centresByTheOtherRows && x.rows > 0
      let shift = try moves ? means.indices.map { try mean(of: x, $0) } : means
      var scale = shift.map { _ in flaw == .scalesLargeBatches && x.rows > 100 ? 1.01 : 1 }
      if flaw == .ignoresTheLastColumn { scale[scale.count - 1] = 1e-300 }
      let change = try ColumnAffine(scale: scale, shift: shift)
      return try flaw == .fillsInZeros ? x.matrix().features.applying(change) : x.applying(change)
    }

    private func mean(of x: Features, _ column: Int) throws -> Double {
      try x.matrix()[column: column].reduce(0, +) / Double(x.rows)
    }

    private enum CodingKeys: String, CodingKey { case means, columns, flaw }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      let written =
        switch flaw {
        case .forgetsDigitsInFiles: means.map { Double(Float($0)) }
        case .movesALastDigitInFiles: means.map(\.nextUp)
        default: means
        }
      try container.encode(written, forKey: .means)
      try container.encodeIfPresent(columns, forKey: .columns)
      try container.encodeIfPresent(flaw, forKey: .flaw)
    }
  }
}
