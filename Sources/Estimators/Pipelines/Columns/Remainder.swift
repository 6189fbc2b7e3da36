/// A part of a ``ColumnTransformer`` that can say which columns it reads, so that a `remainder` knows which are left.
public protocol ColumnChooser: Estimator {
  /// The numbers of the columns of the table that are read.
  ///
  /// - Throws: ``EstimatorError`` when there are no such columns.
  func chosenColumns(of table: Table) throws -> [Int]

  /// The numbers of the columns of the features that are read.
  ///
  /// - Throws: ``EstimatorError`` when there are no such columns.
  func chosenColumns(of x: Features) throws -> [Int]
}

extension Columns: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] { try selection.places(in: table) }
  public func chosenColumns(of x: Features) throws -> [Int] { try selection.places(in: x) }
}

extension OneHotEncoder: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] { try columns.places(in: table) }
  public func chosenColumns(of x: Features) throws -> [Int] { try columns.places(in: x) }
}

extension OrdinalEncoder: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] { try columns.places(in: table) }
  public func chosenColumns(of x: Features) throws -> [Int] { try columns.places(in: x) }
}

/// What the first stage reads.
extension Chain: ColumnChooser where First: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] { try first.chosenColumns(of: table) }
  public func chosenColumns(of x: Features) throws -> [Int] { try first.chosenColumns(of: x) }
}

extension Beside: ColumnChooser where First: ColumnChooser, Then: ColumnChooser {
  public func chosenColumns(of table: Table) throws -> [Int] {
    try first.chosenColumns(of: table) + then.chosenColumns(of: table)
  }

  public func chosenColumns(of x: Features) throws -> [Int] {
    try first.chosenColumns(of: x) + then.chosenColumns(of: x)
  }
}

/// The parts of a ``ColumnTransformer``, and behind them the columns that no part reads, in their order, through a
/// transformer of their own. Made by `ColumnTransformer(remainder:_:)`.
public struct WithRemainder<Parts: ColumnChooser, Rest: Transformer>: Estimator {
  /// The fitted parts and the fitted way of what is left.
  public struct Model: EstimatorModel {
    /// Makes the first features.
    public let parts: Parts.Model
    /// Makes the features behind them; `nil` when no column was left.
    public let rest: Columns<Rest>.Model?
  }

  /// Make the first features.
  public var parts: Parts
  /// What the columns go through that no part reads.
  public var rest: Rest
  public var model: Model?

  init(parts: Parts, rest: Rest) {
    self.parts = parts
    self.rest = rest
  }

  public func validate() throws {
    try parts.validate()
    try rest.validate()
  }

  /// What is left of so many columns, `nil` for none.
  private func remaining(_ count: Int, _ chosen: [Int]) -> Columns<Rest>? {
    let chosen = Set(chosen)
    let places = (0..<count).filter { !chosen.contains($0) }
    return places.isEmpty ? nil : Columns(.at(places), through: rest)
  }
}

extension WithRemainder: TableTransformer where Parts: TableTransformer {
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFittingCounts(table, targets: targets?.indices.count, weights: weights)
    return Model(
      parts: try parts.fitted(to: table, targets: targets, weights: weights),
      rest: try remaining(table.columns.count, parts.chosenColumns(of: table))?
        .fitted(to: table, targets: targets, weights: weights))
  }
}

extension WithRemainder: Transformer where Parts: Transformer {
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFittingCounts(x, targets: targets?.indices.count, weights: weights)
    return Model(
      parts: try parts.fitted(to: x, targets: targets, weights: weights),
      rest: try remaining(x.columns, parts.chosenColumns(of: x))?.fitted(to: x, targets: targets, weights: weights))
  }
}

extension WithRemainder.Model: TableTransformerModel where Parts.Model: TableTransformerModel {
  public func transform(_ table: Table) throws -> Features {
    let first = try parts.transform(table)
    return try rest.map { try Features(joining: first, $0.transform(table)) } ?? first
  }
}

extension WithRemainder.Model: TransformerModel where Parts.Model: TransformerModel {
  public func transform(_ x: Features) throws -> Features {
    let first = try parts.transform(x)
    return try rest.map { try Features(joining: first, $0.transform(x)) } ?? first
  }
}

/// The settings, without a model.
extension WithRemainder: Codable where Parts: Codable, Rest: Codable {
  private enum CodingKeys: String, CodingKey { case parts, rest }
}
