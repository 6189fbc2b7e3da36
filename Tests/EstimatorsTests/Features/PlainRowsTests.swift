import Estimators
import Testing

/// Plain arrays give what matrices give.
@Suite struct PlainRowsTests {
  private let rows = [[0, 1], [1, 0], [3, 4], [5, 3]]
  private let labels = [0, 0, 1, 1]

  @Test func aClassifierTakesThem() throws {
    let matrix = try Matrix(rows)
    var clf = LogisticRegression()
    let model = try clf.fit(rows, labels)
    #expect(try model == LogisticRegression().fitted(to: matrix, labels))
    #expect(try model == LogisticRegression().fitted(to: rows.map { $0.map(Float.init) }, labels))
    #expect(try clf.predict(rows) == clf.predict(matrix))
    #expect(try clf.predictProbabilities(rows) == model.predictProbabilities(matrix))
    #expect(try model.decisionFunction(rows) == clf.decisionFunction(matrix))
    #expect(try clf.score(rows, labels) == 1)
  }

  @Test func aTransformerTakesThem() throws {
    var scaler = StandardScaler()
    try scaler.fit(rows)
    #expect(try scaler.transform(rows).matrix() == StandardScaler().fitted(to: Matrix(rows)).transform(rows).matrix())
  }

  @Test func rowsOfUnequalLengthAreRefused() {
    #expect(throws: MatrixError.raggedRows(row: 1, expected: 2, found: 1)) {
      try LogisticRegression().fitted(to: [[1.0, 2], [3]], [0, 1])
    }
  }
}
