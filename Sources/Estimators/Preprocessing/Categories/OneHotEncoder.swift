/// Turns columns of categories into columns of 0 and 1, one per category. scikit-learn's `OneHotEncoder`.
///
///     let encoder = OneHotEncoder(["sex", "port"], unknown: .ignore, missing: .mostFrequent)
///     let x = try encoder.fitted(to: table).transform(table)
///     x.names                                     // ["sex_female", "sex_male", "port_C", …]
///
/// Categories are the different cells of rows with weight, in ascending order, or those that the caller lists. The
/// result is sparse. Features are read too: then every column of numbers is one of categories.
///
/// - Complexity: O(n) for each column, expected; the result holds at most one number per row and column.
public struct OneHotEncoder: TableTransformer, Transformer {
  /// What to do with a cell that the fit has not seen.
  public struct Unknown: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case error, ignore
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// An error that names the cell.
    public static let error = Self(.error)
    /// All categories of the column are 0. scikit-learn's `ignore`.
    public static let ignore = Self(.ignore)
  }

  /// Which category of a column gets no feature of its own.
  public struct Drop: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case none, first, ifBinary
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    public static let none = Self(.none)
    /// The first: what unpenalised linear models need, whose intercept stands for it.
    public static let first = Self(.first)
    /// The first, of columns with two categories.
    public static let ifBinary = Self(.ifBinary)
  }

  /// Which columns are encoded.
  public var columns: ColumnSelection
  /// What to do with a cell that the fit has not seen. scikit-learn's `handle_unknown`.
  public var unknown: Unknown
  /// The same for single columns, by name.
  public var unknownByColumn: [String: Unknown]
  /// What to do with gaps.
  public var missing: MissingCategory
  /// Which category gets no feature of its own.
  public var drop: Drop
  /// The categories of columns, by name, in the order of the features; learned where they are not given.
  public var categories: [String: [Table.Value]]
  public var model: Model?

  /// An encoder of the given columns.
  public init(
    _ columns: ColumnSelection = .all, unknown: Unknown = .error, unknownByColumn: [String: Unknown] = [:],
    missing: MissingCategory = .category, drop: Drop = .none, categories: [String: [Table.Value]] = [:]
  ) {
    self.columns = columns
    self.unknown = unknown
    self.unknownByColumn = unknownByColumn
    self.missing = missing
    self.drop = drop
    self.categories = categories
  }

  private var learner: CategoryLearner { CategoryLearner(columns: columns, missing: missing, given: categories) }

  public func validate() throws { try learner.validate() }

  /// Learns the categories. Targets have no influence.
  ///
  /// - Throws: The errors of ``ColumnSelection`` and of weights, `MatrixError.missingCell(column:row:)` for a gap with
  ///   `missing: .error`.
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try fitted(to: table, weights, source: FittedColumns(table))
  }

  private func fitted(to table: Table, _ weights: [Double]?, source: FittedColumns) throws -> Model {
    try requireFit(to: table, weights: weights)
    let learned = try learner.learned(from: table, weights: weights, policies: unknownByColumn.keys)
    return Model(
      columns: learned.map { column in
        let dropsFirst = drop == .first || (drop == .ifBinary && column.count == 2)
        return Model.Column(
          categories: column, dropsFirst: dropsFirst && column.count > 0,
          unknown: unknownByColumn[column.name] ?? unknown)
      }, source: source)
  }

  /// Learns the categories from numbers: each different number is one, NaN a gap.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    return try fitted(to: x.table(named: x.names), weights, source: FittedColumns(x))
  }
}

/// The settings, without a model.
extension OneHotEncoder: Codable {
  private enum CodingKeys: String, CodingKey { case columns, unknown, unknownByColumn, missing, drop, categories }
}
