import Estimators
import Testing
import _EstimatorTestSupport

/// Sparse rows may have two milliards of columns that nobody has seen: what needs a number for each of them asks first,
/// and says so.
@Suite(.tags(.slow)) struct WideFeaturesTests {
  private let wide: SparseMatrix
  private let labels = [0, 1, 0, 1]

  init() throws {
    wide = try SparseMatrix(
      rows: 4, columns: Int(Int32.max), rowStarts: [0, 1, 2, 3, 4], columnIndices: [0, 1, 0, 1], values: [1, 1, 2, 1])
  }

  private static let transformers: [any Transformer] = [
    StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), VarianceThreshold(), SelectKBest(k: 1),
    SelectKBest(k: 1, score: .chiSquared), PCA(components: .count(1)), PCA(components: .count(1), solver: .full),
    PCA(components: .count(1), solver: .covariance), PowerTransformer(), PolynomialFeatures(degree: 1), SimpleImputer(),
  ]

  private static let classifiers: [any Classifier<Int>] = [
    GaussianNB<Int>(), MultinomialNB<Int>(), RidgeClassifier<Int>(), LinearDiscriminantAnalysis<Int>(),
    KNeighborsClassifier<Int>(neighbors: 1), KNeighborsClassifier<Int>(neighbors: 1, metric: .manhattan),
  ]

  @Test(arguments: transformers.indices)
  func ofATransformer(place: Int) throws {
    isTooLarge { _ = try fit(Self.transformers[place]) }
  }

  private func fit(_ transformer: some Transformer) throws -> any TransformerModel {
    try transformer.fitted(to: wide, targets: ClassEncoding(labels).targets)
  }

  @Test(arguments: classifiers.indices)
  func ofAClassifier(place: Int) throws {
    isTooLarge { _ = try fit(Self.classifiers[place]) }
  }

  private func fit(_ classifier: some Classifier<Int>) throws -> any ClassifierModel<Int> {
    try classifier.fitted(to: wide, labels)
  }

  /// Rows alone are divided or compared: no column is looked at that holds nothing.
  @Test func whatNeedsNoNumberForEachColumnWorks() throws {
    #expect(try Normalizer().fitted(to: wide).transform(wide).columns == wide.columns)
    #expect(try Binarizer().fitted(to: wide).transform(wide).columns == wide.columns)
    #expect(try DummyClassifier<Int>().fitted(to: wide, labels).predict(wide) == [0, 0, 0, 0])
  }

  @Test func chosenRowsAreCopiedWithoutAListOfColumns() throws {
    let some = try wide.features.selectingRows([3, 0, 0])
    isTooLarge { _ = try KNeighborsClassifier<Int>(neighbors: 1).fitted(to: some, [0, 1, 1]) }
    #expect(try some.selectingColumns([1]).matrix().elements == [1, 0, 0])
  }

  @Test func columnsThatAreNotFewOfManyRowsAreNotWrittenOut() throws {
    let rows = 1 << 20
    let many = try SparseMatrix(
      rows: rows, columns: Int(Int32.max), rowStarts: Array(repeating: 0, count: rows + 1), columnIndices: [],
      values: [])
    isTooLarge { _ = try many.dense }
    isTooLarge { _ = try many.features.matrix() }
    let moved = try SparseMatrix(
      rows: rows, columns: 1 << 20, rowStarts: Array(repeating: 0, count: rows + 1), columnIndices: [], values: []
    ).features.applying(
      ColumnAffine(scale: Array(repeating: 1, count: 1 << 20), shift: Array(repeating: 1, count: 1 << 20)))
    isTooLarge { _ = try Normalizer().fitted(to: moved).transform(moved) }
    isTooLarge { _ = try Binarizer().fitted(to: moved).transform(moved) }
    isTooLarge { _ = try ColumnTransformer(remainder: Passthrough()) { Columns(0) }.fitted(to: moved).transform(moved) }
  }

  @Test func matricesOfManyColumnsSquaredAreExplained() throws {
    let dense = Matrix<UInt8>(rows: 6, columns: 200_000, repeating: 1)
    let y = [0, 1, 0, 1, 0, 1]
    isTooLarge { _ = try LinearDiscriminantAnalysis<Int>().fitted(to: dense, y) }
    isTooLarge { _ = try RidgeClassifier<Int>().fitted(to: dense, y) }
    isTooLarge { _ = try PCA(solver: .covariance).fitted(to: dense) }
    // A few components of as many columns are no trouble.
    #expect(try PCA(components: .count(1), solver: .randomized).fitted(to: dense).explainedVariance == [0])
  }

  @Test func manyClassesOfManyRowsAreExplained() throws {
    let count = 1 << 24
    let labels = Array(0..<count)
    let binarizer = try LabelBinarizer<Int>().fitted(to: labels)
    isTooLarge { _ = try binarizer.transform(labels) }
  }

  /// What fits is not refused: a thousand columns, a million sparse ones.
  @Test func whatFitsIsFitted() throws {
    let sparse = try SparseMatrix(
      rows: 4, columns: 1 << 20, rowStarts: [0, 1, 2, 3, 4], columnIndices: [0, 1, 0, 1], values: [1, 1, 2, 1])
    for transformer in [StandardScaler(), MaxAbsScaler(), VarianceThreshold()] as [any Transformer] {
      #expect(throws: Never.self) { try transformer.fitted(to: sparse.features, targets: nil, weights: nil) }
    }
    let nearest = try KNeighborsClassifier<Int>(neighbors: 1).fitted(to: sparse, labels)
    #expect(try nearest.predict(sparse) == labels)
    let dense = Matrix<Double>(rows: 6, columns: 1000, repeating: 1)
    #expect(throws: Never.self) { try RidgeClassifier<Int>().fitted(to: dense, [0, 1, 0, 1, 0, 1]) }
  }

  private func isTooLarge(_ body: () throws -> Void) {
    do {
      try body()
      Issue.record("It went through")
    } catch {
      switch ((error as? EstimatorError)?.kind, (error as? MatrixError)?.kind) {
      case (.tooLarge(let what, let bytes, _, let instead), nil):
        #expect(bytes > 1 << 30 && !what.isEmpty && !instead.isEmpty)
      case (nil, .tooLarge(_, let bytes)): #expect(bytes > 1 << 30)
      default: Issue.record("\(error)")
      }
    }
  }
}
