import Estimators
import Testing
import _EstimatorTestSupport

extension KernelVariant: CustomTestStringConvertible {
  public var testDescription: String { name }
}

/// How far the sums may be from the naive ones, relative to the largest: products of up to 40 terms, sums of 300 rows.
private func tolerance(single: Bool) -> Double { single ? 2e-5 : 1e-12 }

@Suite struct LinearPassTests {
  private let sample = PassSample(rows: 300, columns: 37, classes: 5)

  private func expectClose(_ found: PassSums, _ expected: PassSums, single: Bool, _ comment: Comment) {
    let tolerance = tolerance(single: single)
    #expect(relativeError(found.losses, expected.losses) < tolerance, comment)
    #expect(relativeError(found.gradient, expected.gradient) < tolerance, comment)
    // Residuals cancel in their sums: what they are compared with is the weight of the rows.
    let weight = sample.weights.reduce(0, +)
    #expect(zip(found.residuals, expected.residuals).allSatisfy { abs($0 - $1) < tolerance * weight }, comment)
  }

  private func sides(_ columns: Int) -> [BinaryTarget] {
    (0..<columns).map {
      BinaryTarget(
        positiveClass: Int32($0 % 5), positiveWeight: 1 + Double($0) / 4, negativeWeight: $0 == 1 ? 0.5 : 1)
    }
  }

  /// Calls `body` for every variant, storage and precision.
  private func forEveryForm(_ body: (Features, KernelVariant, Bool, Comment) throws -> Void) throws {
    for storage in StoredAs.allCases {
      let x = try storage.features(sample.numbers)
      for variant in KernelVariant.all {
        for single in [false, true] { try body(x, variant, single, "\(storage), \(variant), single: \(single)") }
      }
    }
  }

  // Tiles are 5 columns wide, but never is the last one 1 wide. Up to 32 columns softmax takes several rows at a time.
  @Test(arguments: [5, 6, 7, 10, 11, 32, 33, 41], [false, true])
  func softmaxSumsAreThoseOfTheDefinition(columns: Int, weighted: Bool) throws {
    let w = PassSample.coefficients(columns * 37, size: 0.01, seed: columns)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    let weights = weighted ? sample.weights : nil
    let naive = NaivePass(x: sample.numbers, classes: sample.classes, weights: weights, sides: nil)
    let expected = naive.sums(weights: w, bias: bias)
    let targets = ClassRows(classes: sample.classes, weights: weights)
    try forEveryForm { x, variant, single, form in
      let pass = LinearPass(
        features: x, targets: targets, loss: .softmax, classCount: bias.count, variant: variant)
      expectClose(try pass.evaluate(weights: w, bias: bias, single: single), expected, single: single, form)
    }
  }

  /// Rows are read where they lie, of any width: the last vector of a row goes beyond it, into rows that are not chosen
  /// and hold no numbers, and at the end of the memory it must not.
  @Test(arguments: [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 48, 65], [2, 3, 5, 9, 12])
  func rowsOfAnyWidthAreReadWhereTheyLie(width: Int, columns: Int) throws {
    let sample = PassSample(rows: 91, columns: width, classes: 2)
    let chosen = (0..<91).filter { $0 % 3 != 1 }
    let w = PassSample.coefficients(columns * width, size: 0.01, seed: columns)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    let classes = chosen.map { sample.classes[$0] }
    let rows = try sample.numbers.features.selectingRows(chosen).matrix()
    let expected = NaivePass(x: rows, classes: classes, weights: nil, sides: nil).sums(weights: w, bias: bias)
    let whole = NaivePass(x: sample.numbers, classes: sample.classes, weights: nil, sides: nil)
      .sums(weights: w, bias: bias)
    for storage in StoredAs.allCases {
      let (all, holes) = (try storage.features(sample.numbers), try storage.features(sample.numbers, withoutRow: 1))
      for variant in KernelVariant.all {
        for single in [false, true] {
          func sums(_ x: Features, _ classes: [Int32]) throws -> PassSums {
            try LinearPass(
              features: x, targets: ClassRows(classes: classes, weights: nil), loss: .softmax, classCount: columns,
              variant: variant
            ).evaluate(weights: w, bias: bias, single: single)
          }
          let form: Comment = "\(storage), \(variant), single: \(single)"
          expectClose(try sums(all, sample.classes), whole, single: single, form)
          expectClose(try sums(holes.selectingRows(chosen), classes), expected, single: single, form)
        }
      }
    }
  }

