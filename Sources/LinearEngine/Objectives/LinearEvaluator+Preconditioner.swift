// Guarded by `GramPreconditionerTests`.
import Matrices

extension LinearEvaluator {
  /// Rows from which a whole Gram matrix is made; more of them say little more.
  private static let gramRows = 5000
  /// Above this many columns there is no preconditioner.
  static let mostColumns = 100_000
  /// Above so many columns that of sparse rows is a diagonal.
  private static let mostSparseColumns = 3000
  /// Scores above which A is too large to be taken apart at every step.
  static let mostClasses = 200
  /// Eigenvectors that are made of a Gram matrix of many columns, and the random directions they are made from; with
  /// the row sums these are whole vectors of 16.
  ///
  /// With all eigenvectors MNIST took more iterations than with 30 to 100 of them and the next eigenvalue for all that
  /// are left: small eigenvalues say too little about a curvature that differs from row to row.
  private static let few = (vectors: 48, directions: 63)
  private static let many = (vectors: 80, directions: 127)
  /// Numbers for each column while those are made: six lists of directions, and the sums of four chunks.
  static let leadingNumbers = 6 * 128 + 4 * 32
  /// Scores in a pass above which iterations cost so much that more vectors pay.
  private static let manyScores = 200_000
  /// Passes over the data that a preconditioner saves on most problems, to weigh its set-up against.
  private static let savedPasses = 60.0
  /// Columns up to which the whole Gram matrix is made, and in Double, whatever their scale: it is cheap.
  private static let cheapColumns = 256
  /// Root mean squares of columns further apart than this ask for Double, and for all eigenvectors.
  private static let likeScales = 1e4

  /// The preconditioner of ``GramPreconditioner``, where its set-up costs less than the passes it saves; `nil` also
  /// where rows vary evenly in all directions.
  ///
  /// Made once; for another penalty only λ is another.
  ///
  /// - Parameter other: What can be done while one thread takes G apart; told whether there will be a preconditioner.
  ///   Called in any case.
  package func preconditioner(
    meanwhile other: (_ isComing: Bool) throws -> Void = { _ in }
  ) throws -> (any CurvaturePreconditioner)? {
    if let knownPreconditioner {
      try other(true)
      return knownPreconditioner.with(penalty: objective.meanL2)
    }
    knownPreconditioner = try newPreconditioner(meanwhile: other)
    return knownPreconditioner
  }

  /// Uses a preconditioner of other rows, of which these are a part.
  package func share(_ preconditioner: any CurvaturePreconditioner) { knownPreconditioner = preconditioner }

  /// Whether steps start from a model of the curvature.
  package var isPreconditioned: Bool {
    knownPreconditioner != nil || proximalModel != nil && objective.columnParameters <= Self.mostGramColumns
  }

  private func newPreconditioner(
    meanwhile other: (_ isComing: Bool) throws -> Void
  ) throws -> (any CurvaturePreconditioner)? {
    if takesDiagonal { return try newDiagonalPreconditioner(meanwhile: other) }
    let isWide = objective.columnParameters > Self.cheapColumns
    if objective.columnParameters <= Self.mostColumns, columnsPerProblem <= Self.mostClasses,
      isWide ? leadingPays : wholeGramPays, try objective.features.isSparse || !pass.variesEvenly()
    {
      let small = try smallGram()
      let squares = try small.map { gram in (0..<gram.rows).map { gram[$0, $0] } } ?? meanSquares()
      facts.squares = squares
      let largest = squares.max() ?? 0
      // Columns that are 0 in all rows have no curvature.
      let used = squares.indices.filter { squares[$0] > 0 }
      if largest.isFinite, used.contains(where: { $0 < objective.features.columns }) {
        if !gramNeedsDouble(squares) { return try leadingPreconditioner(used, meanwhile: other) }
        if wholeGramPays, objective.columnParameters <= Self.mostGramColumns {
          let gram =
            try small.map { chosen($0, used) } ?? gram(Double.self, squares, columns: used, rows: Self.gramRows)
          return try wholePreconditioner(gram, used, largest: largest, meanwhile: other)
        }
      }
    }
    try other(false)
    return nil
  }

  /// From all eigenvectors of G over the columns in use.
  private func wholePreconditioner(
    _ gram: Matrix<Double>, _ used: [Int], largest: Double, meanwhile other: (Bool) throws -> Void
  ) throws -> GramPreconditioner {
    keepMeans(gram, used)
    let features = used.filter { $0 < objective.features.columns }
    let (covariance, means, order) = (centred(gram, features), facts.centres, objective.columnParameters)
    let penalty = objective.meanL2
    return try Parallelism.both({ try other(true) }) {
      let eigen = try SymmetricEigen(covariance)
      let floor = max(1e-12 * (eigen.values.last ?? 0), 8 * Double.ulpOfOne * largest, .leastNormalMagnitude)
      return GramPreconditioner(
        CurvatureBasis(eigen, columns: features, order: order, means: means, floor: floor), penalty: penalty)
    }
  }

