import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The height and width of pictures that are stored one per row.
public struct ImageSize: Sendable, Hashable, Codable {
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int

  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

/// A small data set that comes with the package: nothing is read from disk, nothing is fetched.
///
///     let iris = try Iris.load()
///     iris.features           // 150 × 4
///     iris.labels             // 150 numbers in 0..<3
///     iris.classNames[iris.labels[0]]
///
/// What scikit-learn's `load_iris()` and its like return, row for row.
public struct BundledDataset<Scalar: MatrixScalar>: Sendable, Hashable {
  /// One row per sample (`data`).
  public let features: Matrix<Scalar>
  /// The class of each row, an index into `classNames` (`target`).
  public let labels: [Int]
  /// One name per column (`feature_names`).
  public let featureNames: [String]
  /// One name per class (`target_names`).
  public let classNames: [String]
  /// How a row is laid out as a picture, row by row from the top left; `nil` when rows are no pictures.
  public let imageSize: ImageSize?
  /// What the data are, who collected them, and under which licence (`DESCR`).
  public let description: String
}

extension BundledDataset: CustomStringConvertible {}

extension BundledDataset where Scalar == Double {
  /// Reads lines of features with the class at the end.
  init(table: String, name: String, featureNames: [String], classNames: [String], description: String) throws {
    let values = try NumericCSV<Double>(Data(table.utf8), named: name, hasHeader: false).values
    let last = values.columns - 1
    guard last == featureNames.count else {
      throw DatasetError.wrongShape(
        array: name, shape: [values.rows, values.columns], expected: "\(featureNames.count) features and the class")
    }
    let rows = (0..<values.rows).map { values[row: $0] }
    features = try Matrix(rows: values.rows, columns: last, rows.flatMap { $0.dropLast() })
    labels = rows.compactMap { $0.last.flatMap(Int.init(exactly:)) }
    self.featureNames = featureNames
    self.classNames = classNames
    imageSize = nil
    self.description = description
  }
}
