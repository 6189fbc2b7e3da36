import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// The class of the nearest mean, by chosen columns alone.
private struct NearestMeanModel: ClassifierModel {
  let classes: [Int]
  let means: [[Double]]
  let columns: [Int]

  func decisionFunction(_ x: Features) throws -> Matrix<Double> {
    let x = try x.matrix()
    return try Matrix(
      (0..<x.rows).map { row in
        means.map { mean in -columns.reduce(0) { $0 + (x[row, $1] - mean[$1]) * (x[row, $1] - mean[$1]) } }
      })
  }
}

private struct Answer: Decodable {
  struct Case: Decodable {
    let seed: UInt32
    let repeats: Int
    let weighted: Bool
    let importances: [[Double]]
    let means: [Double]
    let deviations: [Double]
  }

  let means: [[Double]]
  let cases: [Case]
}

@Suite struct PermutationImportanceTests {
  private static let answer = Result { try Reference.load("permutation-importance", as: Answer.self) }
  private static let iris = Result { try Iris.load() }

  private func rule(_ columns: [Int] = [2, 3]) throws -> NearestMeanModel {
    NearestMeanModel(classes: [0, 1, 2], means: try Self.answer.get().means, columns: columns)
  }

  /// scikit-learn's orders, scores, means and deviations, whatever the storage.
  @Test(arguments: [StoredAs.double, .sparse])
  func agreesWithScikitLearn(storage: StoredAs) throws {
    let iris = try Self.iris.get()
    let x = try storage.features(iris.features)
    for testCase in try Self.answer.get().cases {
      let weights = testCase.weighted ? iris.labels.indices.map { Double($0 % 3 + 1) } : nil
      let found = try permutationImportance(
        of: rule(), x, iris.labels, sampleWeight: weights, repeats: testCase.repeats, randomState: testCase.seed)
      #expect(found.isComplete && found.features.map(\.column) == [0, 1, 2, 3])
      for (feature, expected) in zip(found.features, testCase.importances) {
        #expect(zip(feature.values, expected).count { abs($0 - $1) < 1e-12 } == testCase.repeats)
      }
      #expect(zip(found.features, testCase.means).count { abs($0.mean - $1) < 1e-12 } == 4)
      #expect(zip(found.features, testCase.deviations).count { abs($0.standardDeviation - $1) < 1e-12 } == 4)
    }
  }

  @Test func anIgnoredColumnHasImportanceZero() throws {
    let iris = try Self.iris.get()
    let found = try permutationImportance(of: rule(), iris.features, iris.labels, scoring: .logLoss, repeats: 3)
    #expect(found.features[0].values == [0, 0, 0] && found.features[1].values == [0, 0, 0])
    #expect(found.features[0].standardDeviation == 0)
    #expect(found.features[2].mean > 0)
  }

  /// Of a model that reads one column, shuffling leaves chance: the accuracy of labels in that order, by hand.
  @Test func theOnlyUsedColumnFallsToWhatShuffledLabelsGive() throws {
    let values = (0..<60).map { $0 % 3 }
    let x = try Matrix(values.map { [Double($0), 1] })
    let model = NearestMeanModel(classes: [0, 1, 2], means: [[0, 0], [1, 0], [2, 0]], columns: [0])
    let found = try permutationImportance(of: model, x, values, repeats: 200, randomState: 3)
    #expect(found.baseline == 1)
    #expect(abs(found.features[0].mean - 2.0 / 3) < 0.02)
    #expect(found.features[1].values.allSatisfy { $0 == 0 })
    // The first order by hand: the seed of the columns is drawn from the caller's.
    var first = RandomState(3)
    var random = RandomState(UInt32(try first.integers(in: 0..<1 << 31, count: 1)[0]))
    var order = Array(0..<60)
    random.shuffle(&order)
    let right = order.enumerated().count { values[$0.offset] == values[$0.element] }
    #expect(abs(found.features[0].values[0] - (1 - Double(right) / 60)) < 1e-15)
  }

  @Test func lossesCountUpwards() throws {
    let iris = try Self.iris.get()
    let model = try LogisticRegression().fitted(to: iris.features, iris.labels)
    let found = try permutationImportance(of: model, iris.features, iris.labels, scoring: .logLoss)
    #expect(found.scorer == "log-loss")
    #expect(found.features[2].mean > 0.3)
    #expect(found.ranked[0].column == 2)
  }

  @Test func theCallersDataStayAsTheyWereAndTheResultDoesNotDependOnThreads() throws {
    let iris = try Self.iris.get()
    let before = iris.features.elements
    let model = try Pipeline {
      StandardScaler()
      LogisticRegression()
    }.fitted(to: iris.features, iris.labels)
    let even = iris.labels.indices.filter { $0 % 2 == 0 }
    let chosen = try iris.features.features.named(iris.featureNames).selectingRows(even)
    let labels = even.map { iris.labels[$0] }
    let one = try Parallelism.withThreads(1) { try permutationImportance(of: model, chosen, labels, randomState: 9) }
    let four = try Parallelism.withThreads(4) { try permutationImportance(of: model, chosen, labels, randomState: 9) }
    #expect(one == four)
    #expect(one.features.map(\.name) == iris.featureNames)
    #expect(one[iris.featureNames[2]]?.column == 2 && one["none"] == nil)
    #expect(iris.features.elements == before)
    #expect(try one != permutationImportance(of: model, chosen, labels, randomState: 10))
  }

