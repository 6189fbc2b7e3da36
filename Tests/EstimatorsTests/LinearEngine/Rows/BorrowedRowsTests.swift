import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Rows in memory that belongs to somebody else are read as those of a matrix, bit for bit.
@Suite struct BorrowedRowsTests {
  /// Enough numbers that dense rows are packed, and mostly zeros are not.
  private static let digits = Result { try Digits.load() }

  private static let solvers: [Solver] = [
    .auto, .lbfgs, .gd, .newtonCholesky, .newtonCG, .coordinateDescent(form: .primal), .coordinateDescent(form: .dual),
    .sag, .saga, .sgd,
  ]

  private func numbers() throws -> (Matrix<Double>, [Int]) {
    let digits = try Self.digits.get()
    return (digits.features.map { Double($0) }, digits.labels)
  }

  @Test(arguments: StoredAs.allCases, solvers)
  func everySolverFitsThemAsAMatrix(storage: StoredAs, solver: Solver) throws {
    let (x, y) = try numbers()
    try BLAS.singleThreaded {
      let classifier = LogisticRegression(
        multiClass: solver.form == .dual ? .ovr : .multinomial, solver: solver, tolerance: 1e-3, maxIterations: 4)
      let (mine, borrowed) = (try storage.features(x), try storage.borrowedFeatures(x))
      let expected = try classifier.fitted(to: mine, y)
      let found = try classifier.fitted(to: borrowed, y)
      #expect(found.coefficients == expected.coefficients && found.intercepts == expected.intercepts)
      #expect(found.report == expected.report)
      #expect(try found.predict(borrowed) == expected.predict(mine))
      #expect(try found.predictProbabilities(borrowed) == expected.predictProbabilities(mine))
    }
  }

  @Test(arguments: StoredAs.allCases)
  func foldsAndScalersReadThem(storage: StoredAs) throws {
    let (x, y) = try numbers()
    let (mine, borrowed) = (try storage.features(x), try storage.borrowedFeatures(x))
    try BLAS.singleThreaded {
      let scaler = MaxAbsScaler()
      #expect(try scaler.fitted(to: borrowed) == scaler.fitted(to: mine))
      #expect(
        try StandardScaler(withMean: false).fitted(to: borrowed) == StandardScaler(withMean: false).fitted(to: mine))
      let search = LogisticRegressionCV(LogisticRegression<Int>(tolerance: 1e-2), cs: [0.1, 1])
      let (expected, found) = (try search.fitted(to: mine, y), try search.fitted(to: borrowed, y))
      #expect(found.scores == expected.scores && found.coefficients == expected.coefficients)
    }
  }

  @Test(arguments: StoredAs.allCases)
  func whoeverKeepsThemCopiesThem(storage: StoredAs) throws {
    let (x, y) = try numbers()
    let rows = Array(0..<300)
    let (mine, borrowed) = (try storage.features(x), try storage.borrowedFeatures(x))
    #expect(try borrowed.matrix() == mine.matrix())
    #expect(try borrowed.selectingRows([7, 7, 0]).matrix() == mine.selectingRows([7, 7, 0]).matrix())
    #expect(try borrowed.selectingColumns([63, 1]).matrix() == mine.selectingColumns([63, 1]).matrix())
    #expect("\(borrowed)" == "\(mine)")
    let (kept, expected) = (
      try KNeighborsClassifier().fitted(to: borrowed, y), try KNeighborsClassifier().fitted(to: mine, y)
    )
    #expect(kept == expected)
    var blocks: [Matrix<Double>] = []
    try borrowed.forEachBlock(rows: 1000) { blocks.append(try $0.matrix()) }
    #expect(try blocks.map(\.rows) == [1000, 797] && blocks[0] == mine.selectingRows(Array(0..<1000)).matrix())
    let model = try LogisticRegression(maxIterations: 3).fitted(to: mine, y)
    let few = try borrowed.selectingRows(rows)
    #expect(
      try permutationImportance(of: model, few, y.prefix(300), repeats: 1).features.map(\.mean)
        == permutationImportance(of: model, mine.selectingRows(rows), y.prefix(300), repeats: 1).features.map(\.mean))
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func whatIsNotFiniteIsFound(storage: StoredAs) throws {
    var x = try Matrix(rows: 3, columns: 2, [1.0, 2, 3, 4, 5, 6])
    x[1, 1] = .infinity
    let borrowed = try storage.borrowedFeatures(x)
    #expect(throws: EstimatorError.notFinite(row: 1, column: "1", value: .infinity)) { try requireFinite(borrowed) }
  }

  @Test func shortRowStartsMeanTheSame() throws {
    let (starts, indices, values): ([Int32], [Int32], [Double]) = ([0, 2, 2, 3], [0, 2, 1], [4, 5, 6])
    try starts.withUnsafeBufferPointer { starts in
      try indices.withUnsafeBufferPointer { indices in
        try values.withUnsafeBufferPointer { values in
          let x = try BorrowedRows(columns: 3, rowStarts: starts, columnIndices: indices, values: values).features
          #expect(try x.matrix().elements == [4, 0, 5, 0, 0, 0, 0, 6, 0])
        }
      }
    }
  }

  @Test func floatsBecomeDoubles() throws {
    let (indices, values): ([Int32], [Float]) = ([0, 2, 1], [0.1, 5, -6])
    try [Int32(0), 2, 2, 3].withUnsafeBufferPointer { short in
      try [0, 2, 2, 3].withUnsafeBufferPointer { long in
        try indices.withUnsafeBufferPointer { indices in
          try values.withUnsafeBufferPointer { values in
            let all = try [
              BorrowedRows(columns: 3, rowStarts: short, columnIndices: indices, values: values),
              BorrowedRows(columns: 3, rowStarts: long, columnIndices: indices, values: values),
            ]
            for rows in all {
              #expect(try rows.features.matrix().elements == [Double(Float(0.1)), 0, 5, 0, 0, 0, 0, -6, 0])
            }
          }
        }
      }
    }
  }

  @Test(arguments: [
    ([1, 2, 3], [0, 1]), ([0, 2, 1], [0, 1]), ([0, 1, 3], [0, 1]), ([0, 1, 2], [0, 3]), ([0, 1, 2], [-1, 1]),
    ([0, 2, 2], [1, 0]), ([0, 2, 2], [1, 1]), ([0, 1, 2], [0]),
  ])
  func malformedRowsAreRefused(starts: [Int], indices: [Int32]) {
    let values = [1.0, 2]
    starts.withUnsafeBufferPointer { starts in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          let error = thrown {
            try BorrowedRows(columns: 3, rowStarts: starts, columnIndices: indices, values: values)
          }
          #expect(MatrixError.Code.malformedSparse ~= error)
        }
      }
    }
  }
}
