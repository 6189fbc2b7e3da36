import Matrices

/// Rows that are no matrix in memory but read while they are needed: the seam at which a storage is added.
///
/// A storage is one file with one of these. What only sums over rows then reads it; what would read rows in no order
/// refuses it.
///
/// Guarded by `FileRowsTests` and `SparseFileRowsTests`.
package protocol RowSource: WidenedRows {
  var rows: Int { get }
  var columns: Int { get }
  /// Whether most numbers are 0 and not stored.
  var isSparse: Bool { get }
  /// Numbers that are stored; `rows` × `columns` of a dense source.
  var storedCount: Int { get }
  /// Whether Float holds every number, so that what is made of them is kept in Float.
  var isSingle: Bool { get }
  /// Whether no number can be infinite or missing.
  var isAlwaysFinite: Bool { get }
  /// Where the rows are, for descriptions: "in a file".
  var whereabouts: String { get }

  /// Adds the stored numbers of rows to a window, behind those that are there; of a sparse source only.
  func append(_ rows: Range<Int>, to window: SparseWindow) throws
  /// Rows as a matrix of the stored type, in memory.
  func matrix(_ rows: [Int]) throws -> Features.Storage
}