  /// From the leading eigenvectors of a sample's G; `nil` where the sample does not vary.
  private func leadingPreconditioner(
    _ used: [Int], meanwhile other: (Bool) throws -> Void
  ) throws -> GramPreconditioner? {
    let features = used.filter { $0 < objective.features.columns }
    let passColumns = columnsPerProblem * problemCount
    let size = objective.features.rows * passColumns < Self.manyScores ? Self.few : Self.many
    let (leading, means) = try pass.leadingGram(
      size.vectors, directions: size.directions, columns: features, isCentred: objective.hasIntercept,
      passColumns: passColumns)
    let varies = !leading.values.isEmpty
    if varies { facts.centres = means }
    try other(varies)
    return varies
      ? GramPreconditioner(
        CurvatureBasis(leading, columns: features, order: objective.columnParameters, means: means),
        penalty: objective.meanL2) : nil
  }

  /// Whether the Gram matrix and all its eigenvectors cost less than the passes they save.
  private var wholeGramPays: Bool {
    let (rows, d) = (Double(min(objective.features.rows, Self.gramRows)), Double(objective.columnParameters))
    return rows * d * d + 10 * d * d * d < savedWork
  }

  /// The same of leading eigenvectors.
  private var leadingPays: Bool {
    let (rows, d) = (
      Double(min(objective.features.rows, 2 * LinearPass.sampledRows)), Double(objective.columnParameters)
    )
    let directions = Double(Self.many.directions)
    return 2 * directions * (2 * rows + 2 * directions) * d < savedWork
  }

  /// Multiplications of the passes that a preconditioner saves.
  private var savedWork: Double {
    Self.savedPasses * 4 * Double(objective.features.rows) * Double(objective.columnParameters)
      * Double(columnsPerProblem * problemCount)
  }

  /// The Gram matrix of features less their means, where there is an intercept to take these.
  private func centred(_ gram: Matrix<Double>, _ features: [Int]) -> Matrix<Double> {
    let d = features.count
    return Matrix(rows: d, columns: d) { elements in
      for (a, i) in features.enumerated() {
        for (b, j) in features.enumerated() {
          elements[a * d + b] = gram[a, b] - (facts.centres.isEmpty ? 0 : facts.centres[i] * facts.centres[j])
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
    guard objective.columnParameters <= Self.cheapColumns, objective.features.rows <= Self.gramRows,
      !objective.features.isSparse
    else {
      return nil
    }
    var gram = try pass.gram(Double.self, rows: nil, columns: Array(0..<objective.columnParameters))
    gram.multiply(by: 1 / objective.weightTotal)
    return gram
  }

  /// The products with the column of the intercept are the means of the others.
  private func keepMeans<Scalar: WorkingScalar>(_ gram: Matrix<Scalar>, _ used: [Int]) {
    guard objective.hasIntercept, used.last == objective.columnParameters - 1 else { return }
    facts.centres = [Double](repeating: 0, count: objective.columnParameters - 1)
    for (place, j) in used.dropLast().enumerated() { facts.centres[j] = Double(gram[used.count - 1, place]) }
  }

  /// Whether there are too many columns for a Gram matrix, but a pass over the few numbers of sparse rows gives its
  /// diagonal.
  package var takesDiagonal: Bool {
    objective.columnParameters > Self.mostSparseColumns && columnsPerProblem <= Self.mostClasses
      && objective.features.isSparse
  }

  private func newDiagonalPreconditioner(meanwhile other: (Bool) throws -> Void) throws -> DiagonalPreconditioner? {
    let squares = try meanSquares()
    let largest = squares.max() ?? 0
    let varies = largest > 0 && largest.isFinite
    if varies, objective.hasIntercept { facts.centres = facts.means }
    try other(varies)
    return varies
      ? DiagonalPreconditioner(
        squares: Array(squares[..<objective.features.columns]), means: facts.centres, penalty: objective.meanL2) : nil
  }

  /// Whether the Gram matrix is made in Double: because that is cheap, or because the columns are of unlike scale.
  ///
  /// - Parameter squares: The mean squares of the columns.
  func gramNeedsDouble(_ squares: [Double]) -> Bool {
    let largest = squares.max() ?? 0
    let smallest = squares.filter { $0 > 0 }.min() ?? largest
    return objective.columnParameters <= Self.cheapColumns || largest > Self.likeScales * Self.likeScales * smallest
  }

  /// The mean squares of all columns, the one of the intercept included.
  func meanSquares() throws -> [Double] {
    if facts.squares.isEmpty {
      let moments = try pass.columnMoments(columns: columnsPerProblem * problemCount)
      facts.means = moments.means
      facts.squares = moments.squares + (objective.hasIntercept ? [1] : [])
    }
    return facts.squares
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
    let n = objective.features.rows
    guard n > mostRows else {
      var whole = try pass.gram(Scalar.self, rows: nil, columns: used)
      whole.multiply(by: Scalar(1 / objective.weightTotal))
      return whole
    }
    var random = RandomState(0)
    // One row of each of so many equal runs.
    let sample = (0..<mostRows).map { run in
      let (first, end) = (run * n / mostRows, (run + 1) * n / mostRows)
      return min(end - 1, first + Int(random.random() * Double(end - first)))
    }
    var gram = try pass.gram(Scalar.self, rows: sample, columns: used)
    let sampleTotal = pass.weight(ofRows: sample)
    gram.multiply(by: Scalar(1 / sampleTotal))
    for (place, j) in used.enumerated() { gram[place, place] = max(gram[place, place], Scalar(squares[j])) }
    return gram
  }
}
