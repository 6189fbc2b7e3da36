import Matrices

extension Features: CustomStringConvertible {
  /// The shape and how the numbers are stored, then the numbers as they are read, of many the edges.
  public var description: String {
    let lines = GridText.lines(rows: rows, columns: columns) { Readable.number(element($0, $1)) }
    return ([summary] + lines).joined(separator: "\n")
  }

  /// `150 × 4 features, doubles (sepal length, sepal width, petal length, …)`.
  var summary: String {
    "\(rows) × \(columns) features, \(storage.text)" + (names.map { " (\(Readable.list($0)))" } ?? "")
  }

  /// One element, selection and change applied.
  private func element(_ row: Int, _ column: Int) -> Double {
    (try? selectingRows([row]).selectingColumns([column]).matrix()[0, 0]) ?? .nan
  }
}

extension FeatureBlock: CustomStringConvertible {
  /// `rows 0..<500: 500 × 64 features, bytes`.
  public var description: String { "rows \(rows): \(features.summary)" }
}

extension Dataset: CustomStringConvertible {
  /// The features in a line, and how many rows each class has.
  public var description: String {
    let encoding = ClassEncoding(labels)
    var counts = [Int](repeating: 0, count: encoding.classes.count)
    for place in encoding.targets.indices { counts[Int(place)] += 1 }
    let parts = zip(encoding.classes, counts).map { "\($0): \($1)" }
    return "Dataset: \(features.summary)\n  \(Readable.count(counts.count, "class", "classes")) "
      + "(\(Readable.list(parts, most: 10)))" + (weights == nil ? "" : ", weights") + (groups == nil ? "" : ", groups")
  }
}

extension ColumnAffine: CustomStringConvertible {
  /// The beginnings of shift and scale.
  public var description: String { Readable.record(self) }
}

extension Fold: CustomStringConvertible {
  /// `120 training rows, 30 test rows (0, 5, 7, …)`.
  public var description: String {
    "\(Readable.count(trainCount, "training row")), \(Readable.count(test.count, "test row")) "
      + "(\(Readable.list(test.map { "\($0)" })))"
  }
}

extension SplitRows: CustomStringConvertible {
  /// How many rows, classes and groups there are.
  public var description: String {
    Readable.count(count, "row") + (classes.map { ", " + Readable.count($0.count, "class", "classes") } ?? "")
      + (groups.map { ", " + Readable.count($0.count, "group") } ?? "")
  }
}

extension SplitSize {
  /// `0.25` or `30`.
  public var description: String {
    switch kind {
    case .share(let share): Readable.number(share)
    case .rows(let rows): "\(rows)"
    }
  }

  public var debugDescription: String { description }
}

extension ClassTargets: CustomStringConvertible {
  /// How many rows and classes there are.
  public var description: String {
    "\(Readable.count(indices.count, "row")) of \(Readable.count(count, "class", "classes"))"
  }
}

extension ClassEncoding: CustomStringConvertible {
  /// The rows and the classes.
  public var description: String {
    "\(targets) (\(Readable.list(classes.map { "\($0)" }, most: 6)))"
  }
}

extension TrainingRows: CustomStringConvertible {
  /// The features in a line, and the classes.
  public var description: String {
    "\(features.summary)\n  \(targets) (\(Readable.list(classes.map { "\($0)" }, most: 6)))"
  }
}

extension NearestRows: CustomStringConvertible {
  /// How many neighbours of how many rows.
  public var description: String {
    "\(distances.columns) nearest rows of each of \(Readable.count(distances.rows, "row"))"
  }
}

extension CategoryColumn: CustomStringConvertible {
  /// `sex: 2 categories (female, male)`.
  public var description: String {
    let texts = categories.map { value in
      value.double.map(Readable.number) ?? value.description
    }
    return "\(Readable.cut(name.singleSpaced)): \(Readable.count(texts.count, "category", "categories")) "
      + "(\(Readable.list(texts, most: 6)))"
  }
}
