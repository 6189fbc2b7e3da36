import Matrices
internal import Platform

/// Targets that are a weighted sum of some of the columns, and noise (`sklearn.datasets.make_regression`).
///
///     let data = try makeRegression(samples: 200, features: 20, informative: 5, noise: 3, randomState: 42)
///     data.coefficients       // 20 numbers, 15 of them 0
///
/// The columns are standard normal and independent. The same settings and seed give scikit-learn's numbers.
///
/// - Parameters:
///   - samples: Rows (`n_samples`).
///   - features: Columns (`n_features`).
///   - informative: Columns with a weight, drawn from 0 to 100 (`n_informative`); all of them if there are fewer.
///   - bias: Added to every target.
///   - noise: The standard deviation of what is added to the targets, ≥ 0.
///   - shuffling: Whether rows and columns come in random order (`shuffle`). Otherwise the informative come first.
///   - randomState: The seed.
/// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``, or ``DatasetError/tooLarge(what:bytes:advice:)``.
public func makeRegression(
  samples: Int = 100, features: Int = 100, informative: Int = 10, bias: Double = 0, noise: Double = 0,
  shuffling: Bool = true, randomState: UInt32 = 0
) throws -> GeneratedNumbers {
  try Setting.requireReasonable(samples: samples, features: features)
  try Setting.require(informative >= 0, "informative", informative, "at least 0")
  try Setting.require(bias.isFinite, "bias", bias, "finite")
  try Setting.require(noise >= 0 && noise.isFinite, "noise", noise, "finite and at least 0")
  var random = RandomState(randomState)
  var matrix = try Matrix(rows: samples, columns: features, random.standardNormal(count: samples * features))
  let weighted = min(informative, features)
  var coefficients = random.random(weighted).map { 100 * $0 } + Array(repeating: 0, count: features - weighted)
  var targets = (0..<samples).map { row in
    zip(matrix[row: row], coefficients).reduce(0) { $0 + $1.0 * $1.1 } + bias
  }
  if noise > 0 { targets = zip(targets, random.standardNormal(count: samples)).map { $0 + noise * $1 } }
  if shuffling {
    let (rows, columns) = (random.permutation(samples), random.permutation(features))
    let unmoved = matrix
    for (row, from) in rows.enumerated() {
      for (column, other) in columns.enumerated() { matrix[row, column] = unmoved[from, other] }
    }
    (targets, coefficients) = (rows.map { targets[$0] }, columns.map { coefficients[$0] })
  }
  return try GeneratedNumbers(features: matrix, targets: targets, coefficients: coefficients)
    .requiringFinite("bias and noise")
}

/// Targets that no weighted sum gives, of five of the columns (`sklearn.datasets.make_friedman1`).
///
///     y = 10·sin(π·x₀·x₁) + 20·(x₂ − ½)² + 10·x₃ + 5·x₄ + noise
///
/// The columns are uniform in 0..<1. The same settings and seed give scikit-learn's numbers.
///
/// - Parameters:
///   - samples: Rows (`n_samples`).
///   - features: Columns (`n_features`), at least 5; those after the fifth have no part in the targets.
///   - noise: The standard deviation of what is added to the targets, ≥ 0.
///   - randomState: The seed.
/// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``, or ``DatasetError/tooLarge(what:bytes:advice:)``.
/// - SeeAlso: J. H. Friedman, "Multivariate adaptive regression splines", *The Annals of Statistics* 19, 1991.
public func makeFriedman1(
  samples: Int = 100, features: Int = 10, noise: Double = 0, randomState: UInt32 = 0
) throws -> GeneratedNumbers {
  try Setting.requireReasonable(samples: samples, features: features)
  try Setting.require(features >= 5, "features", features, "at least 5")
  try Setting.require(noise >= 0 && noise.isFinite, "noise", noise, "finite and at least 0")
  var random = RandomState(randomState)
  let matrix = try Matrix(rows: samples, columns: features, random.random(samples * features))
  let noises = random.standardNormal(count: samples)
  let targets = (0..<samples).map { row in
    let gap = matrix[row, 2] - 0.5
    let wave = 10 * sin(Double.pi * matrix[row, 0] * matrix[row, 1])
    return wave + 20 * gap * gap + 10 * matrix[row, 3] + 5 * matrix[row, 4] + noise * noises[row]
  }
  return try GeneratedNumbers(features: matrix, targets: targets, coefficients: nil).requiringFinite("noise")
}
