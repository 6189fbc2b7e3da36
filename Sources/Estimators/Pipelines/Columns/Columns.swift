/// Some columns of a table, or of features, on their way through a transformer: a part of a ``ColumnTransformer``.
///
///     Columns("age", "fare") {
///       SimpleImputer(strategy: .median)
///       StandardScaler()
///     }
///     Columns(0, 1, 2) { MinMaxScaler() }
///     Columns("children")                          // as they are
///
/// Columns of a table must be of numbers; gaps become NaN. When a fitted one reads the next file, columns that looked
/// like texts there are read as numbers.
public struct Columns<Base: Transformer>: TableTransformer, Transformer {
  /// Which columns.
  public var selection: ColumnSelection
  /// What they go through: a transformer, or a ``Chain``.
  public var base: Base
  public var model: Model?

  /// The chosen columns through the stages.
  public init(_ selection: ColumnSelection, @PipelineBuilder _ stages: () -> Base) {
    self.selection = selection
    base = stages()
  }

  init(_ selection: ColumnSelection, through base: Base) {
    self.selection = selection
    self.base = base
  }

  /// The columns of these names through the stages.
  public init(_ names: String..., @PipelineBuilder stages: () -> Base) { self.init(.named(names), stages) }

  /// The columns with these numbers, counted from 0, through the stages.
  public init(_ places: Int..., @PipelineBuilder stages: () -> Base) { self.init(.at(places), stages) }

  public func validate() throws { try base.validate() }

  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: table, targets: targets?.indices.count, weights: weights)
    let places = try selection.places(in: table)
    let chosen = try table.selecting(columns: places.map { table.names[$0] }).features()
    let base = try base.fitted(to: chosen, targets: targets, weights: weights)
    return Model(selected: SelectedColumns(kept: places, source: FittedColumns(table)), base: base)
  }

  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try validate()
    try requireFittingCounts(x, targets: targets?.indices.count, weights: weights)
    let places = try selection.places(in: x)
    let base = try base.fitted(to: x.selectingColumns(places), targets: targets, weights: weights)
    return Model(selected: SelectedColumns(kept: places, source: FittedColumns(x)), base: base)
  }
}

extension Columns where Base == Passthrough {
  /// The chosen columns as they are.
  public init(_ selection: ColumnSelection) {
    self.selection = selection
    base = Passthrough()
  }

  /// The columns of these names as they are.
  public init(_ names: String...) { self.init(.named(names)) }

  /// The columns with these numbers, counted from 0, as they are.
  public init(_ places: Int...) { self.init(.at(places)) }
}

extension Columns {
  /// The chosen columns and what they go through.
  public struct Model: TableTransformerModel, TransformerModel {
    package let selected: SelectedColumns
    /// The fitted transformer of the chosen columns.
    public let base: Base.Model

    public func transform(_ table: Table) throws -> Features {
      guard let names = selected.source.names else {
        throw EstimatorError.unsupported(
          what: "A table for a transformer that was fitted on features without names",
          instead: "Pass features, or fit on a table.")
      }
      let wanted = selected.kept.map { names[$0] }
      let missing = wanted.filter { !table.names.contains($0) }
      guard missing.isEmpty else {
        throw EstimatorError.featureNamesMismatch(missing: missing, unexpected: [], firstMoved: nil)
      }
      return try base.transform(table.selecting(columns: wanted).features(as: .double))
    }

    public func transform(_ x: Features) throws -> Features {
      try selected.source.require(x)
      return try base.transform(x.selectingColumns(selected.kept))
    }
  }
}

/// Hands features on as they are. scikit-learn's `passthrough`.
public struct Passthrough: Transformer {
  /// The columns of the fit.
  public struct Model: TransformerModel {
    package let columns: FittedColumns

    public func transform(_ x: Features) throws -> Features {
      try columns.require(x)
      return x
    }
  }

  public var model: Model?

  /// A transformer without settings.
  public init() {}

  /// There is nothing to check.
  public func validate() throws {}

  /// Notes the columns.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    return Model(columns: FittedColumns(x))
  }
}

/// The settings, without a model.
extension Columns: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case selection, base }
}

/// The settings, without a model.
extension Passthrough: Codable {
  private enum CodingKeys: CodingKey {}
}
