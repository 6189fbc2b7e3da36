/// The categories of one column, as an encoder has learned them.
public struct CategoryColumn: Sendable, Hashable, Codable {
  /// The column of the table.
  public let name: String
  /// What its cells are.
  public let kind: Table.Kind
  /// The categories, all different: ascending, or in the order that the caller gave. scikit-learn's `categories_`.
  public let categories: [Table.Value]
  /// What a gap is taken for.
  let gap: Gap

  /// What a gap is taken for.
  enum Gap: Sendable, Hashable, Codable {
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
  var count: Int { categories.count + (gap == .category ? 1 : 0) }

  /// What a category is called in names of features: `sex_female`, `sex_missing`.
  func featureName(_ place: Int) -> String {
    place < categories.count ? "\(name)_\(categories[place])" : "\(name)_missing"
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
  /// The cells of a column as `kind`. Whole numbers and numbers stand for one another where nothing is lost, and a column
  /// without any cell is of every kind.
  func cells(_ name: String, as kind: Kind) throws -> [Value?] {
    guard names.contains(name) else {
      throw EstimatorError.featureNamesMismatch(missing: [name], unexpected: [], firstMoved: nil)
    }
    let column = try column(name)
    if column.kind == kind { return column.values }
    return try column.values.map { cell in
      switch (cell, kind) {
      case (nil, _): return nil
      case (.integer(let value), .double): return .double(Double(value))
      case (.double(let value), .integer):
        // A fraction is a cell the fit cannot have seen; it stays what it is and is found nowhere.
        return Int(exactly: value).map(Value.integer) ?? cell
      default: throw MatrixError.wrongKind(column: name, expected: kind.rawValue, found: column.kind.rawValue)
      }
    }
  }
}

extension Features {
  /// The numbers as a table of doubles, named as in the fit or numbered `x0`, `x1` and so on; a gap for NaN.
  ///
  /// - Throws: `MatrixError.duplicateColumn(name:)`.
  func table(named names: [String]?) throws -> Table {
    var columns: [Table.Column] = []
    forEachColumn { _, values in columns.append(.doubles(values)) }
    return try Table(names: names ?? (0..<self.columns).map { "x\($0)" }, columns: columns)
  }
}
