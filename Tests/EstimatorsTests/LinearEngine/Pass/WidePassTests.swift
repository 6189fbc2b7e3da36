import Estimators
import Testing
import _EstimatorTestSupport

/// Sparse rows of very many columns are summed up strip by strip; sums stay those of the definition.
@Suite struct WidePassTests {
  /// So many columns that a gradient of ten classes does not fit a cache. Numbers stand in every 500th of them, so that
  /// the definition can be written down densely.
  private static let (rows, columns, distance) = (5000, 40_000, 500)

  /// A tenth of the numbers are not 0, and none of the first column: more than Float is to add up.
  private static let numbers: Matrix<Double> = {
    var random = RandomState(5)
    var few = Matrix(rows: rows, columns: columns / distance, repeating: 0.0).map { _ in
      random.random() < 0.1 ? random.random() - 0.3 : 0
    }
    for row in 0..<rows { few[row, 0] = 0.5 + random.random() }
    return few
  }()

  private static func spread(_ few: Matrix<Double>) throws -> SparseMatrix {
    let sparse = try SparseMatrix(few)
    return try SparseMatrix(
      rows: few.rows, columns: columns, rowStarts: sparse.rowStarts,
      columnIndices: sparse.columnIndices.map { $0 * Int32(distance) }, values: sparse.values)
  }

  private func gathered(_ spread: [Double]) -> [Double] {
    stride(from: 0, to: spread.count, by: Self.distance).map { spread[$0] }
  }

  private let classes = (0..<Self.rows).map { Int32($0 * 7 % 10) }
  private let weights = (0..<Self.rows).map { 0.5 + Double($0 % 3) }
  private let sides = (0..<10).map {
    BinaryTarget(positiveClass: Int32($0), positiveWeight: 1 + Double($0) / 4, negativeWeight: 1.5 - Double($0) / 10)
  }

  @Test(arguments: [LossKind.softmax, .logistic], [0, 0.1])
  func sumsAreThoseOfTheDefinition(loss: LossKind, size: Double) throws {
    let sides = loss == .logistic ? sides : []
    let targets = ClassRows(classes: classes, weights: weights, sides: sides)
    // Where all weights are 0, sums by class say it all.
    let w = PassSample.coefficients(10 * Self.columns, size: size, seed: 1)
    let bias = PassSample.coefficients(10, size: 1, seed: 2)
    let naive = NaivePass(
      x: Self.numbers, classes: classes, weights: weights, sides: loss == .logistic ? sides : nil)
    let expected = naive.sums(weights: gathered(w), bias: bias)
    let x = try Self.spread(Self.numbers).features
    for variant in KernelVariant.all {
      for single in [false, true] {
        let found = try LinearPass(
          features: x, targets: targets, loss: loss, classCount: 10, variant: variant
        ).evaluate(weights: w, bias: bias, problems: Array(sides.indices), single: single)
        let tolerance = single ? 1e-5 : 1e-12
        let form: Comment = "\(variant), single: \(single)"
        #expect(relativeError(found.losses, expected.losses) < tolerance, form)
        #expect(relativeError(found.residuals, expected.residuals) < tolerance, form)
        #expect(relativeError(gathered(found.gradient), expected.gradient) < tolerance, form)
        #expect(found.gradient.indices.allSatisfy { $0 % Self.distance == 0 || found.gradient[$0] == 0 }, form)
      }
    }
  }

  @Test func scaledColumnsAreScaledInTheSums() throws {
    let scale = (0..<Self.columns).map { 1 + Double($0 % 9) }
    let x = try Self.spread(Self.numbers).features
    let scaled = try x.applying(ColumnAffine(scale: scale, shift: scale.map { _ in 0 }))
    let w = PassSample.coefficients(10 * Self.columns, size: 0.1, seed: 1)
    let sums = [x, scaled].map {
      LinearPass(features: $0, targets: ClassRows(classes: classes, weights: nil), loss: .softmax, classCount: 10)
    }
    let bias = PassSample.coefficients(10, size: 1, seed: 2)
    let plain = try sums[0].evaluate(weights: w.indices.map { w[$0] * scale[$0 % Self.columns] }, bias: bias)
    let changed = try sums[1].evaluate(weights: w, bias: bias)
    let expected = plain.gradient.indices.map { plain.gradient[$0] * scale[$0 % Self.columns] }
    #expect(relativeError(changed.gradient, expected) < 1e-12)
  }

  @Test func chosenRowsAreTakenAsTheyAreChosen() throws {
    let chosen = (0..<Self.rows).filter { $0 % 11 != 3 }.reversed().map { $0 }
    let x = try Self.spread(Self.numbers).features.selectingRows(chosen)
    let copy = try Self.spread(
      Matrix(rows: chosen.count, columns: Self.numbers.columns, chosen.flatMap { Array(Self.numbers[row: $0]) })
    ).features
    let targets = ClassRows(classes: chosen.indices.map { Int32($0 % 10) }, weights: nil)
    for size in [0, 0.1] {
      let w = PassSample.coefficients(10 * Self.columns, size: size, seed: 1)
      let sums = try [x, copy].map {
        try LinearPass(features: $0, targets: targets, loss: .softmax, classCount: 10).evaluate(
          weights: w, bias: Array(repeating: 0, count: 10))
      }
      #expect(sums[0] == sums[1])
    }
  }

  @Test func threadsDoNotChangeABitOfAFit() throws {
    let x = try Self.spread(Self.numbers).features
    let before = Parallelism.threads
    defer { Parallelism.threads = before }
    let models = try [1, 2, 5].map { threads in
      Parallelism.threads = threads
      return try LogisticRegression(c: 0.01, tolerance: 1e-5).fitted(to: x, classes.map(Int.init))
    }
    #expect(models.allSatisfy { $0 == models[0] })
    #expect(models[0].report.method.contains("single precision"))
  }
}
