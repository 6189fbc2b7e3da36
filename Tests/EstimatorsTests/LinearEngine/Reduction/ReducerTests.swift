import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Sums of several processes have the bits of those of one.
@Suite struct ReducerTests {
  /// Holds the chunks of several ranks, each of which sees only its own run of them.
  struct PretendRanks: Reducer {
    let ranks: Int

    func runs(of chunks: Int) -> [Range<Int>] {
      (0..<ranks).map { chunks * $0 / ranks..<chunks * ($0 + 1) / ranks }
    }

    func total(_ mine: [ChunkSum], of chunks: Int) throws -> [Double] {
      for rank in runs(of: chunks) {
        let own = mine.filter { rank.contains($0.first) }
        // What crosses the network is little: at most two subtrees of each size.
        #expect(Dictionary(grouping: own, by: \.size).values.allSatisfy { $0.count <= 2 })
      }
      return try ChunkTree.total(mine, of: chunks)
    }
  }

  private static func tree(_ chunks: [[Double]]) -> [Double] {
    var (sums, distance) = (chunks, 1)
    while distance < sums.count {
      for i in stride(from: 0, to: sums.count - distance, by: 2 * distance) {
        for j in sums[i].indices { sums[i][j] += sums[i + distance][j] }
      }
      distance *= 2
    }
    return sums[0]
  }

  /// Ranks without a chunk included.
  @Test(arguments: [1, 2, 6, 24, 61, 64], 1...7)
  func subtreesOfRunsGiveTheTree(chunks: Int, ranks: Int) throws {
    var random = RandomState(UInt32(chunks * 10 + ranks))
    for _ in 0..<20 {
      let sums = (0..<chunks).map { _ in [random.random() - 0.5, random.random() * 1e9, random.random()] }
      let parts = PretendRanks(ranks: ranks).runs(of: chunks).flatMap { run in
        ChunkTree.subtrees(of: run, of: chunks).map { first, size in
          ChunkSum(first: first, size: size, sum: Self.tree(Array(sums[first..<min(chunks, first + size)])))
        }
      }
      #expect(try ChunkTree.total(parts, of: chunks) == Self.tree(sums))
    }
  }

  @Test func aMissingChunkIsNoticed() {
    let parts = [ChunkSum(first: 0, size: 2, sum: [1]), ChunkSum(first: 3, size: 1, sum: [1])]
    #expect(throws: EstimatorError.self) { try ChunkTree.total(parts, of: 4) }
    let unlike = [ChunkSum(first: 0, size: 2, sum: [1]), ChunkSum(first: 2, size: 2, sum: [1, 2])]
    #expect(throws: EstimatorError.self) { try ChunkTree.total(unlike, of: 4) }
  }

  @Test(arguments: [LossKind.softmax, .logistic], 1...5)
  func everySumOfAPassHasTheBitsOfOneProcess(loss: LossKind, ranks: Int) throws {
    // Dense rows, packed rows, sparse rows, in one and in several chunks.
    for (rows, storage) in [(100, StoredAs.double), (3000, .double), (5000, .bytes), (1500, .sparse)] {
      let sample = PassSample(rows: rows, columns: 40, classes: 5)
      let x = try storage.features(sample.numbers)
      func sums(_ reducer: any Reducer, single: Bool) throws -> PassSums {
        let sides = (0..<5).map { BinaryTarget(positiveClass: Int32($0)) }
        let rows = ClassRows(classes: sample.classes, weights: sample.weights, sides: sides)
        return try LinearPass(features: x, loss: rows.loss(loss, classCount: 5), reducer: reducer).evaluate(
          weights: PassSample.coefficients(200, size: 0.01, seed: 1), bias: [0.1, 0, -0.1, 0.2, 0],
          problems: [0, 1, 2, 3, 4], withCurvature: true, single: single)
      }
      for single in [false, true] {
        #expect(try sums(PretendRanks(ranks: ranks), single: single) == sums(OneProcess(), single: single))
      }
    }
  }

  @Test(arguments: 1...5)
  func aFitOverSeveralRanksHasTheBitsOfOne(ranks: Int) throws {
    let digits = try Digits.load()
    let n = 1000
    let x = try digits.features.features.selectingRows(Array(0..<n))
    let classes = digits.labels[..<n].map { Int32($0) }
    func fit(_ reducer: any Reducer) throws -> (BatchMinimum, Certificate?) {
      let loss = SoftmaxLoss(RowTargets(classes: Array(classes), weights: nil), classCount: 10)
      let objective = LinearEvaluator(
        features: x, loss: loss, hasIntercept: true, weightTotal: Double(n),
        penalty: .l2(1 / Double(n), features: 64), reducer: reducer)
      objective.keepsScoreCurvature = true
      let preconditioner = try objective.preconditioner()
      let start = [Double](repeating: 0, count: objective.parameterCount)
      var minimum = try BatchMinimizer(rule: StoppingRule(tolerance: 1e-5, maxIterations: 100)) { _ in
        LBFGS(memory: 10, preconditioner: preconditioner)
      }.minimize(objective, from: [start]) { _ in .proceed }
      let certificate = try Certifier(objective).certify(&minimum, tolerance: 1e-5)
      return (minimum, certificate)
    }
    // As in every fit: OpenBLAS with several threads may give other bits.
    let (one, several) = try BLAS.singleThreaded { (try fit(OneProcess()), try fit(PretendRanks(ranks: ranks))) }
    #expect(several.0.minima[0].iterate.point == one.0.minima[0].iterate.point)
    #expect(several.0.history == one.0.history)
    #expect(several.1 == one.1 && one.1 != nil)
  }

  @Test func whatAReducerThrowsReachesTheCaller() throws {
    struct Unreachable: Reducer {
      func runs(of chunks: Int) -> [Range<Int>] { [] }
      func total(_ mine: [ChunkSum], of chunks: Int) throws -> [Double] { throw CancellationError() }
    }
    let sample = PassSample(rows: 100, columns: 4, classes: 3)
    let loss = SoftmaxLoss(RowTargets(classes: sample.classes, weights: nil), classCount: 3)
    let pass = LinearPass(features: sample.numbers.features, loss: loss, reducer: Unreachable())
    #expect(throws: CancellationError.self) {
      try pass.evaluate(weights: PassSample.coefficients(12, size: 1, seed: 2), bias: [0, 0, 0])
    }
  }
}
