import Matrices

extension LinearObjective {
  /// Rows from which a whole Gram matrix is made; more of them say little more.
  private static let gramRows = 5000
  /// Above this many columns there is no preconditioner but a diagonal.
  private static let mostColumns = 3000
  static let mostClasses = 200
  /// Eigenvectors that are made of a Gram matrix of many columns, and the random directions they are made from; with
  /// the row sums these are whole vectors of 16.
  ///
  /// With all eigenvectors MNIST took more iterations than with 30 to 100 of them and the next eigenvalue for all that
  /// are left: small eigenvalues say too little about a curvature that differs from row to row.
  private static let few = (vectors: 48, directions: 63)
  private static let many = (vectors: 80, directions: 127)
  /// Scores in a pass above which iterations cost so much that more vectors pay.
  private static let manyScores = 200_000
  /// Passes over the data that a preconditioner saves on most problems, to weigh its set-up against.
  private static let savedPasses = 60.0
  /// Columns up to which the whole Gram matrix is made, and in Double, whatever their scale: it is cheap.
  private static let cheapColumns = 256
  /// Root mean squares of columns further apart than this ask for Double, and for all eigenvectors.
  private static let likeScales = 1e4

  /// The preconditioner of ``GramPreconditioner``, where its set-up costs less than the passes it saves.
  ///
  /// Made once; for another penalty only λ is another.
  ///
  /// - Parameter other: What can be done while one thread takes G apart. Called in any case.
  package func preconditioner(meanwhile other: () throws -> Void = {}) throws -> (any CurvaturePreconditioner)? {
    if let knownPreconditioner {
      (isPreconditioned, keepsScoreCurvature) = (true, true)
      try other()
      return knownPreconditioner.with(penalty: meanL2)
    }
    keepsScoreCurvature = false
    knownPreconditioner = try newPreconditioner(meanwhile: other)
    return knownPreconditioner
  }

  /// Uses a preconditioner of other rows, of which these are a part.
  package func share(_ preconditioner: any CurvaturePreconditioner) {
    knownPreconditioner = preconditioner
    isPreconditioned = true
  }

  private func newPreconditioner(meanwhile other: () throws -> Void) throws -> (any CurvaturePreconditioner)? {
    if takesDiagonal { return try newDiagonalPreconditioner(meanwhile: other) }
    let isWide = columnParameters > Self.cheapColumns
    guard columnParameters <= Self.mostColumns, columnsPerProblem <= Self.mostClasses,
      isWide ? leadingPays : wholeGramPays
    else {
      try other()
      return nil
    }
    let small = try smallGram()
    let squares = try small.map { gram in (0..<gram.rows).map { gram[$0, $0] } } ?? meanSquares()
    knownSquares = squares
    let largest = squares.max() ?? 0
    guard largest > 0, largest.isFinite else {
      try other()
      return nil
    }
    // Columns that are 0 in all rows have no curvature.
    let used = squares.indices.filter { squares[$0] > 0 }
    let features = used.filter { $0 < pass.features.columns }
    guard !features.isEmpty else {
      try other()
      return nil
    }
    let (order, penalty) = (columnParameters, meanL2)
    if gramNeedsDouble(squares) {
      guard wholeGramPays else {
        try other()
        return nil
      }
      (isPreconditioned, keepsScoreCurvature) = (true, true)
      let gram =
        try small.map { chosen($0, used) } ?? gram(Double.self, squares, columns: used, rows: Self.gramRows)
      keepMeans(gram, used)
      let (covariance, means) = (centred(gram, features), columnMeans)
      return try Parallelism.both(other) {
        let eigen = try SymmetricEigen(covariance)
        let floor = max(1e-12 * (eigen.values.last ?? 0), 8 * Double.ulpOfOne * largest, .leastNormalMagnitude)
        return GramPreconditioner(
          CurvatureBasis(eigen, columns: features, order: order, means: means, floor: floor), penalty: penalty)
      }
    }
    let passColumns = columnsPerProblem * problemCount
    let size = pass.features.rows * passColumns < Self.manyScores ? Self.few : Self.many
    let (leading, means) = try pass.leadingGram(
      size.vectors, directions: size.directions, columns: features, isCentred: hasIntercept, passColumns: passColumns)
    guard !leading.values.isEmpty else {  // the sample does not vary
      try other()
      return nil
    }
    columnMeans = means
    (isPreconditioned, keepsScoreCurvature) = (true, true)
    try other()
    return GramPreconditioner(
      CurvatureBasis(leading, columns: features, order: order, means: means), penalty: penalty)
  }

  /// Whether the Gram matrix and all its eigenvectors cost less than the passes they save.
  private var wholeGramPays: Bool {
    let (rows, d) = (Double(min(pass.features.rows, Self.gramRows)), Double(columnParameters))
    return rows * d * d + 10 * d * d * d < savedWork
  }

  /// The same of leading eigenvectors.
  private var leadingPays: Bool {
    let (rows, d) = (Double(min(pass.features.rows, 2 * LinearPass.sampledRows)), Double(columnParameters))
    let directions = Double(Self.many.directions)
    return 2 * directions * (2 * rows + 2 * directions) * d < savedWork
  }

