import Estimators
import Testing
import _EstimatorTestSupport

/// A small data set, and what the lecture's own code answers for it.
private struct Lecture: Decodable {
  let x: [[Double]]
  let y: [Int]
  let w: [Double]
  let learningRate: Double
  let sigma: [[Double]]
  let loss: Double
  let gradient: [Double]
  let accuracy: Double
  let losses: [Double]
  let accuracies: [Double]
  let wAfter: [Double]
}

@Suite struct SoftmaxLectureTests {
  private let lecture: Lecture
  private let matrix: Matrix<Double>

  init() throws {
    lecture = try Reference.load("softmax-lecture", as: Lecture.self)
    matrix = try Matrix(lecture.x)
  }

  @Test(arguments: StoredAs.allCases)
  func everyFunctionAnswersAsTheLecture(storage: StoredAs) throws {
    let (x, y, w) = (try storage.features(matrix), lecture.y, lecture.w)
    let sigma = try SoftmaxLecture.sigma(x, w)
    #expect(relativeError(sigma.elements, Array(lecture.sigma.joined())) < 1e-14)
    #expect(abs(try SoftmaxLecture.loss(w, x, y) - lecture.loss) < 1e-14)
    #expect(relativeError(try SoftmaxLecture.lossGradient(w, x, y), lecture.gradient) < 1e-13)
    #expect(try SoftmaxLecture.checkAccuracy(w, x, y) == lecture.accuracy)
  }

  @Test(arguments: StoredAs.allCases)
  func fiveStepsLeadWhereTheLectureGoes(storage: StoredAs) throws {
    let x = try storage.features(matrix)
    var w = lecture.w
    var before = lecture.loss
    for (loss, accuracy) in zip(lecture.losses, lecture.accuracies) {
      #expect(abs(try SoftmaxLecture.step(&w, learningRate: lecture.learningRate, x, lecture.y) - before) < 1e-13)
      #expect(abs(try SoftmaxLecture.loss(w, x, lecture.y) - loss) < 1e-13)
      #expect(try SoftmaxLecture.checkAccuracy(w, x, lecture.y) == accuracy)
      before = loss
    }
    #expect(relativeError(w, lecture.wAfter) < 1e-12)
  }

  @Test func denseStoragesAgreeToTheLastBit() throws {
    let answers = try [StoredAs.bytes, .float, .double].map {
      try SoftmaxLecture.lossGradient(lecture.w, $0.features(matrix), lecture.y)
    }
    #expect(answers[0] == answers[1])
    #expect(answers[1] == answers[2])
  }

  @Test func theGradientIsThatOfTheLoss() throws {
    let x = matrix.map { $0 / 255 }
    let differences = try centralDifferences(
      { try SoftmaxLecture.loss($0, x, lecture.y) }, at: lecture.w, step: 1e-3)
    #expect(relativeError(try SoftmaxLecture.lossGradient(lecture.w, x, lecture.y), differences) < 1e-10)
  }

  @Test func scoresOfTenThousandStayFinite() throws {
    let x = try Matrix([[10_000.0], [-10_000]])
    let w = [1.0, -1, 0]
    #expect(try SoftmaxLecture.sigma(x, w) == Matrix([[1.0, 0, 0], [0, 1, 0]]))
    #expect(try SoftmaxLecture.loss(w, x, [0, 1]) == 0)
    #expect(try SoftmaxLecture.loss(w, x, [1, 2]) == 15_000)
    #expect(try SoftmaxLecture.lossGradient(w, x, [1, 2]) == [5_000, -10_000, 5_000])
  }

  @Test func equalScoresNameTheLowestClass() throws {
    let x = try Matrix([[1.0], [2]])
    #expect(try SoftmaxLecture.checkAccuracy([3, 3, 3], x, [0, 0]) == 1)
    #expect(try SoftmaxLecture.checkAccuracy([1, 3, 3], x, [1, 2]) == 0.5)
  }

  @Test func chosenRowsAndScaledColumnsWork() throws {
    let rows = [3, 3, 17, 0]
    let scaled = try StandardScaler().fitted(to: matrix).transform(matrix).selectingRows(rows)
    let answer = try SoftmaxLecture.lossAndGradient(lecture.w, scaled, rows.map { lecture.y[$0] })
    let written = try SoftmaxLecture.lossAndGradient(lecture.w, scaled.matrix(), rows.map { lecture.y[$0] })
    #expect(abs(answer.loss - written.loss) < 1e-14)
    #expect(relativeError(answer.gradient, written.gradient) < 1e-13)
  }

  @Test func weightsThatDoNotFillWholeColumnsAreExplained() {
    #expect {
      try SoftmaxLecture.sigma(matrix, Array(repeating: 0, count: 20))
    } throws: {
      "\($0)" == "`w` must be 7 numbers for each class, one per feature: a multiple of 7, got 20 numbers."
    }
    #expect(refusedSetting { try SoftmaxLecture.sigma(matrix, []) } == "w")
  }

  @Test func weightsThatAreNotFiniteAreExplained() {
    var w = lecture.w
    w[5] = .nan
    #expect {
      try SoftmaxLecture.loss(w, matrix, lecture.y)
    } throws: {
      "\($0)".contains("nan at index 5") && "\($0)".contains("smaller learning rate")
    }
  }

  @Test(arguments: [-1, 3])
  func aLabelOutsideTheClassesIsExplained(label: Int) {
    var y = lecture.y
    y[4] = label
    let expected = EstimatorError.labelNotAmongClasses(row: 4, label: "\(label)", classes: ["0", "1", "2"])
    #expect(throws: expected) { try SoftmaxLecture.loss(lecture.w, matrix, y) }
    #expect(throws: expected) { try SoftmaxLecture.checkAccuracy(lecture.w, matrix, y) }
  }

  @Test func aWrongNumberOfLabelsIsExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 40, targets: 39)) {
      try SoftmaxLecture.lossGradient(lecture.w, matrix, lecture.y.dropLast())
    }
  }

  @Test func aMissingFeatureIsExplained() throws {
    var x = matrix
    x[2, 6] = .nan
    #expect {
      try SoftmaxLecture.sigma(x, lecture.w)
    } throws: {
      "\($0)".contains("Row 2, column 6 is nan")
    }
  }

  @Test(arguments: [0, -1e-5, .nan, .infinity])
  func aLearningRateThatCannotDescendIsExplained(learningRate: Double) {
    #expect {
      var w = lecture.w
      try SoftmaxLecture.step(&w, learningRate: learningRate, matrix, lecture.y)
    } throws: {
      "\($0)".contains("`learningRate` must be finite and greater than 0")
    }
  }
}
