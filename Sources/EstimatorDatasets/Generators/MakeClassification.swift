import Matrices

/// The settings of ``makeClassification(_:randomState:)``, with scikit-learn's defaults.
public struct ClassificationSettings: Sendable, Hashable, Codable {
  /// Rows (`n_samples`).
  public var samples = 100
  /// Columns in all (`n_features`). Those that are not named below are noise.
  public var features = 20
  /// Columns that tell the classes apart (`n_informative`).
  public var informative = 2
  /// Columns that are mixtures of the informative ones (`n_redundant`).
  public var redundant = 2
  /// Columns that repeat an informative or redundant one (`n_repeated`).
  public var repeated = 0
  /// Classes (`n_classes`).
  public var classes = 2
  /// Clouds of points per class (`n_clusters_per_class`).
  public var clustersPerClass = 2
  /// The share of each class, of all or all but the last (`weights`); `nil` for equal shares.
  public var weights: [Double]?
  /// The share of rows that get a random class (`flip_y`), in 0…1.
  public var flippedShare = 0.01
  /// Half the side of the cube on whose corners the clouds lie (`class_sep`), > 0.
  public var separation = 1.0
  /// Whether the corners are a cube's (`hypercube`), or of random distances.
  public var usesHypercube = true
  /// Added to every number (`shift`); `nil` for a random shift per column in ±`separation`.
  public var shift: Double? = 0
  /// Multiplies every number after the shift (`scale`); `nil` for a random factor per column in 1…101.
  public var scale: Double? = 1
  /// Whether rows and columns come in random order (`shuffle`). Otherwise informative, redundant, repeated, noise.
  public var shuffling = true

  public init(
    samples: Int = 100, features: Int = 20, informative: Int = 2, redundant: Int = 2, repeated: Int = 0,
    classes: Int = 2, clustersPerClass: Int = 2
  ) {
    self.samples = samples
    self.features = features
    self.informative = informative
    self.redundant = redundant
    self.repeated = repeated
    self.classes = classes
    self.clustersPerClass = clustersPerClass
  }
}

/// A classification problem with useful, redundant, repeated and useless columns
/// (`sklearn.datasets.make_classification`).
///
///     let data = try makeClassification(.init(samples: 200, features: 10, informative: 4), randomState: 42)
///
/// The same settings and seed give scikit-learn's rows, columns and labels. The draws are the same bit for bit; sums of
/// products are added in another order than in NumPy's linear algebra, so that features agree to about 15 digits.
///
/// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``, also when separation, shift and scale make numbers too
///   large for a `Double`; ``DatasetError/tooLarge(what:bytes:advice:)``.
/// - SeeAlso: I. Guyon, "Design of experiments of the NIPS 2003 variable selection benchmark", 2003.
public func makeClassification(
  _ settings: ClassificationSettings = .init(), randomState: UInt32 = 0
) throws -> GeneratedDataset {
  try settings.validate()
  var maker = ClassificationMaker(settings, RandomState(randomState))
  return try maker.make()
}

/// Shorthand for the settings that are changed most. See ``ClassificationSettings`` for the others.
public func makeClassification(
  samples: Int, features: Int = 20, informative: Int = 2, redundant: Int = 2, classes: Int = 2,
  clustersPerClass: Int = 2, randomState: UInt32 = 0
) throws -> GeneratedDataset {
  try makeClassification(
    ClassificationSettings(
      samples: samples, features: features, informative: informative, redundant: redundant, classes: classes,
      clustersPerClass: clustersPerClass), randomState: randomState)
}

extension ClassificationSettings {
  /// The clouds of all classes.
  var clusters: Int { classes * clustersPerClass }

  /// Checks every setting. Each number is small enough afterwards for sums and products not to overflow.
  func validate() throws {
    try Setting.requireReasonable(samples: samples, features: features)
    try Setting.require((1...features).contains(informative), "informative", informative, "in 1…\(features)")
    try Setting.require((0...features).contains(redundant), "redundant", redundant, "in 0…\(features)")
    try Setting.require((0...features).contains(repeated), "repeated", repeated, "in 0…\(features)")
    try Setting.require(
      informative + redundant + repeated <= features, "informative + redundant + repeated",
      informative + redundant + repeated, "at most the \(features) features")
    let most = 1 << 24
    try Setting.require((1...most).contains(classes), "classes", classes, "in 1…2²⁴")
    try Setting.require((1...most).contains(clustersPerClass), "clustersPerClass", clustersPerClass, "in 1…2²⁴")
    let corners = 1 << min(informative, 20)
    try Setting.require(
      clusters <= corners, "classes · clustersPerClass", clusters,
      "at most \(corners), as many as 2^informative corners of a cube, and 2²⁰")
    // The largest tables on the way to the result.
    try Setting.requireReasonable(samples: informative, features: max(informative, redundant))
    try Setting.requireReasonable(samples: clusters, features: informative)
    try Setting.require((0...1).contains(flippedShare), "flippedShare", flippedShare, "in 0…1")
    try Setting.require(separation > 0 && separation.isFinite, "separation", separation, "greater than 0")
    try Setting.require(shift?.isFinite ?? true, "shift", shift ?? 0, "a finite number")
    try Setting.require(scale.map { $0 > 0 && $0.isFinite } ?? true, "scale", scale ?? 0, "greater than 0")
    try validateWeights()
  }

  private func validateWeights() throws {
    guard let weights else { return }
    try Setting.require(
      weights.count == classes || weights.count == classes - 1, "weights", weights,
      "\(classes) shares, one per class, or one less")
    // A little more than 1 is rounding in the caller's own sum.
    try Setting.require(
      weights.allSatisfy { $0 >= 0 } && weights.reduce(0, +) <= 1 + 1e-9, "weights", weights,
      "shares ≥ 0 that sum to at most 1")
  }

  /// The rows of each cloud. Cloud k belongs to class k mod `classes`.
  var samplesPerCluster: [Int] {
    var shares = weights ?? Array(repeating: 1 / Double(classes), count: classes)
    if shares.count < classes { shares.append(max(0, 1 - shares.reduce(0, +))) }
    var counts = (0..<clusters).map { Int(Double(samples) * shares[$0 % classes] / Double(clustersPerClass)) }
    var missing = samples - counts.reduce(0, +)
    var cluster = 0
    while missing > 0 {
      counts[cluster % clusters] += 1
      cluster += 1
      missing -= 1
    }
    return counts
  }
}
