import Estimators
import Testing
import _EstimatorTestSupport

/// Dense data that are mostly zeros are packed for enough score columns; sums stay those of the definition.
@Suite(.tags(.slow)) struct CompressedRowsTests {
  private static let (rows, columns) = (700, 163)

  /// Four in five numbers are 0, whole numbers in 0...255, enough of them to be packed.
  private static let numbers: Matrix<Double> = {
    var random = RandomState(5)
    return Matrix(rows: rows, columns: columns, repeating: 0).map { _ in
      random.random() < 0.2 ? (1 + 254 * random.random()).rounded() : 0
    }
  }()

  private func targets(classes: Int) -> ClassRows {
    ClassRows(
      classes: (0..<Self.rows).map { Int32($0 * 7 % classes) }, weights: (0..<Self.rows).map { 0.5 + Double($0 % 3) })
  }

  @Test func onlyDenseDataOfMostlyZerosArePacked() throws {
    func isPacked(_ x: Features, columns: Int) -> Bool {
      let pass = LinearPass(
        features: x, targets: targets(classes: 10), loss: .softmax, classCount: 10, variant: KernelVariant.all[0])
      return pass.packsRows(columns: columns)
    }
    for storage in [StoredAs.bytes, .float, .double] {
      let x = try storage.features(Self.numbers)
      #expect(isPacked(x, columns: 10))
      #expect(!isPacked(x, columns: 2))
    }
    #expect(!isPacked(Self.numbers.map { $0 + 1 }.features, columns: 10))
  }

  // 16 numbers are a whole vector of Float; 70 take two groups of four vectors.
  @Test(arguments: [5, 10, 16, 17, 70], [false, true])
  func sumsAreThoseOfTheDefinition(classes: Int, withChange: Bool) throws {
    let change = try ColumnAffine(
      scale: (0..<Self.columns).map { (1 + Double($0) / 100) / 255 }, shift: (0..<Self.columns).map { Double($0 % 5) })
    let targets = targets(classes: classes)
    let w = PassSample.coefficients(classes * Self.columns, size: withChange ? 0.1 : 1e-3, seed: 1)
    let bias = PassSample.coefficients(classes, size: 1, seed: 2)
    func changed(_ x: Features) throws -> Features { withChange ? try x.applying(change) : x }
    let naive = NaivePass(
      x: try changed(Self.numbers.features).matrix(), classes: (0..<Self.rows).map { Int32($0 * 7 % classes) },
      weights: (0..<Self.rows).map { 0.5 + Double($0 % 3) }, sides: nil)
    let expected = naive.sums(weights: w, bias: bias)
    for storage in [StoredAs.bytes, .float, .double] {
      let x = try changed(storage.features(Self.numbers))
      for variant in KernelVariant.all {
        for single in [false, true] {
          let found = try LinearPass(
            features: x, targets: targets, loss: .softmax, classCount: bias.count, variant: variant
          )
          .evaluate(weights: w, bias: bias, single: single)
          // Some 33 products a row, 700 rows summed up in Float before they are added in Double.
          let tolerance = single ? 1e-4 : 1e-12
          let form: Comment = "\(storage), \(variant), single: \(single)"
          #expect(relativeError(found.losses, expected.losses) < tolerance, form)
          #expect(relativeError(found.gradient, expected.gradient) < tolerance, form)
        }
      }
    }
  }

  @Test func chosenRowsArePackedAsTheyAreChosen() throws {
    let chosen = (0..<Self.rows).filter { $0 % 11 != 3 }.reversed().map { $0 }
    let x = try StoredAs.bytes.features(Self.numbers).selectingRows(chosen)
    let copy = try StoredAs.bytes.features(
      Matrix(rows: chosen.count, columns: Self.columns, chosen.flatMap { Array(Self.numbers[row: $0]) }))
    let targets = ClassRows(classes: chosen.indices.map { Int32($0 % 10) }, weights: nil)
    let w = PassSample.coefficients(10 * Self.columns, size: 1e-3, seed: 1)
    let sums = try [x, copy].map {
      try LinearPass(features: $0, targets: targets, loss: .softmax, classCount: 10).evaluate(
        weights: w, bias: Array(repeating: 0, count: 10))
    }
    #expect(sums[0] == sums[1])
  }

  @Test func threadsDoNotChangeABitOfAFit() throws {
    let x = try StoredAs.bytes.features(Self.numbers)
    let y = (0..<Self.rows).map { $0 * 7 % 10 }
    let before = Parallelism.threads
    defer { Parallelism.threads = before }
    let models = try [1, 2, 5].map { threads in
      Parallelism.threads = threads
      return try LogisticRegression(c: 0.01, tolerance: 1e-6).fitted(to: x, y)
    }
    #expect(models.allSatisfy { $0 == models[0] })
  }
}
