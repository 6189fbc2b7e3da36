import EstimatorDatasets
import Estimators
import Testing

@Suite struct CoefficientTableTests {
  private func iris() throws -> (x: Features, y: [String]) { try PrintedThings.iris.get() }

  @Test func rowsAreFeaturesAndColumnsClasses() throws {
    let (x, y) = try iris()
    let model = try LogisticRegression<String>().fitted(to: x, y)
    let table = model.coefficientTable
    #expect(table.classes == ["setosa", "versicolor", "virginica"])
    #expect(table.rows.map(\.feature) == x.names)
    #expect(table.rows.map(\.column) == [0, 1, 2, 3])
    #expect(table.intercepts == model.intercepts)
    for row in table.rows { #expect(row.coefficients == Array(model.coefficients[column: row.column])) }
  }

  @Test func ofTwoClassesThereIsOneColumnForTheSecond() throws {
    let (x, y) = try PrintedThings.twoKinds()
    for table in [
      try LogisticRegression<String>().fitted(to: x, y).coefficientTable,
      try RidgeClassifier<String>().fitted(to: x, y).coefficientTable,
      try LinearDiscriminantAnalysis<String>().fitted(to: x, y).coefficientTable,
      try LogisticRegressionCV(LogisticRegression<String>()).fitted(to: x, y).coefficientTable,
    ] {
      #expect(table.classes == ["virginica"])
      #expect(table.rows.map(\.feature) == x.names && table.rows[0].coefficients.count == 1)
    }
  }

  @Test func strengthIsTheLargestMagnitude() throws {
    let (x, y) = try iris()
    let table = try LogisticRegression<String>().fitted(to: x, y).coefficientTable
    let sorted = table.sortedByStrength()
    #expect(zip(sorted.rows, sorted.rows.dropFirst()).count { $0.strength < $1.strength } == 0)
    #expect(Set(sorted.rows) == Set(table.rows))
    #expect(table.strongest(2).rows == Array(sorted.rows.prefix(2)))
    #expect(table.strongest(99).rows.count == 4 && table.strongest(-1).rows.isEmpty)
    let own = try table.sortedByStrength(of: "versicolor").rows.map { $0.coefficients[1].magnitude }
    #expect(own == own.sorted(by: >))
    #expect(throws: EstimatorError.unknownClass(label: "rose", known: table.classes)) {
      try table.sortedByStrength(of: "rose")
    }
  }

  @Test func itBecomesATable() throws {
    let (x, y) = try iris()
    let weights = try LogisticRegression<String>().fitted(to: x, y).coefficientTable
    let table = try weights.table()
    #expect(table.names == ["feature", "setosa", "versicolor", "virginica"] && table.rows == 4)
    #expect(try table.column("setosa").numbers == weights.rows.map { $0.coefficients[0] })
    #expect(throws: MatrixError.duplicateColumn(name: "feature")) {
      try LogisticRegression<String>().fitted(to: x, y.map { $0 == "setosa" ? "feature" : $0 }).coefficientTable.table()
    }
  }

  @Test func itPrintsNamesAndFourDigits() throws {
    let x = try Matrix([[1.0, 0], [-1, 0], [2, 0], [-2, 0]]).features.named(["size", "shine"])
    let model = try RidgeClassifier(alpha: 2).fitted(to: x, [1, 0, 1, 0])
    #expect(
      "\(model.coefficientTable)" == """
                       1
        size         0.5
        shine          0
        (intercept)    0
        """)
    let digits = try Digits.load()
    let lines = "\(try LogisticRegression().fitted(to: digits.features, digits.labels).coefficientTable)"
      .split(separator: "\n")
    #expect(lines.count == 23)  // classes, twenty features and what is left out between them, intercepts
    #expect(lines[1].hasPrefix("column 0 ") && lines[11] == "…")
  }
}
