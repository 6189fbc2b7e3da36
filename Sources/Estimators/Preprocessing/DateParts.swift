import Matrices

/// Turns columns of dates, texts of ISO 8601, into numbers: year, month, weekday, seconds since 1970.
///
///     ColumnTransformer {
///       Chain(DateParts(["joined"], [.year, .secondsSince1970]), StandardScaler())
///       OneHotEncoder(["region"])
///     }
///
/// A gap becomes NaN, which ``SimpleImputer`` fills. scikit-learn has none; one writes a `FunctionTransformer` around
/// pandas' `to_datetime`.
///
/// - SeeAlso: `CalendarDate` for the texts that are understood, `Table.adding(dateParts:of:)` for new columns of a
///   table.
public struct DateParts: TableTransformer {
  /// Which columns are dates.
  public var columns: ColumnSelection
  /// The numbers that become of each, in the order of the features.
  public var parts: [CalendarDate.Part]
  public var model: Model?

  /// A transformer of the given columns.
  public init(_ columns: ColumnSelection, _ parts: [CalendarDate.Part] = [.year, .month, .weekday]) {
    self.columns = columns
    self.parts = parts
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` unless there are parts, none of them twice.
  public func validate() throws {
    guard !parts.isEmpty, Set(parts).count == parts.count else {
      throw EstimatorError.invalidSetting(
        name: "parts", value: "\(parts.map(\.rawValue))", rule: "at least one part, none of them twice")
    }
  }

  /// Checks that the columns are there and hold dates. Targets and weights have no influence.
  ///
  /// - Throws: The errors of ``ColumnSelection`` and of weights, `MatrixError.unreadableCell(column:row:text:rule:)`
  ///   for a text that is no date in a row with weight.
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: table, weights: weights)
    let names = try columns.places(in: table).map { table.names[$0] }
    for name in names {
      let texts = try table.texts(name)
      _ = try Table.dates(in: zip(texts, texts.indices).map { weights?[$1] == 0 ? nil : $0 }, name)
    }
    return Model(columns: names, parts: parts)
  }
}

extension DateParts: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] { try columns.places(in: table) }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)``: features hold no texts.
  public func chosenColumns(of x: Features) throws -> [Int] {
    throw EstimatorError.unsupported(what: "Reading dates from features", instead: "Pass a table.")
  }
}

extension DateParts {
  /// The columns and what becomes of them.
  public struct Model: TableTransformerModel {
    /// The columns of dates.
    public let columns: [String]
    /// The numbers that become of each.
    public let parts: [CalendarDate.Part]

    init(columns: [String], parts: [CalendarDate.Part]) {
      self.columns = columns
      self.parts = parts
    }

    /// Reads a model and checks that it makes features, each with a name of its own.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      columns = try container.decode([String].self, forKey: .columns)
      parts = try container.decode([CalendarDate.Part].self, forKey: .parts)
      let isSound =
        !columns.isEmpty && !parts.isEmpty && Set(columns).count == columns.count && Set(parts).count == parts.count
      try requireDecoded(isSound, "Parts of dates need columns and parts, none of them twice.", decoder)
    }

    /// The names of the features: `joined_year`, `joined_month` and so on.
    public var featureNamesOut: [String] {
      columns.flatMap { name in parts.map { "\(name)_\($0)" } }
    }

    /// One column for each part of each date, n × (columns · parts); NaN for a gap.
    ///
    /// - Throws: ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)``,
    ///   `MatrixError.unreadableCell(column:row:text:rule:)` for a text that is no date.
    public func transform(_ table: Table) throws -> Features {
      let missing = columns.filter { !table.names.contains($0) }
      guard missing.isEmpty else {
        throw EstimatorError.featureNamesMismatch(missing: missing, unexpected: [], firstMoved: nil)
      }
      let dates = try columns.map { try table.dates($0) }
      var elements: [Double] = []
      elements.reserveCapacity(table.rows * columns.count * parts.count)
      for row in 0..<table.rows {
        for column in dates { for part in parts { elements.append(column[row]?[part] ?? .nan) } }
      }
      return try Matrix(rows: table.rows, columns: columns.count * parts.count, elements).features
        .named(featureNamesOut)
    }
  }
}

/// The settings, without a model.
extension DateParts: Codable {
  private enum CodingKeys: String, CodingKey { case columns, parts }
}