  /// Multiplications of the passes that a preconditioner saves.
  private var savedWork: Double {
    Self.savedPasses * 4 * Double(pass.features.rows) * Double(columnParameters)
      * Double(columnsPerProblem * problemCount)
  }

  /// The Gram matrix of features less their means, where there is an intercept to take these.
  private func centred(_ gram: Matrix<Double>, _ features: [Int]) -> Matrix<Double> {
    let d = features.count
    return Matrix(rows: d, columns: d) { elements in
      for (a, i) in features.enumerated() {
        for (b, j) in features.enumerated() {
          elements[a * d + b] = gram[a, b] - (columnMeans.isEmpty ? 0 : columnMeans[i] * columnMeans[j])
        }
      }
    }
  }

  private func chosen(_ gram: Matrix<Double>, _ used: [Int]) -> Matrix<Double> {
    guard used.count < gram.rows else { return gram }
    return Matrix(rows: used.count, columns: used.count) { elements in
      for (a, i) in used.enumerated() {
        for (b, j) in used.enumerated() { elements[a * used.count + b] = gram[i, j] }
      }
    }
  }

  /// G of all columns and rows where both are few, so that its diagonal needs no pass of its own.
  private func smallGram() throws -> Matrix<Double>? {
    guard columnParameters <= Self.cheapColumns, pass.features.rows <= Self.gramRows, !pass.features.isSparse else {
      return nil
    }
    var gram = try pass.gram(Double.self, rows: nil, columns: Array(0..<columnParameters))
    gram.multiply(by: 1 / weightTotal)
    return gram
  }

  /// The products with the column of the intercept are the means of the others.
  private func keepMeans<Scalar: WorkingScalar>(_ gram: Matrix<Scalar>, _ used: [Int]) {
    guard hasIntercept, used.last == columnParameters - 1 else { return }
    columnMeans = [Double](repeating: 0, count: columnParameters - 1)
    for (place, j) in used.dropLast().enumerated() { columnMeans[j] = Double(gram[used.count - 1, place]) }
  }

  /// Whether there are too many columns for a Gram matrix, but a pass over the few numbers of sparse rows gives its
  /// diagonal.
  package var takesDiagonal: Bool {
    columnParameters > Self.mostColumns && columnsPerProblem <= Self.mostClasses && pass.features.isSparse
  }

  private func newDiagonalPreconditioner(meanwhile other: () throws -> Void) throws -> DiagonalPreconditioner? {
    let squares = try meanSquares()
    guard let largest = squares.max(), largest > 0, largest.isFinite else {
      try other()
      return nil
    }
    (isPreconditioned, keepsScoreCurvature) = (true, true)
    if hasIntercept { columnMeans = knownMeans }
    try other()
    return DiagonalPreconditioner(
      squares: Array(squares[..<pass.features.columns]), means: columnMeans, penalty: meanL2)
  }

  /// Whether the Gram matrix is made in Double: because that is cheap, or because the columns are of unlike scale.
  ///
  /// - Parameter squares: The mean squares of the columns.
  func gramNeedsDouble(_ squares: [Double]) -> Bool {
    let largest = squares.max() ?? 0
    let smallest = squares.filter { $0 > 0 }.min() ?? largest
    return columnParameters <= Self.cheapColumns || largest > Self.likeScales * Self.likeScales * smallest
  }

  /// The mean squares of all columns, the one of the intercept included.
  func meanSquares() throws -> [Double] {
    if knownSquares.isEmpty {
      let moments = try pass.columnMoments(columns: columnsPerProblem * problemCount)
      knownMeans = moments.means
      knownSquares = moments.squares + (hasIntercept ? [1] : [])
    }
    return knownSquares
  }

  /// G of a sample of the rows, its diagonal raised to that of all rows: a column that the sample misses would
  /// otherwise get huge steps.
  ///
  /// - Parameters:
  ///   - squares: The mean squares of all columns.
  ///   - used: The columns of G, ascending.
  ///   - mostRows: The size of the sample.
  func gram<Scalar: WorkingScalar & FactorizationScalar>(
    _: Scalar.Type, _ squares: [Double], columns used: [Int], rows mostRows: Int
  ) throws -> Matrix<Scalar> {
    let n = pass.features.rows
    guard n > mostRows else {
      var whole = try pass.gram(Scalar.self, rows: nil, columns: used)
      whole.multiply(by: Scalar(1 / weightTotal))
      return whole
    }
    var random = RandomState(0)
    let sample = Array(random.permutation(n)[..<mostRows]).sorted()
    var gram = try pass.gram(Scalar.self, rows: sample, columns: used)
    let sampleTotal = pass.weight(ofRows: sample)
    gram.multiply(by: Scalar(1 / sampleTotal))
    for (place, j) in used.enumerated() { gram[place, place] = max(gram[place, place], Scalar(squares[j])) }
    return gram
  }
}
