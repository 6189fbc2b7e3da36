import Estimators

extension OneHotEncoder.Model: ONNXTransformer {
  /// The place of each cell among the categories, and the row of a table of 0 and 1 at that place.
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    graph.joined(
      try columns.filter { $0.width > 0 }.map { column in
        let count = column.categories.count
        let places = try graph.places(
          CategoryCells(column.categories, gap: column.categories.gapPlace ?? count, unseen: count), rows, source)
        var table = (0..<count).map { place in
          (0..<column.width).map { $0 + (column.dropsFirst ? 1 : 0) == place ? 1.0 : 0 }
        }
        // Without a row for it, a cell that the fit has not seen is an index out of range, which the runtime refuses.
        if column.unknown == .ignore { table.append(Array(repeating: 0, count: column.width)) }
        return graph.rows(places, of: try Matrix(table))
      })
  }
}

extension OrdinalEncoder.Model: ONNXTransformer {
  /// The place of each cell among the categories, and the number at that place.
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    graph.joined(
      try zip(categories, unknown).map { column, unknown in
        let count = column.categories.count
        let places = try graph.places(CategoryCells(column, gap: count, unseen: count + 1), rows, source)
        let codes = (0..<count).map { Double($0) } + [missingCode ?? .nan] + (unknown.code.map { [$0] } ?? [])
        return graph.rows(places, of: try Matrix(codes.map { [$0] }))
      })
  }
}

/// A column of categories, and the places of cells that are none of them.
private struct CategoryCells {
  let column: CategoryColumn
  let gap: Int
  let unseen: Int

  init(_ column: CategoryColumn, gap: Int, unseen: Int) {
    self.column = column
    self.gap = gap
    self.unseen = unseen
  }
}

extension ONNXGraph {
  /// Rows of a table of numbers, chosen by n places: n × its columns.
  fileprivate mutating func rows(_ places: ONNXValue, of table: Matrix<Double>) -> ONNXValue {
    add("Gather", constant(table), places, attributes: ["axis": 0])
  }

  /// The place of each cell, n whole numbers.
  fileprivate mutating func places(
    _ cells: CategoryCells, _ rows: ONNXRows, _ source: FittedColumns
  ) throws -> ONNXValue {
    let column = cells.column
    if column.kind == .string { return places(cells, texts: try texts(rows, of: column.name)) }
    if readsTable, case .input = rows.kind {
      return places(cells, numbers: try numbers(rows, of: column.name))
    }
    let x = try features(rows, of: source)
    let names = source.names ?? (0..<source.count).map { "x\($0)" }
    return places(cells, numbers: columns([names.firstIndex(of: column.name) ?? 0], of: x))
  }

  private mutating func places(_ cells: CategoryCells, texts: ONNXValue) -> ONNXValue {
    var keys = cells.column.categories.map(\.description)
    var places = Array(keys.indices)
    if !keys.contains("") {
      keys.append("")
      places.append(cells.gap)
    }
    let found = add(
      "LabelEncoder", texts,
      attributes: [
        "keys_strings": .texts(keys), "values_int64s": .integers(places), "default_int64": .integer(cells.unseen),
      ], domain: "ai.onnx.ml")
    return add("Reshape", found, constant([-1]))
  }

  /// unseen − Σ_j (cell = category j) · (unseen − j), and the place of a gap for NaN.
  private mutating func places(_ cells: CategoryCells, numbers: ONNXValue) -> ONNXValue {
    let (known, unseen) = (cells.column.categories.map(\.exportedNumber), Double(cells.unseen))
    var places = constant([unseen])
    if !known.isEmpty {
      let equal = cast(add("Equal", numbers, constant(known)), to: .double)
      let steps = Matrix(rows: known.count, columns: 1) { elements in
        for j in known.indices { elements.initializeElement(at: j, to: Double(j) - unseen) }
      }
      places = add("Add", add("MatMul", equal, constant(steps)), places)
    }
    let result = add("Where", add("IsNaN", numbers), constant([Double(cells.gap)]), places)
    return add("Reshape", cast(result, to: .int64), constant([-1]))
  }
}

extension CategoryColumn {
  /// The place of a gap; `nil` where it is nothing known.
  fileprivate var gapPlace: Int? {
    switch gap {
    case .category: categories.count
    case .cell(let cell): categories.firstIndex(of: cell)
    case .unknown: nil
    }
  }
}

extension Table.Value {
  /// A number; 1 for true and 0 for false.
  fileprivate var exportedNumber: Double {
    double ?? integer.map { Double($0) } ?? boolean.map { $0 ? 1 : 0 } ?? .nan
  }
}
