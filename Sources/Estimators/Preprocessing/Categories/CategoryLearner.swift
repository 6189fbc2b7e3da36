/// What an encoder does with gaps. scikit-learn has a ``SimpleImputer`` in front, or takes them for a category.
public struct MissingCategory: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case category, mostFrequent, error
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// A gap is a category of its own, behind the others, if the fit has seen one; otherwise it is an unknown one.
  public static let category = Self(.category)
  /// A gap is taken for the most frequent category, by weight; of equals the first. scikit-learn's `SimpleImputer` with
  /// `most_frequent`.
  public static let mostFrequent = Self(.mostFrequent)
  /// A gap is an error.
  public static let error = Self(.error)
}

/// Finds the categories of columns.
struct CategoryLearner {
  let columns: ColumnSelection
  let missing: MissingCategory
  /// Categories that the caller lists, by column.
  let given: [String: [Table.Value]]

  /// Settings that need no data are right.
  func validate() throws {
    for (name, categories) in given.sorted(by: { $0.key < $1.key }) {
      let kinds = Set(categories.map(\.kind))
      guard !categories.isEmpty, kinds.count == 1, Set(categories).count == categories.count else {
        throw EstimatorError.invalidSetting(
          name: "categories[\"\(name)\"]", value: "\(categories)", rule: "different values of one kind, at least one")
      }
    }
  }

  /// - Parameter policies: Columns that settings name; each must be encoded.
  func learned(from table: Table, weights: [Double]?, policies: some Collection<String>) throws -> [CategoryColumn] {
    let places = try columns.places(in: table)
    let known = Set(places.map { table.names[$0] })
    if let stranger = (Array(given.keys) + policies).sorted().first(where: { !known.contains($0) }) {
      throw EstimatorError.invalidSetting(
        name: "columns", value: "\(columns)", rule: "with \"\(stranger)\", for which there is a setting")
    }
    return try places.map { try learned(table.names[$0], table, weights) }
  }

  private func learned(_ name: String, _ table: Table, _ weights: [Double]?) throws -> CategoryColumn {
    var counts: [Table.Value: Double] = [:]
    var firstGap: Int?
    let kind = try given[name]?.first?.kind ?? table.column(name).kind
    for (row, cell) in try table.cells(name, as: kind).enumerated() where weights?[row] != 0 {
      if let value = cell?.double, !value.isFinite {
        throw EstimatorError.notFinite(row: row, column: "\"\(name)\"", value: value)
      }
      if let cell {
        counts[cell, default: 0] += weights?[row] ?? 1
      } else if firstGap == nil {
        firstGap = row
      }
    }
    if let firstGap, missing == .error { throw MatrixError.missingCell(column: name, row: firstGap) }
    let categories = given[name] ?? counts.keys.sorted()
    let gap: CategoryColumn.Gap =
      switch missing.kind {
      case .category: firstGap == nil ? .unknown : .category
      case .mostFrequent: mostFrequent(counts).map(CategoryColumn.Gap.cell) ?? .unknown
      case .error: .unknown
      }
    return CategoryColumn(name: name, kind: kind, categories: categories, gap: gap)
  }

  private func mostFrequent(_ counts: [Table.Value: Double]) -> Table.Value? {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
