import Matrices

/// Points in round clouds, one cloud per class, around centres drawn at random (`sklearn.datasets.make_blobs`).
///
///     let blobs = try makeBlobs(samples: 300, centers: 3, randomState: 42)
///     blobs.features          // 300 × 2
///
/// The same settings and seed give scikit-learn's numbers.
///
/// - Parameters:
///   - samples: Points in all, spread evenly over the clouds; the first clouds get those left over.
///   - features: Numbers per point.
///   - centers: Clouds, at least 1.
///   - standardDeviation: The spread of every cloud in every direction (`cluster_std`), ≥ 0.
///   - centerBox: Where the centres are drawn from, in every direction (`center_box`).
///   - shuffling: Whether the points come in random order. Otherwise cloud after cloud.
///   - randomState: The seed.
/// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``, or ``DatasetError/tooLarge(what:bytes:advice:)``.
public func makeBlobs(
  samples: Int = 100, features: Int = 2, centers: Int = 3, standardDeviation: Double = 1,
  centerBox: ClosedRange<Double> = -10...10, shuffling: Bool = true, randomState: UInt32 = 0
) throws -> GeneratedDataset {
  try Setting.requireReasonable(samples: samples, features: features)
  try Setting.require(centers >= 1, "centers", centers, "at least 1")
  try Setting.requireReasonable(samples: centers, features: features)
  try Setting.require(
    (centerBox.upperBound - centerBox.lowerBound).isFinite, "centerBox", "\(centerBox)", "of a finite width")
  var random = RandomState(randomState)
  let places = try random.uniform(
    low: centerBox.lowerBound, high: centerBox.upperBound, count: centers * features)
  let counts = (0..<centers).map { samples / centers + ($0 < samples % centers ? 1 : 0) }
  return try blobs(
    counts, Matrix(rows: centers, columns: features, places),
    Array(repeating: standardDeviation, count: centers), shuffling, &random)
}

/// Points in round clouds around given centres (`sklearn.datasets.make_blobs` with arrays).
///
/// The same settings and seed give scikit-learn's numbers.
///
/// - Parameters:
///   - counts: The number of points of each cloud (`n_samples`).
///   - centers: K × p, one centre per row.
///   - standardDeviations: The spread of each cloud (`cluster_std`), ≥ 0.
///   - shuffling: Whether the points come in random order. Otherwise cloud after cloud.
///   - randomState: The seed.
/// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``, also when there are not as many counts or spreads as
///   centres.
public func makeBlobs(
  counts: [Int], centers: Matrix<Double>, standardDeviations: [Double], shuffling: Bool = true,
  randomState: UInt32 = 0
) throws -> GeneratedDataset {
  try Setting.require(counts.count == centers.rows, "counts", counts, "\(centers.rows) numbers, one per centre")
  try Setting.require(
    standardDeviations.count == centers.rows, "standardDeviations", standardDeviations,
    "\(centers.rows) numbers, one per centre")
  var total = 0
  for count in counts {
    let (sum, overflow) = total.addingReportingOverflow(count)
    try Setting.require(count >= 0 && !overflow, "counts", counts, "numbers ≥ 0")
    total = sum
  }
  try Setting.requireReasonable(samples: total, features: centers.columns)
  var random = RandomState(randomState)
  return try blobs(counts, centers, standardDeviations, shuffling, &random)
}

private func blobs(
  _ counts: [Int], _ centers: Matrix<Double>, _ deviations: [Double], _ shuffling: Bool, _ random: inout RandomState
) throws -> GeneratedDataset {
  var features: [Double] = []
  features.reserveCapacity(counts.reduce(0, +) * centers.columns)
  var labels: [Int] = []
  for (cloud, count) in counts.enumerated() {
    let deviation = deviations[cloud]
    try Setting.require(deviation >= 0 && deviation.isFinite, "standardDeviation", deviation, "a number ≥ 0")
    for _ in 0..<count {
      for center in centers[row: cloud] { features.append(center + deviation * random.standardNormal()) }
    }
    labels += repeatElement(cloud, count: count)
  }
  let data = try GeneratedDataset(
    features: Matrix(rows: labels.count, columns: centers.columns, features), labels: labels
  )
  .requiringFinite("centers and standardDeviations")
  return shuffling ? try data.shuffled(using: &random) : data
}