  /// Strips of rows up to 128 columns, then row by row.
  @Test(arguments: [129, 600])
  func manyColumnsAreThoseOfTheDefinition(columns: Int) throws {
    let w = PassSample.coefficients(columns * 37, size: 0.01, seed: columns)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    let naive = NaivePass(x: sample.numbers, classes: sample.classes, weights: sample.weights, sides: nil)
    let expected = naive.sums(weights: w, bias: bias)
    for variant in KernelVariant.all {
      for single in [false, true] {
        let pass = LinearPass(
          features: sample.numbers.features, targets: ClassRows(classes: sample.classes, weights: sample.weights),
          loss: .softmax, classCount: columns, variant: variant)
        expectClose(
          try pass.evaluate(weights: w, bias: bias, single: single), expected, single: single,
          "\(variant), single: \(single)")
      }
    }
  }

  @Test(arguments: [1, 5, 16, 37], [false, true])
  func momentsAreThoseOfTheDefinition(width: Int, changed: Bool) throws {
    let sample = PassSample(rows: 300, columns: width, classes: 3)
    let change = try ColumnAffine(
      scale: (0..<width).map { 0.5 + Double($0) / 100 }, shift: (0..<width).map { Double($0) })
    let written = changed ? try sample.numbers.features.applying(change).matrix() : sample.numbers
    let total = sample.weights.reduce(0, +)
    for storage in StoredAs.allCases {
      let x = try storage.features(sample.numbers)
      let pass = LinearPass(
        features: changed ? try x.applying(change) : x,
        targets: ClassRows(classes: sample.classes, weights: sample.weights), loss: .softmax, classCount: 3)
      let found = try pass.columnMoments(columns: 3)
      for j in 0..<width {
        let mean = (0..<300).reduce(0.0) { $0 + sample.weights[$1] * written[$1, j] } / total
        let square = (0..<300).reduce(0.0) { $0 + sample.weights[$1] * written[$1, j] * written[$1, j] } / total
        #expect(abs(found.means[j] - mean) <= 1e-5 * square.squareRoot(), "\(storage)")
        #expect(abs(found.squares[j] - square) <= 1e-5 * square, "\(storage)")
      }
    }
  }

