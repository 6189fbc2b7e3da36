import Estimators
import Testing
import _EstimatorTestSupport

/// Scores of finite rows are finite, whatever their products.
@Suite struct FiniteScoresTests {
  private let weights: Matrix<Double>
  private let bias = [0.5, -1, 2]

  init() throws { weights = try Matrix([[1.0, -2, 3], [2, 2, -1], [-3, 0, 4]]) }

  /// −1e308 + 2e308 − … : each product, and each sum on the way, is beyond a Double; the score is not.
  @Test func sumsThatCancelAreExact() throws {
    let w = try Matrix([[4.0, -4, 1], [8, -8, 2]])
    let x = try Matrix([[1e308, 1e308, 3], [1, 2, 3]])
    let scores = try finiteScores(x.features, weights: w, bias: [1, 2])
    #expect(scores == (try Matrix([[4, 8], [0, 0]])))
  }

  @Test(arguments: StoredAs.allCases.filter { $0 == .double || $0 == .sparse })
  func scoresBeyondADoubleKeepTheirOrder(storage: StoredAs) throws {
    let x = try Matrix([[1e308, -1e308, 1e308], [-1e308, 1e308, 1], [1, 2, 3]])
    for affine in [nil, try ColumnAffine(scale: [1e10, 1e10, 1e10], shift: [0, 0, 0])] {
      var features = try storage.features(x)
      if let affine { features = try features.applying(affine) }
      let scores = try finiteScores(features, weights: weights, bias: bias)
      #expect(!scores.elements.contains { !$0.isFinite })
      // Of the true scores 6, −1, 1 and −3, 0, 3 times 1e308.
      #expect(scores[0, 0] > scores[0, 2] && scores[0, 2] > scores[0, 1])
      #expect(scores[1, 2] > scores[1, 1] && scores[1, 1] > scores[1, 0])
      #expect(abs(scores[0, 0] / scores[0, 1] + 6) < 1e-12)
      #expect(try predictedColumns(features, weights: weights, bias: bias) == [0, 2, 2])
    }
    let ordinary = try x.features.selectingRows([2])
    #expect(
      try finiteScores(ordinary, weights: weights, bias: bias) == linearScores(ordinary, weights: weights, bias: bias))
  }

  @Test(arguments: [1e308, 1e200], [1, 2, 70])
  func everyLinearClassifierAnswers(size: Double, rows: Int) throws {
    var random = RandomState(21)
    let x = try Matrix(rows: 60, columns: 3, random.standardNormal(count: 180))
    let three = (0..<60).map { x[$0, 0] > 0.5 ? 2 : x[$0, 1] > 0 ? 1 : 0 }
    let two = three.map { $0 > 0 ? 1 : 0 }
    let far = try Matrix(rows: rows, columns: 3, (0..<rows).flatMap { _ in [size, -size, size] })
    let classifiers: [any Classifier<Int>] = [
      LogisticRegression<Int>(c: 1e6), LogisticRegression<Int>(multiClass: .ovr, c: 1e6), RidgeClassifier<Int>(),
      LinearDiscriminantAnalysis<Int>(), OneVsOne(RidgeClassifier<Bool>()), OneVsRest(RidgeClassifier<Bool>()),
      CalibratedClassifier(RidgeClassifier<Int>(), method: .temperature), GaussianNB<Int>(),
    ]
    func answer(_ classifier: some Classifier<Int>, _ y: [Int]) throws {
      let model = try classifier.fitted(to: x, y)
      let (p, logs) = (try model.predictProbabilities(far), try model.predictLogProbabilities(far))
      #expect(logs.elements.allSatisfy { $0.isFinite && $0 <= 0 }, "\(type(of: classifier))")
      #expect((0..<rows).allSatisfy { abs(p[row: $0].reduce(0, +) - 1) < 1e-12 }, "\(type(of: classifier))")
      #expect(try model.decisionFunction(far).elements.allSatisfy(\.isFinite), "\(type(of: classifier))")
      // What is predicted has the largest probability; of one-vs-rest several classes may have it.
      for (row, label) in try model.predict(far).enumerated() {
        let place = try #require(model.classes.firstIndex(of: label))
        #expect(p[row, place] == p[row: row].max(), "\(type(of: classifier))")
      }
    }
    for classifier in classifiers {
      try answer(classifier, three)
      try answer(classifier, two)
    }
  }

  @Test func differencesOfTheLargestNumbersHaveFiniteLogarithms() throws {
    let z = try Matrix([[1.7e308, -1.7e308, 0], [-1e308, -1e308, 1e308]])
    #expect(!z.logSoftmax().elements.contains { !$0.isFinite })
    #expect(z.softmax() == (try Matrix([[1, 0, 0], [0, 0, 1]])))
  }

  @Test func componentsOfRowsBeyondADoubleAreExplained() throws {
    let model = try PCA().fitted(to: weights)
    let far = try Matrix(model.components[row: 0].map { $0 < 0 ? -1.7e308 : 1.7e308 }.map { [$0] }).transposed
    #expect {
      try model.transform(far)
    } throws: {
      "\($0)".contains("row 0")
    }
  }
}
