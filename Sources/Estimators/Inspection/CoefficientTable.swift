import Matrices

/// The coefficients of a linear classifier with the names of their features and classes: a row for each feature, a
/// column for each class, one for two classes.
///
///     let table = model.coefficientTable
///     print(table.strongest(10))          // the ten features with the largest weights, the largest in front
///     try table.table()                   // a `Table` with the columns "feature", and one for each class
///
/// Weights of features of unlike scale cannot be compared: put a ``StandardScaler`` before the classifier, or see
/// `permutationImportance(of:_:_:)`.
public struct CoefficientTable<Label: ClassLabel>: Sendable, Hashable {
  /// One row: a feature and its weights.
  public struct Row: Sendable, Hashable {
    /// The name of the feature; its number when the fit knew no names.
    public let feature: String
    /// The place of the feature among the columns of the fit.
    public let column: Int
    /// One weight for each of the table's classes.
    public let coefficients: [Double]

    /// The largest magnitude among the weights.
    public var strength: Double { coefficients.reduce(0) { max($0, $1.magnitude) } }
  }

  /// The classes that the columns of coefficients are for: all, or the second of two.
  public let classes: [Label]
  /// The intercept of each of these classes.
  public let intercepts: [Double]
  /// The features, in the order of the fit until they are sorted.
  public let rows: [Row]

  init(classes: [Label], intercepts: [Double], rows: [Row]) {
    self.classes = classes
    self.intercepts = intercepts
    self.rows = rows
  }

  init(_ model: some LinearClassifierModel<Label>) {
    let weights = model.coefficients
    let names = model.featureNames
    classes = weights.rows == model.classes.count ? model.classes : Array(model.classes.suffix(weights.rows))
    intercepts = model.intercepts
    rows = (0..<weights.columns).map { column in
      Row(
        feature: names?[column] ?? "column \(column)", column: column,
        coefficients: (0..<weights.rows).map { weights[$0, column] })
    }
  }

  /// The rows by falling strength, the largest magnitude among the weights of a feature; equals in the order of the
  /// fit.
  ///
  /// - Complexity: O(p log p).
  public func sortedByStrength() -> CoefficientTable { sorted { $0.strength } }

  /// The rows by falling magnitude of the weight of one class; equals in the order of the fit.
  ///
  /// - Throws: ``EstimatorError/unknownClass(label:known:)`` for a class without a column.
  /// - Complexity: O(p log p).
  public func sortedByStrength(of label: Label) throws -> CoefficientTable {
    guard let place = classes.firstIndex(of: label) else {
      throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
    }
    return sorted { $0.coefficients[place].magnitude }
  }

  /// The `count` strongest rows, the strongest in front.
  public func strongest(_ count: Int) -> CoefficientTable {
    CoefficientTable(
      classes: classes, intercepts: intercepts, rows: Array(sortedByStrength().rows.prefix(max(0, count))))
  }

  func sorted(by strength: (Row) -> Double) -> CoefficientTable {
    // Each strength once; equals by their place, since `sorted` need not be stable.
    let strengths = rows.map(strength)
    let order = rows.indices.sorted { strengths[$0] != strengths[$1] ? strengths[$0] > strengths[$1] : $0 < $1 }
    return CoefficientTable(classes: classes, intercepts: intercepts, rows: order.map { rows[$0] })
  }

  /// The rows as a `Table`: a column "feature", and one of numbers for each class, called as the class. Without the
  /// intercepts.
  ///
  /// - Throws: `MatrixError.duplicateColumn(name:)` when two classes print alike, or one as "feature".
  public func table() throws -> Table {
    let weights = classes.indices.map { place in Table.Column.doubles(rows.map { $0.coefficients[place] }) }
    return try Table(
      names: ["feature"] + classes.map { "\($0)" }, columns: [.strings(rows.map(\.feature))] + weights)
  }
}

extension CoefficientTable: CustomStringConvertible {
  /// A line for each feature and one for the intercepts, with four digits; of many features and classes the first and
  /// the last.
  public var description: String {
    let names = classes.map { Readable.cut("\($0)".singleSpaced, to: 12) }
    let shown = names.count > 10 ? Array(0..<4) + Array(names.count - 4..<names.count) : Array(names.indices)
    func cells(_ weights: [Double]) -> [String] { shown.map { Readable.number(weights[$0]) } }
    let lines = Readable.edges(of: rows, most: 20)
    let grid =
      [[""] + shown.map { names[$0] }]
      + lines.map { row in
        row.map { [Readable.cut($0.feature.singleSpaced, to: 30)] + cells($0.coefficients) } ?? ["…"]
      } + [["(intercept)"] + cells(intercepts)]
    return Readable.table(grid)
  }
}
