import Estimators

/// Tables, what reads them, and what is no model but is kept in files all the same.
extension ModelTargets {
  private static let labels = (0..<18).map { ["ash", "birch", "cedar"][$0 % 3] }

  private static func table(_ rows: Range<Int>) throws -> Table {
    try Table([
      "size": .doubles(rows.map { $0 % 7 == 3 ? nil : Double($0 % 5) + Double($0 % 3) }),
      "count": .integers(rows.map { $0 % 4 }),
      "kind": .strings(rows.map { $0 % 8 == 5 ? nil : ["x", "y", "z"][$0 % 3] }),
      "ripe": .booleans(rows.map { $0 % 2 == 0 }),
      "picked": .strings(rows.map { "20\(10 + $0 % 7)-0\(1 + $0 % 5)-28" }),
    ])
  }

  private static let preparation = ColumnTransformer {
    Columns("size") {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
    OneHotEncoder(["kind"], unknown: .ignore, drop: .first)
    OrdinalEncoder(["count", "ripe"], unknown: .code(-1), missingCode: -2)
    DateParts(["picked"])
  }

  mutating func addTables() throws {
    let rows = try Self.table(0..<18)
    let pipeline = TablePipeline {
      Self.preparation
      GaussianNB<String>(varianceSmoothing: 0.1)
    }
    try add("TablePipeline", pipeline.fitted(to: rows, Self.labels)) { model, _ in
      let few = try Self.table(0..<4)
      let p = try model.predictProbabilities(few)
      try ModelUses.requireProbabilities(p, rows: 4, classes: model.classes.count)
      try ModelUses.requireRows(model.predict(few).count, 4)
    }
    try add("ColumnTransformer of a table", Self.preparation.fitted(to: rows)) { model, input, _ in
      try ModelUses.requireFinite(model.transform(Self.table(0..<4)), rows: 4, unless: input.isExtreme)
    }
    try add("Table", rows) { table, _ in
      _ = (table.description, try table.selecting(rows: []))
      _ = try? Self.preparation.fitted(to: table)
    }
  }

  mutating func addResults() throws {
    let x = ModelUses.bytes
    let labels = (0..<x.rows).map { ["ash", "birch", "cedar"][$0 % 3] }
    let bayes = GaussianNB<String>()
    let scores = try crossValidate(bayes, x, labels, splitter: StratifiedKFold(2), trainScores: true, keepsModels: true)
    try add("CrossValidation", scores) { scores, _ in _ = (scores.description, scores["accuracy"], scores.isComplete) }
    let axis = SearchAxis(\GaussianNB<String>.varianceSmoothing, [1e-9, 1])
    let search = RandomizedSearch(
      bayes, .init(\.varianceSmoothing, [1e-9, 1]), candidates: 2, splitter: StratifiedKFold(2))
    try add("SearchResults", search.fitted(to: x, labels).results) { results, _ in
      _ = (results.description, results.best)
    }
    let curve = try validationCurve(bayes, x, labels, axis, splitter: StratifiedKFold(2))
    try add("ScoreCurve", curve) { curve, _ in _ = curve.description }
    try addLabels()
    try addValues()
  }

  private mutating func addLabels() throws {
    try add("LabelEncoder", LabelEncoder<String>().fitted(to: Self.labels)) { model, _ in
      try each([{ _ = try model.transform(Self.labels) }, { _ = try model.inverseTransform([0, 1, 2]) }])
    }
    try add("LabelBinarizer", LabelBinarizer<String>().fitted(to: Self.labels)) { model, _ in
      try each([{ _ = try model.transform(Self.labels) }, { _ = try model.inverseTransform(ModelUses.doubles) }])
    }
  }

  private mutating func addValues() throws {
    try add("Matrix", ModelUses.doubles) { matrix, _ in _ = (matrix.description, matrix.map { -$0 }) }
    try add("SparseMatrix", try SparseMatrix(ModelUses.doubles)) { matrix, _ in
      // A scaler of a billion columns may take what the machine has; that is no fault.
      guard matrix.columns < 1 << 20 else { return }
      _ = try? StandardScaler().fitted(to: matrix)
    }
    try add("RandomState", RandomState(3)) { state, _ in
      var state = state
      _ = (state.next(), state.standardNormal())
      _ = try state.integers(in: 0..<9, count: 3)
    }
  }
}
