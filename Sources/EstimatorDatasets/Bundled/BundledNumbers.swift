import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A small data set with numbers as targets that comes with the package: nothing is read from disk, nothing is fetched.
///
///     let diabetes = try Diabetes.load()
///     diabetes.features       // 442 × 10
///     diabetes.targets        // 442 numbers
public struct BundledNumbers: Sendable, Hashable {
  /// One row per sample (`data`).
  public let features: Matrix<Double>
  /// The number of each row (`target`).
  public let targets: [Double]
  /// One name per column (`feature_names`).
  public let featureNames: [String]
  /// What the data are, who collected them, and under which licence (`DESCR`).
  public let description: String

  /// Reads lines of features with the target at the end.
  init(table: String, name: String, featureNames: [String], description: String) throws {
    let values = try NumericCSV<Double>(Data(table.utf8), named: name, hasHeader: false).values
    let last = values.columns - 1
    guard last == featureNames.count else {
      throw DatasetError.wrongShape(
        array: name, shape: [values.rows, values.columns], expected: "\(featureNames.count) features and the target")
    }
    features = try Matrix((0..<values.rows).map { Array(values[row: $0].prefix(last)) })
    targets = (0..<values.rows).map { values[$0, last] }
    (self.featureNames, self.description) = (featureNames, description)
  }

  private init(_ features: Matrix<Double>, of other: BundledNumbers) {
    self.features = features
    (targets, featureNames, description) = (other.targets, other.featureNames, other.description)
  }

  /// Every column less its mean, and brought to a sum of squares of 1.
  func scaled() -> BundledNumbers {
    var scaled = features
    for column in 0..<scaled.columns {
      let mean = (0..<scaled.rows).reduce(0) { $0 + scaled[$1, column] } / Double(scaled.rows)
      for row in 0..<scaled.rows { scaled[row, column] -= mean }
      let length = (0..<scaled.rows).reduce(0) { $0 + scaled[$1, column] * scaled[$1, column] }.squareRoot()
      for row in 0..<scaled.rows { scaled[row, column] /= length }
    }
    return BundledNumbers(scaled, of: self)
  }
}

extension BundledNumbers: CustomStringConvertible {}