  @Test func everyStorageGivesTheSame() throws {
    let digits = try Digits.load()
    let (x, y) = (digits.features[rows: ..<200], Array(digits.labels.prefix(200)))
    let model = try LogisticRegression(precision: .double).fitted(to: x, y)
    let bytes = try permutationImportance(of: model, x, y, repeats: 2)
    let doubles = x.map(Double.init)
    #expect(try permutationImportance(of: model, doubles, y, repeats: 2) == bytes)
    #expect(try permutationImportance(of: model, SparseMatrix(doubles), y, repeats: 2) == bytes)
  }

  @Test func rowsWithoutWeightAreAbsent() throws {
    let iris = try Self.iris.get()
    let weights = iris.labels.indices.map { $0 % 2 == 0 ? 2.0 : 0 }
    let kept = iris.labels.indices.filter { $0 % 2 == 0 }
    let some = try iris.features.features.selectingRows(kept)
    #expect(
      try permutationImportance(of: rule(), iris.features, iris.labels, sampleWeight: weights)
        == permutationImportance(
          of: rule(), some, kept.map { iris.labels[$0] }, sampleWeight: kept.map { _ in 2 }))
  }

  /// The columns of the table are judged, not what is made of them.
  @Test func tablesAreJudgedByTheirOwnColumns() throws {
    let (table, kinds) = try PrintedThings.fruit()
    var pipeline = PrintedThings.fruitPipeline
    #expect(EstimatorError.Code.notFitted ~= thrown { try permutationImportance(of: pipeline, table, kinds) })
    try pipeline.fit(table, kinds)
    let found = try permutationImportance(of: pipeline, table, kinds, repeats: 3)
    #expect(found.features.map(\.name) == ["weight", "colour", "noise"])
    #expect(found["noise"]?.values == [0, 0, 0])
    #expect(found.ranked[0].name == "colour")
    let weights = kinds.indices.map { $0 < 30 ? 1.0 : 0 }
    let half = try table.selecting(rows: Array(0..<30))
    #expect(
      try permutationImportance(of: pipeline, table, kinds, sampleWeight: weights, repeats: 3)
        == permutationImportance(
          of: pipeline, half, kinds.prefix(30), sampleWeight: [Double](repeating: 1, count: 30), repeats: 3))
  }

  @Test func stoppingKeepsWhatIsDone() throws {
    let iris = try Self.iris.get()
    let found = try permutationImportance(of: rule(), iris.features, iris.labels) { $0.number == 2 ? .stop : .proceed }
    #expect(!found.isComplete && found.features.count >= 2)
    #expect("\(found)".hasSuffix("\(found.features.count) of 4 columns were done."))
    let error = #expect(throws: FoldsInterrupted<PermutationImportance>.self) {
      try permutationImportance(of: rule(), iris.features, iris.labels) { _ in throw CancellationError() }
    }
    #expect(error?.description.contains("of 4 columns") == true)
  }

  @Test func intervalsAreStudents() throws {
    let iris = try Self.iris.get()
    let feature = try permutationImportance(of: rule(), iris.features, iris.labels).features[2]
    let interval = try #require(try feature.interval())
    // Five repeats: t₄(0.975) = 2.776, of the sample deviation over √5.
    let half = 2.7764451052 * feature.standardDeviation * (5.0 / 4).squareRoot() / 5.0.squareRoot()
    #expect(abs(interval.upperBound - feature.mean - half) < 1e-9)
    let single = try permutationImportance(of: rule(), iris.features, iris.labels, repeats: 1)
    #expect(try single.features[2].interval() == nil)
    #expect(refusedSetting { try feature.interval(confidence: 1) } == "confidence")
  }

  @Test func itPrintsTheMostImportantFirst() throws {
    let iris = try Self.iris.get()
    let x = try iris.features.features.named(iris.featureNames)
    let lines = "\(try permutationImportance(of: rule(), x, iris.labels))".split(separator: "\n")
    #expect(lines[0] == "How much accuracy, 0.9600, loses without a feature (5 repeats):")
    #expect(lines[1] == "petal length (cm)  0.6067  ± 0.0507")
    #expect(lines.count == 6 && lines[5].hasPrefix("± is half of the 95 % interval"))
    let table = try permutationImportance(of: rule(), x, iris.labels).table()
    #expect(table.names == ["feature", "mean", "standard deviation"] && table.rows == 4)
  }

  @Test(arguments: [0, -1, 2_000_000])
  func theNumberOfRepeatsIsChecked(repeats: Int) throws {
    let iris = try Self.iris.get()
    #expect(throws: EstimatorError.invalidSetting(name: "repeats", value: "\(repeats)", rule: "in 1...1,000,000")) {
      try permutationImportance(of: rule(), iris.features, iris.labels, repeats: repeats)
    }
    #expect(throws: EstimatorError.rowCountMismatch(features: 150, targets: 3)) {
      try permutationImportance(of: rule(), iris.features, [0, 1, 2])
    }
  }

  /// A class that the model has not seen counts as a mistake, as in every score.
  @Test func unseenLabelsAreNoError() throws {
    let iris = try Self.iris.get()
    let labels = iris.labels.map { $0 == 2 ? 9 : $0 }
    let found = try permutationImportance(of: rule(), iris.features, labels, scoring: .brier)
    #expect(found.isComplete && found.baseline > 0)
  }
}
