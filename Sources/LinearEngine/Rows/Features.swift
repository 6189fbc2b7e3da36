// Guarded by `FeaturesTests`.
import Files

/// The features of a data set: what every estimator reads. A closed, concrete value, cheap to slice, select and
/// rescale.
///
/// The stored numbers stay in the type the caller gave them (`UInt8`, `Float`, `Double` or compressed sparse rows); on
/// top lie an optional choice of rows, an optional change x → (x − shift) · scale of every column, and column names.
/// None of these copies the stored numbers.
///
/// Element (i, j) is `(stored[rowSelection[i], j] − affine.shift[j]) · affine.scale[j]`. ``matrix()`` makes a matrix of
/// all of them, ``forEachBlock(rows:_:)`` shows some rows at a time, in the type they are stored in.
public struct Features: Sendable {
  /// The numbers, one stored row per sample.
  package let storage: Storage
  /// Which stored rows are meant, in order; all of them when `nil`.
  public private(set) var rowSelection: [Int32]?
  /// The change of every column, none when `nil`.
  public private(set) var affine: ColumnAffine?
  /// The names of the columns, when they have any.
  public private(set) var names: [String]?

  /// All rows of `storage`, unchanged and without names.
  package init(storage: Storage) {
    self.storage = storage
    (storedRows, columns) = storage.shape
    isSparse = storage.isSparse
  }

  /// The number of rows, n.
  public var rows: Int { rowSelection?.count ?? storedRows }

  /// The number of columns, p.
  public let columns: Int

  /// The number of rows in `storage`, whatever the selection.
  package let storedRows: Int

  /// Whether the rows are read from a file while they are needed.
  package var isFile: Bool {
    if case .source = storage { true } else { false }
  }

  /// Whether the rows lie in memory that the package does not own.
  private var isBorrowed: Bool {
    if case .borrowed = storage { true } else { false }
  }

  /// Whether numbers that are 0 need not be stored: the rows are compressed, in memory or in a file.
  public let isSparse: Bool

  /// What column `j` is called in messages: its name, or its number.
  package func columnName(_ j: Int) -> String { names.map { "\"\($0[j])\"" } ?? "\(j)" }
}

extension Features {
  /// The same rows with names for the columns.
  ///
  /// - Throws: ``EstimatorError/featureNameCount(names:columns:)`` unless there is one name per column.
  public func named(_ names: [String]) throws -> Features {
    guard names.count == columns else {
      throw EstimatorError.featureNameCount(names: names.count, columns: columns)
    }
    var result = self
    result.names = names
    return result
  }

  /// Chosen rows in the given order, O(number chosen).
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)``.
  public func selectingRows(_ indices: [Int]) throws -> Features {
    let count = rows
    if let wrong = indices.first(where: { $0 < 0 || $0 >= count }) {
      throw EstimatorError.rowOutOfRange(row: wrong, rows: count)
    }
    var result = self
    result.rowSelection = indices.map { rowSelection?[$0] ?? Int32($0) }
    return result
  }

  /// Chosen columns, copied in their stored type; O(n · number chosen).
  ///
  /// - Throws: ``EstimatorError/columnOutOfRange(column:columns:)``,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  public func selectingColumns(_ indices: [Int]) throws -> Features {
    if let wrong = indices.first(where: { $0 < 0 || $0 >= columns }) {
      throw EstimatorError.columnOutOfRange(column: wrong, columns: columns)
    }
    var result = Features(storage: try selectedStorage(indices))
    result.affine = affine?.selecting(indices)
    result.names = names.map { names in indices.map { names[$0] } }
    return result
  }

  /// The same rows after `x → (x − shift) · scale`, composed with the change that is already there; O(p).
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` unless there is one pair per column.
  public func applying(_ change: ColumnAffine) throws -> Features {
    guard change.scale.count == columns, change.shift.count == columns else {
      throw EstimatorError.featureCountMismatch(expected: change.scale.count, found: columns)
    }
    var result = self
    result.affine = affine.map { $0.followed(by: change) } ?? change
    return result
  }

  /// Every element as a Double, selection and change applied: a new n × p matrix. For looking, not for fitting.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when there is no memory for n · p numbers.
  /// - Complexity: O(n · p) time and memory.
  public func matrix() throws -> Matrix<Double> {
    try requireDense(columns: columns, size: 8)
    return try Matrix(rows: rows, columns: columns) { elements in
      try FeatureBlocks(self).widen(rows: 0..<rows, into: elements, stride: columns)
      affine?.apply(to: elements)
    }
  }

  /// A dense matrix of as many rows can be had.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  func requireDense(columns: Int, size: Int) throws {
    try Memory.require(
      Memory.bytes(rows, columns, size), for: "A dense matrix of \(rows) × \(columns) numbers",
      instead: "Take fewer rows at a time, or fewer columns, or keep sparse features sparse.")
  }

  /// The rows can be read in any order: they are in memory.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for rows in a file.
  package func requireInMemory(for what: String) throws {
    guard isFile else { return }
    throw EstimatorError.unsupported(
      what: "\(what) on rows in a file, which it would read in no order,",
      instead: "Use a solver that sums over the rows (.lbfgs, .newtonCG, .newtonCholesky, .gd) or .sgd, or give "
        + "the rows a budget that holds the file.")
  }

  /// The same rows without a choice of stored ones, in memory that nobody else takes away: those that were chosen, or
  /// borrowed, copied in their stored type.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  package func ownRows() throws -> Features {
    guard rowSelection != nil || isBorrowed else { return self }
    guard isSparse else { return try selectingColumns(Array(0..<columns)) }
    var result = Features(storage: try storedRows(0..<rows))
    result.affine = affine
    result.names = names
    return result
  }

  /// With another column change and other names, known to be as many as there are columns.
  func with(affine: ColumnAffine?, names: [String]?) -> Features {
    var result = self
    (result.affine, result.names) = (affine, names)
    return result
  }

  /// Chooses stored rows that are known to exist.
  mutating func setRowSelection(_ indices: [Int32]) { rowSelection = indices }

  /// A change that is known to have as many columns.
  package mutating func setAffine(_ change: ColumnAffine?) { affine = change }

  package func storedRow(_ row: Int) -> Int { rowSelection.map { Int($0[row]) } ?? row }
}
