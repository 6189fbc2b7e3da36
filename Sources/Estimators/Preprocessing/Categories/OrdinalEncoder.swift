/// Turns columns of categories into their numbers 0, 1, 2 and so on. scikit-learn's `OrdinalEncoder`.
///
///     let encoder = OrdinalEncoder(["size"], categories: ["size": ["small", "medium", "large"]])
///
/// For categories with an order, or for models that split. Categories are the different cells of rows with weight in
/// ascending order, or in the order that the caller lists. Features are read too: then every column of numbers is one
/// of categories.
///
/// - Complexity: O(n) for each column, expected.
public struct OrdinalEncoder: TableTransformer, Transformer {
  /// What to do with a cell that the fit has not seen.
  public struct Unknown: CodedChoice, Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
      case error
      case code(Double)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// An error that names the cell.
    public static let error = Self(.error)
    /// This number, such as −1. scikit-learn's `use_encoded_value`.
    public static func code(_ number: Double) -> Unknown { Self(.code(number)) }

    /// The number of ``code(_:)``, scikit-learn's `unknown_value`; `nil` where an unseen cell is an error.
    public var code: Double? {
      if case .code(let number) = kind { number } else { nil }
    }
  }

  /// Which columns are encoded.
  public var columns: ColumnSelection
  /// What to do with a cell that the fit has not seen. scikit-learn's `handle_unknown` and `unknown_value`.
  public var unknown: Unknown
  /// The same for single columns, by name.
  public var unknownByColumn: [String: Unknown]
  /// The number of a gap, NaN when `nil`. scikit-learn's `encoded_missing_value`.
  public var missingCode: Double?
  /// The categories of columns, by name, in the order of their numbers; learned where they are not given.
  public var categories: [String: [Table.Value]]
  public var model: Model?

  /// An encoder of the given columns.
  public init(
    _ columns: ColumnSelection = .all, unknown: Unknown = .error, unknownByColumn: [String: Unknown] = [:],
    missingCode: Double? = nil, categories: [String: [Table.Value]] = [:]
  ) {
    self.columns = columns
    self.unknown = unknown
    self.unknownByColumn = unknownByColumn
    self.missingCode = missingCode
    self.categories = categories
  }

  private var learner: CategoryLearner { CategoryLearner(columns: columns, missing: .category, given: categories) }

  public func validate() throws {
    try learner.validate()
    let codes = ([unknown] + unknownByColumn.values).compactMap(\.code)
    if let wrong = (codes + [missingCode ?? 0]).first(where: { !$0.isFinite }) {
      throw EstimatorError.invalidSetting(name: "a code", value: "\(wrong)", rule: "finite")
    }
  }

  /// Learns the categories. Targets have no influence.
  ///
  /// - Throws: The errors of ``ColumnSelection`` and of weights.
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try fitted(to: table, weights, source: FittedColumns(table))
  }

  private func fitted(to table: Table, _ weights: [Double]?, source: FittedColumns) throws -> Model {
    try requireFit(to: table, weights: weights)
    let learned = try learner.learned(from: table, weights: weights, policies: unknownByColumn.keys)
    return Model(
      categories: learned, unknown: learned.map { unknownByColumn[$0.name] ?? unknown }, missingCode: missingCode,
      source: source)
  }

  /// Learns the categories from numbers: each different number is one, NaN a gap.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    return try fitted(to: x.table(named: x.names), weights, source: FittedColumns(x))
  }
}

extension OrdinalEncoder {
  /// The categories of the encoded columns.
  public struct Model: TableTransformerModel, TransformerModel {
    /// The categories of each encoded column, in order of their numbers. scikit-learn's `categories_`.
    public let categories: [CategoryColumn]
    package let unknown: [Unknown]
    package let missingCode: Double?
    /// The columns of the fit, encoded or not.
    package let source: FittedColumns

    init(categories: [CategoryColumn], unknown: [Unknown], missingCode: Double?, source: FittedColumns) {
      self.categories = categories
      self.unknown = unknown
      self.missingCode = missingCode
      self.source = source
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      categories = try container.decode([CategoryColumn].self, forKey: .categories)
      unknown = try container.decode([Unknown].self, forKey: .unknown)
      missingCode = try container.decodeIfPresent(Double.self, forKey: .missingCode)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let codes = unknown.map { $0.code ?? 0 } + [missingCode ?? 0]
      try requireDecoded(codes.allSatisfy(\.isFinite), "Codes must be finite, found \(codes).", decoder)
      try requireDecoded(
        unknown.count == categories.count, "\(categories.count) columns need as many policies.", decoder)
    }

    /// The numbers of the categories: n × the number of encoded columns, called as the columns.
    ///
    /// - Throws: ``EstimatorError/unknownCategory(column:row:value:known:)`` for a cell that the fit has not seen,
    ///   unless it has a code.
    public func transform(_ table: Table) throws -> Features {
      let columns = try zip(categories, unknown).map { try codes($0, $1, table) }
      var elements: [Double] = []
      elements.reserveCapacity(table.rows * columns.count)
      for row in 0..<table.rows { for column in columns { elements.append(column[row]) } }
      return try Matrix(rows: table.rows, columns: columns.count, elements).features.named(categories.map(\.name))
    }

    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x, orMissing: true)
      return try transform(x.table(named: source.names))
    }

    /// The categories back from their numbers; a number that is none gives a gap.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Table {
      try requireSameColumns(x.features, count: categories.count, names: categories.map(\.name))
      let numbers = try x.features.matrix()
      let columns = try categories.enumerated().map { j, column in
        let cells = numbers[column: j].map { code -> Table.Value? in
          guard let place = Int(exactly: code), column.categories.indices.contains(place) else { return nil }
          return column.categories[place]
        }
        return try Table.Column(cells, kind: column.kind, name: column.name)
      }
      return try Table(names: categories.map(\.name), columns: columns)
    }

    private func codes(_ column: CategoryColumn, _ unknown: Unknown, _ table: Table) throws -> [Double] {
      let cells = try table.cells(column.name, as: column.kind)
      return try zip(cells, column.places(in: table)).enumerated().map { row, found in
        if found.0 == nil { return missingCode ?? .nan }
        if let place = found.1 { return Double(place) }
        guard let code = unknown.code else { throw column.unknown(in: table, row: row) }
        return code
      }
    }
  }
}

/// The settings, without a model.
extension OrdinalEncoder: Codable {
  private enum CodingKeys: String, CodingKey { case columns, unknown, unknownByColumn, missingCode, categories }
}