  @Test(arguments: [5, 33], [false, true])
  func theCurvatureInTheScoresIsThatOfTheDefinition(columns: Int, weighted: Bool) throws {
    let w = PassSample.coefficients(columns * 37, size: 0.01, seed: columns)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    let weights = weighted ? sample.weights : nil
    let scores = try linearScores(
      sample.numbers.features, weights: Matrix(rows: columns, columns: 37, w), bias: bias)
    let p = scores.softmax()
    var softmax = [Double](repeating: 0, count: columns * columns)
    var logistic = [Double](repeating: 0, count: columns)
    for i in 0..<p.rows {
      let s = weights?[i] ?? 1
      for k in 0..<columns {
        logistic[k] += s * sigmoid(scores[i, k]) * sigmoid(-scores[i, k])
        for l in 0..<columns { softmax[k * columns + l] += s * p[i, k] * ((k == l ? 1 : 0) - p[i, l]) }
      }
    }
    for variant in KernelVariant.all {
      let targets = ClassRows(
        classes: sample.classes, weights: weights, sides: (0..<columns).map { BinaryTarget(positiveClass: Int32($0)) })
      let joint = LinearPass(
        features: sample.numbers.features, targets: targets, loss: .softmax, classCount: columns, variant: variant)
      let found = try joint.evaluate(weights: w, bias: bias, withCurvature: true).curvature
      #expect(relativeError(found, softmax) < 1e-12, "\(variant)")
      let apart = LinearPass(features: sample.numbers.features, targets: targets, loss: .logistic, variant: variant)
      let single = try apart.evaluate(weights: w, bias: bias, problems: Array(0..<columns), withCurvature: true)
        .curvature
      #expect(relativeError(single, logistic) < 1e-12, "\(variant)")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 8, 9, 17], [false, true])
  func logisticSumsAreThoseOfTheDefinition(columns: Int, weighted: Bool) throws {
    let w = PassSample.coefficients(columns * 37, size: 0.01, seed: columns)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    let weights = weighted ? sample.weights : nil
    let naive = NaivePass(x: sample.numbers, classes: sample.classes, weights: weights, sides: sides(columns))
    let expected = naive.sums(weights: w, bias: bias)
    let targets = ClassRows(classes: sample.classes, weights: weights, sides: sides(columns))
    try forEveryForm { x, variant, single, form in
      let pass = LinearPass(features: x, targets: targets, loss: .logistic, variant: variant)
      let found = try pass.evaluate(weights: w, bias: bias, problems: Array(0..<columns), single: single)
      expectClose(found, expected, single: single, form)
    }
  }

  /// Without weights a pass takes another way. Weights of 1e-300 change no digit, but take the usual one.
  @Test(arguments: [LossKind.softmax, .logistic], [false, true])
  func aPassWithoutWeightsIsThatWithTinyOnes(loss: LossKind, weighted: Bool) throws {
    let rows = (0..<250).map { ($0 * 7) % 300 } + [3, 3, 3]
    let change = try ColumnAffine(
      scale: (0..<37).map { 0.01 + Double($0) / 1000 }, shift: (0..<37).map { Double($0) / 10 })
    // Mostly zeros, as rows must be to be packed.
    let numbers = PassSample(rows: 3000, columns: 37, classes: 5).numbers.map { $0 > 200 ? $0 : 0 }
    let all = (0..<3000).map { Int32($0 * 7 % 11 % 5) }
    let bias = [0.3, -0.2, 0, 1, 0.1, -2]
    for storage in StoredAs.allCases {
      let stored = try storage.features(numbers)
      for (x, classes) in [
        (stored, all), (try stored.applying(change), all), (try stored.selectingRows(rows), rows.map { all[$0] }),
      ] {
        let weights = weighted ? classes.indices.map { Double($0 % 4) } : nil
        let targets = ClassRows(classes: classes, weights: weights, sides: sides(6))
        let pass = LinearPass(features: x, targets: targets, loss: loss, classCount: 6)
        func sums(_ weight: Double) throws -> PassSums {
          try pass.evaluate(
            weights: Array(repeating: weight, count: 6 * 37), bias: bias, problems: Array(0..<6), withCurvature: true)
        }
        let (quick, usual) = (try sums(0), try sums(1e-300))
        #expect(relativeError(quick.losses, usual.losses) < 1e-12, "\(storage)")
        #expect(relativeError(quick.gradient, usual.gradient) < 1e-12, "\(storage)")
        #expect(relativeError(quick.curvature, usual.curvature) < 1e-12, "\(storage)")
        let total = weights?.reduce(0, +) ?? Double(classes.count)
        #expect(zip(quick.residuals, usual.residuals).allSatisfy { abs($0 - $1) < 1e-12 * total }, "\(storage)")
      }
    }
  }

  @Test(arguments: StoredAs.allCases)
  func aFewProblemsMayBeEvaluatedAlone(storage: StoredAs) throws {
    let targets = ClassRows(classes: sample.classes, weights: sample.weights, sides: sides(5))
    let pass = LinearPass(features: try storage.features(sample.numbers), targets: targets, loss: .logistic)
    let w = PassSample.coefficients(5 * 37, size: 0.01, seed: 1)
    let all = try pass.evaluate(weights: w, bias: [0, 0, 0, 0, 0], problems: [0, 1, 2, 3, 4])
    let two = try pass.evaluate(
      weights: Array(w[3 * 37..<4 * 37] + w[37..<2 * 37]), bias: [0, 0], problems: [3, 1])
    #expect(relativeError(two.losses, [all.losses[3], all.losses[1]]) < 1e-13)
    #expect(relativeError(two.gradient, Array(all.gradient[3 * 37..<4 * 37] + all.gradient[37..<2 * 37])) < 1e-12)
  }

  @Test func chosenRowsAndScaledColumnsAreReadAsIfWrittenDown() throws {
    let rows = (0..<250).map { ($0 * 7) % 300 } + [3, 3, 3]
    let change = try ColumnAffine(
      scale: (0..<37).map { 0.01 + Double($0) / 1000 }, shift: (0..<37).map { Double($0 * 3) })
    let classes = rows.map { sample.classes[$0] }
    let weights = rows.map { sample.weights[$0] }
    let w = PassSample.coefficients(5 * 37, size: 0.3, seed: 1)
    let bias = [0, 0.1, 0.2, -0.1, 0]
    let written = try sample.numbers.features.applying(change).selectingRows(rows).matrix()
    let expected = NaivePass(x: written, classes: classes, weights: weights, sides: nil).sums(weights: w, bias: bias)
    let targets = ClassRows(classes: classes, weights: weights)
    try forEveryForm { x, variant, single, form in
      let x = try x.applying(change).selectingRows(rows)
      let pass = LinearPass(
        features: x, targets: targets, loss: .softmax, classCount: bias.count, variant: variant)
      expectClose(try pass.evaluate(weights: w, bias: bias, single: single), expected, single: single, form)
    }
  }

  @Test(arguments: [LossKind.softmax, .logistic])
  func theGradientIsThatOfTheLoss(loss: LossKind) throws {
    let x = sample.numbers.map { $0 / 255 }.features
    let targets = ClassRows(classes: sample.classes, weights: sample.weights, sides: sides(5))
    let pass = LinearPass(features: x, targets: targets, loss: loss, classCount: 5)
    let point = PassSample.coefficients(5 * 38, size: 0.5, seed: 2)
    func sums(_ point: [Double]) throws -> PassSums {
      try pass.evaluate(weights: Array(point[5...]), bias: Array(point[..<5]), problems: [0, 1, 2, 3, 4])
    }
    let differences = try centralDifferences({ try sums($0).losses.reduce(0, +) }, at: point, step: 1e-3)
    let found = try sums(point)
    #expect(relativeError(found.residuals + found.gradient, differences) < 1e-10)
  }

  @Test(arguments: KernelVariant.all, [false, true])
  func scoresFarFromZeroStayExact(variant: KernelVariant, single: Bool) throws {
    // Scores of ±1e4: one row right, one wrong, one undecided.
    let x = try Matrix([[1.0], [1], [0]]).features
    let softmax = LinearPass(
      features: x, targets: ClassRows(classes: [0, 1, 0], weights: nil), loss: .softmax, classCount: 2, variant: variant
    )
    let one = try softmax.evaluate(weights: [1e4, -1e4], bias: [0, 0], single: single)
    #expect(abs(one.losses[0] - (2e4 + 0.6931471805599453)) < 1e-2)
    #expect(one.residuals == [0.5, -0.5])
    #expect(one.gradient == [1, -1])
    let logistic = LinearPass(
      features: x, targets: ClassRows(classes: [0, 1, 0], weights: nil, sides: [BinaryTarget(positiveClass: 0)]),
      loss: .logistic, variant: variant)
    let two = try logistic.evaluate(weights: [1e4], bias: [0], problems: [0], single: single)
    #expect(abs(two.losses[0] - (1e4 + 0.6931471805599453)) < 1e-2)
    #expect(two.residuals == [0.5])
    #expect(two.gradient == [1])
  }

  @Test(arguments: KernelVariant.all)
  func anAlmostCertainRowKeepsItsTinyLossAndGradient(variant: KernelVariant) throws {
    let x = try Matrix([[1.0]]).features
    let expected = 4.248354255291589e-18  // exp(−40), and ln(1 + exp(−40))
    let softmax = LinearPass(
      features: x, targets: ClassRows(classes: [0], weights: nil), loss: .softmax, classCount: 2, variant: variant)
    let one = try softmax.evaluate(weights: [40, 0], bias: [0, 0])
    #expect(abs(one.losses[0] / expected - 1) < 1e-14)
    #expect(abs(one.gradient[0] / -expected - 1) < 1e-14)
    #expect(abs(one.gradient[1] / expected - 1) < 1e-14)
    let logistic = LinearPass(
      features: x, targets: ClassRows(classes: [0], weights: nil, sides: [BinaryTarget(positiveClass: 0)]),
      loss: .logistic, variant: variant)
    let two = try logistic.evaluate(weights: [40], bias: [0], problems: [0])
    #expect(abs(two.losses[0] / expected - 1) < 1e-14)
    #expect(abs(two.gradient[0] / -expected - 1) < 1e-14)
  }
}

extension StoredAs {
  /// The numbers of a matrix, in whose rows 1, 4, 7 and so on stand numbers that are none, where the storage has such.
  fileprivate func features(_ matrix: Matrix<Double>, withoutRow first: Int) throws -> Features {
    func hole(_ index: Int) -> Bool { index / matrix.columns % 3 == first }
    let places = Matrix(rows: matrix.rows, columns: matrix.columns, repeating: 0.0)
    switch self {
    case .float:
      let numbers = matrix.elements.enumerated().map { hole($0) ? Float.nan : Float($1) }
      return try Matrix(rows: places.rows, columns: places.columns, numbers).features
    case .double:
      let numbers = matrix.elements.enumerated().map { hole($0) ? Double.infinity : $1 }
      return try Matrix(rows: places.rows, columns: places.columns, numbers).features
    case .bytes, .sparse: return try features(matrix)
    }
  }
}
