extension Table {
  /// All columns as features with names: n × p doubles, NaN for a gap, 1 for `true`, 0 for `false`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a column of texts.
  /// - Complexity: O(n · p) time and memory.
  public func features() throws -> Features { try features(as: nil) }

  /// - Parameter kind: What the fit has found the columns to be, `.double`, so that columns of texts whose kind was a
  ///   guess of a file's reader are read again.
  func features(as kind: Kind?) throws -> Features {
    let numbers = try zip(names, columns).map { name, column in
      if let numbers = column.numbers { return numbers }
      guard let kind, let cells = try cells(ofFileColumn: name, as: kind) else { throw noNumbers(name, column) }
      return try reread(cells, name)
    }
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns.count)
    for row in 0..<rows { for column in numbers { elements.append(column[row]) } }
    return try Matrix(rows: rows, columns: columns.count, elements).features.named(names)
  }

  private func reread(_ cells: [Value?], _ name: String) throws -> [Double] {
    try cells.enumerated().map { row, cell in
      guard let cell else { return .nan }
      guard let value = cell.double else {
        throw EstimatorError.unsupported(
          what:
            "Reading \"\(cell.description.prefix(40))\", row \(row) of column \"\(name)\", as the number that the fit "
            + "had there",
          instead: "Correct the cell, or leave the row out.")
      }
      return value
    }
  }

  private func noNumbers(_ name: String, _ column: Column) -> EstimatorError {
    .unsupported(
      what: "Reading the texts of column \"\(name)\" as numbers",
      instead: remedy(column) ?? "Encode it with OneHotEncoder or OrdinalEncoder, or leave it out.")
  }

  /// What to do about texts that look as if they should have been numbers.
  private func remedy(_ column: Column) -> String? {
    guard let cells = column.strings else { return nil }
    let texts = cells.compactMap { $0 }
    if let first = texts.first, texts.allSatisfy({ $0.hasDecimalComma || Double($0) != nil }),
      texts.contains(where: \.hasDecimalComma)
    {
      return "Its cells, such as \"\(first.prefix(40))\", look like numbers with a decimal comma: read the file with "
        + "CSVFormat(separator: \";\", decimalSeparator: \",\")."
    }
    let wrong = cells.indices.filter { cells[$0].map { Double($0) == nil } ?? false }
    guard let row = wrong.first, let text = cells[row], 2 * wrong.count < texts.count else { return nil }
    return
      "Most of its cells are numbers, but row \(row) holds \"\(text.prefix(40))\": correct it, list the text among the "
      + "missing marks of CSVFormat, or encode the column with OneHotEncoder or OrdinalEncoder."
  }
}

extension String {
  /// Whether it is a number written with a decimal comma, perhaps with points between thousands.
  fileprivate var hasDecimalComma: Bool {
    utf8.count < 40 && wholeMatch(of: /[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+/) != nil
  }
}

extension Dataset where Label == String {
  /// A table of numbers with a column of labels: texts, or numbers as text.
  ///
  ///     let flowers = try Dataset<String>(Table(contentsOfCSV: url), labels: "species")
  ///
  /// - Parameters:
  ///   - table: n rows; all columns but these three are the features.
  ///   - labels: The column that holds the labels.
  ///   - weights: The column that holds the weights, if there is one.
  ///   - groups: The column that says which rows belong together, if there is one: of any kind.
  /// - Throws: `MatrixError` for a column that is not there or a gap in these three,
  ///   ``EstimatorError/unsupported(what:instead:)`` when another column holds texts: that needs a ``TablePipeline``.
  public init(_ table: Table, labels: String, weights: String? = nil, groups: String? = nil) throws {
    try self.init(table, table.stringLabels(labels), labels, weights, groups)
  }
}

extension Dataset where Label == Int {
  /// A table of numbers with a column of labels: whole numbers or truth values.
  ///
  /// - Throws: As for texts, and `MatrixError.wrongKind(column:expected:found:)` for labels that are no whole numbers.
  public init(_ table: Table, labels: String, weights: String? = nil, groups: String? = nil) throws {
    try self.init(table, table.integerLabels(labels), labels, weights, groups)
  }
}

extension Dataset {
  fileprivate init(
    _ table: Table, _ labels: [Label], _ labelColumn: String, _ weights: String?, _ groups: String?
  ) throws {
    let others = [labelColumn] + [weights, groups].compactMap { $0 }
    try self.init(
      features: table.dropping(columns: others).features(), labels: labels,
      weights: weights.map { try Self.weights(table, $0) },
      groups: groups.map { ClassEncoding(try table.stringLabels($0)).targets.indices.map(Int.init) })
  }

  private static func weights(_ table: Table, _ name: String) throws -> [Double] {
    let column = try table.column(name)
    guard let numbers = column.numbers else {
      throw MatrixError.wrongKind(column: name, expected: Table.Kind.double.rawValue, found: column.kind.rawValue)
    }
    if let row = numbers.firstIndex(where: \.isNaN) { throw MatrixError.missingCell(column: name, row: row) }
    return numbers
  }
}
