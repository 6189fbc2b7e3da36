/// The categories of one column, as an encoder has learned them.
public struct CategoryColumn: Sendable, Hashable, Codable {
  /// The column of the table.
  public let name: String
  /// What its cells are.
  public let kind: Table.Kind
  /// The categories, all different: ascending, or in the order that the caller gave. scikit-learn's `categories_`.
  public let categories: [Table.Value]
  /// What a gap is taken for.
  package let gap: Gap

  /// What a gap is taken for.
  package enum Gap: Sendable, Hashable, Codable {
    /// A category of its own, behind the others.
    case category
    /// Another cell.
    case cell(Table.Value)
    /// Nothing known.
    case unknown
  }

  init(name: String, kind: Table.Kind, categories: [Table.Value], gap: Gap) {
    self.name = name
    self.kind = kind
    self.categories = categories
    self.gap = gap
  }

  /// Reads the categories and checks them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    kind = try container.decode(Table.Kind.self, forKey: .kind)
    categories = try container.decode([Table.Value].self, forKey: .categories)
    gap = try container.decode(Gap.self, forKey: .gap)
    let kind = kind
    let fits = categories.allSatisfy { $0.kind == kind } && Set(categories).count == categories.count
    try requireDecoded(fits, "The categories of \"\(name)\" must be different \(kind.rawValue) values.", decoder)
  }

  /// The number of categories, a gap included when it is one.
  package var count: Int { categories.count + (gap == .category ? 1 : 0) }

  /// What a category is called in names of features: `sex_female`, `sex_missing`.
  func featureName(_ place: Int) -> String {
    place < categories.count ? "\(name)_\(categories[place])" : "\(name)_missing"
  }

  /// The same where another feature is called so: `sex="missing"` for the text, `sex=missing` for a gap.
  func clearFeatureName(_ place: Int) -> String {
    guard place < categories.count else { return "\(name)=missing" }
    return kind == .string ? "\(name)=\"\(categories[place])\"" : "\(name)=\(categories[place])"
  }

  /// The category of each cell, in `0..<count`; `nil` for one the fit has not seen.
  ///
  /// - Throws: ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)``,
  ///   `MatrixError.wrongKind(column:expected:found:)`.
  func places(in table: Table) throws -> [Int?] {
    let places = Dictionary(uniqueKeysWithValues: zip(categories, categories.indices))
    let gapPlace: Int? =
      switch gap {
      case .category: categories.count
      case .cell(let cell): places[cell]
      case .unknown: nil
      }
    return try table.cells(name, as: kind).map { cell in cell.map { places[$0] } ?? gapPlace }
  }
}

extension Table {
  /// The cells of a column as `kind`. Whole numbers and numbers stand for one another where nothing is lost, a column
  /// without any cell is of every kind, and one whose kind was a guess of a file's reader is read again.
  ///
  /// A cell that is not of that kind stays what it is: the fit cannot have seen it, and it is found nowhere.
  func cells(_ name: String, as kind: Kind) throws -> [Value?] {
    guard names.contains(name) else {
      throw EstimatorError.featureNamesMismatch(missing: [name], unexpected: [], firstMoved: nil)
    }
    let column = try column(name)
    switch (column.storage, kind.kind) {
    case _ where column.kind == kind || column.missingCount == column.count: return column.values
    case (.integers(let cells), .double): return cells.map { $0.map { .double(Double($0)) } }
    case (.doubles(let cells), .integer):
      return cells.map { $0.map { value in Int(exactly: value).map(Value.integer) ?? .double(value) } }
    default: break
    }
    guard let cells = try cells(ofFileColumn: name, as: kind) else {
      throw MatrixError.wrongKind(column: name, expected: kind.rawValue, found: column.kind.rawValue)
    }
    return cells
  }
}

extension Features {
  /// The numbers as a table of doubles, named as in the fit or numbered `x0`, `x1` and so on; a gap for NaN.
  ///
  /// - Throws: `MatrixError.duplicateColumn(name:)`.
  func table(named names: [String]?) throws -> Table {
    var columns: [Table.Column] = []
    try forEachColumn { _, values in columns.append(.doubles(values)) }
    return try Table(names: names ?? (0..<self.columns).map { "x\($0)" }, columns: columns)
  }
}
