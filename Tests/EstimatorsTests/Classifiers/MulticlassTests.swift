import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct MulticlassTests {
  private let sample = LawSample.threeClasses

  @Test func oneVsRestAgreesWithTheOneOfLogisticRegression() throws {
    let (x, y) = (try Iris.load().features, try Iris.load().labels)
    let inside = try LogisticRegression(multiClass: .ovr, solver: .newtonCholesky, tolerance: 1e-13).fitted(to: x, y)
    let outside = try OneVsRest(
      LogisticRegression<Bool>(solver: .newtonCholesky, tolerance: 1e-13), labels: Int.self
    ).fitted(to: x, y)
    // Newton's steps from the same start to the same optimum, known to about 1e-13 · S·C = 2e-11.
    #expect(difference(try outside.decisionFunction(x), try inside.decisionFunction(x)) < 1e-10)
    #expect(difference(try outside.predictProbabilities(x), try inside.predictProbabilities(x)) < 1e-10)
    #expect(try outside.predict(x) == inside.predict(x))
  }

  @Test func everyClassifierOfTwoClassesWillDo() throws {
    let pipeline = Pipeline {
      StandardScaler()
      GaussianNB<Bool>()
    }
    let rest = try OneVsRest(pipeline, labels: String.self).fitted(to: sample.bytes, sample.labels)
    let pairs = try OneVsOne(pipeline, labels: String.self).fitted(to: sample.bytes, sample.labels)
    #expect(try rest.score(sample.bytes, sample.labels) > 0.6)
    #expect(try pairs.score(sample.bytes, sample.labels) > 0.6)
    #expect(pairs.models.count == 3)
  }

  @Test func groupsReachTheBase() throws {
    let search = GridSearch(LogisticRegression<Bool>(), .init(\.c, [0.1, 1]), splitter: GroupKFold(3))
    let groups = sample.labels.indices.map { ($0 / 3) % 5 }
    let weights = sample.labels.indices.map { $0 % 10 == 4 ? 0.0 : 1 }
    var (rest, pairs) = (OneVsRest(search, labels: String.self), OneVsOne(search, labels: String.self))
    try rest.fit(sample.doubles, sample.labels, groups: groups, sampleWeight: weights)
    try pairs.fit(sample.doubles, sample.labels, groups: groups, sampleWeight: weights)
    #expect(EstimatorError.Code.unsupported ~= thrown { try rest.fit(sample.doubles, sample.labels) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try pairs.fit(sample.doubles, sample.labels) })
  }

  @Test func stoppingEndsTheWholeFit() throws {
    let logistic = LogisticRegression<Bool>(solver: .lbfgs, tolerance: 1e-12)
    var calls = 0
    let model = try OneVsRest(logistic, labels: String.self).fitted(to: sample.doubles, sample.labels) { iteration in
      calls += 1
      #expect(iteration.number == calls)
      return calls == 2 ? .stop : .proceed
    }
    #expect(calls == 2)
    #expect(model.models.count == 3)
  }

  @Test func dummiesPredictWhatTheyAreTold() throws {
    let (x, y) = (sample.doubles, sample.labels.map { $0 == "ash" ? "ash" : "birch" })
    #expect(try DummyClassifier<String>().fitted(to: x, y).score(x, y) == 2.0 / 3)
    let constant = try DummyClassifier<String>(strategy: .constant("ash")).fitted(to: x, y)
    #expect(Set(try constant.predict(x)) == ["ash"])
    #expect(try constant.predictProbabilities(x)[0, 0] > 1 - 1e-14)
    let frequent = try DummyClassifier<String>(strategy: .mostFrequent).fitted(
      to: x, y, sampleWeight: y.map { $0 == "ash" ? 9 : 1 })
    #expect(Set(try frequent.predict(x)) == ["ash"])
    #expect(throws: EstimatorError.unknownClass(label: "oak", known: ["ash", "birch"])) {
      try DummyClassifier<String>(strategy: .constant("oak")).fitted(to: x, y)
    }
  }

  @Test func wrongSettingsAndNumbersAreExplained() throws {
    let (x, y) = (sample.doubles, sample.labels)
    #expect(refusedSetting { try MultinomialNB<String>(smoothing: 0).fitted(to: x, y) } == "smoothing")
    #expect(refusedSetting { try GaussianNB<String>(varianceSmoothing: -1).fitted(to: x, y) } == "varianceSmoothing")
    #expect(refusedSetting { try RidgeClassifier<String>(alpha: .nan).fitted(to: x, y) } == "alpha")
    #expect(refusedSetting { try LinearDiscriminantAnalysis<String>(tolerance: -1).fitted(to: x, y) } == "tolerance")
    #expect {
      try MultinomialNB<String>().fitted(to: x.map { $0 - 1 }, y)
    } throws: {
      "\($0)".contains("GaussianNB")
    }
    let constant = Matrix(rows: x.rows, columns: 2, repeating: 1.0)
    #expect {
      try GaussianNB<String>().fitted(to: constant, y)
    } throws: {
      "\($0)".contains("VarianceThreshold")
    }
    #expect {
      try RidgeClassifier<String>(alpha: 0).fitted(to: constant, y)
    } throws: {
      "\($0)".contains("alpha")
    }
    #expect(
      EstimatorError.Code.unsupported ~= thrown { try LinearDiscriminantAnalysis<String>().fitted(to: constant, y) })
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown {
          try LinearDiscriminantAnalysis<String>().fitted(to: x[rows: ..<3], ["a", "b", "c"])
        })
  }

  @Test func repeatedAndConstantColumnsDoNoHarmToDiscriminants() throws {
    let (x, y) = (sample.doubles, sample.labels)
    let wide = try Matrix((0..<x.rows).map { row in Array(x[row: row]) + [x[row, 0], 7] })
    let plain = try LinearDiscriminantAnalysis<String>().fitted(to: x, y)
    let found = try LinearDiscriminantAnalysis<String>().fitted(to: wide, y)
    #expect(difference(try found.predictProbabilities(wide), try plain.predictProbabilities(x)) < 1e-9)
  }

  @Test func scaledColumnsAreSeenScaled() throws {
    let scaled = try sample.doubles.features.applying(
      ColumnAffine(scale: [0.5, 2, 1, 3], shift: [-1, 0, -2, -5]))
    let plain = try scaled.matrix()
    func check<C: Classifier>(_ classifier: C) throws where C.Label == String {
      let a = try classifier.fitted(to: scaled, sample.labels).predictLogProbabilities(scaled)
      let b = try classifier.fitted(to: plain, sample.labels).predictLogProbabilities(plain)
      #expect(difference(a, b) < 1e-12, "\(C.self)")
    }
    try check(GaussianNB<String>())
    try check(MultinomialNB<String>())
    try check(LinearDiscriminantAnalysis<String>())
    try check(RidgeClassifier<String>())
  }
}
