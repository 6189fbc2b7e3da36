import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct CalibratedClassifierTests {
  private let sample = LawSample.threeClasses

  @Test(arguments: [true, false])
  func temperatureKeepsEveryPredictionOfTheClassifierBehindIt(isMultinomial: Bool) throws {
    let digits = try Digits.load()
    let (x, y) = (digits.features[rows: ..<600], Array(digits.labels.prefix(600)))
    let base = LogisticRegression(multiClass: isMultinomial ? .multinomial : .ovr, tolerance: 1e-5)
    let calibrated = try CalibratedClassifier(base, method: .temperature, ensemble: false).fitted(to: x, y)
    let alone = try base.fitted(to: x, y)
    let test = digits.features[rows: 600...]
    #expect(try calibrated.predict(test) == alone.predict(test))
    let truth = digits.labels.dropFirst(600)
    let (before, after) = try (
      logLoss(of: alone.predictProbabilities(test), against: truth, classes: alone.classes),
      logLoss(of: calibrated.predictProbabilities(test), against: truth, classes: alone.classes)
    )
    #expect(after < before, "Fitted without much of a penalty, the classifier is too sure of itself")
  }

  /// Of a class with fewer rows than folds; the model says so.
  @Test(arguments: CalibrationMethod.allCases)
  func aClassThatAFoldHasNotSeenHasProbabilityZeroThere(method: CalibrationMethod) throws {
    var y = sample.labels.map { $0 == "cedar" ? "birch" : $0 }
    y[11] = "cedar"
    let calibrated = CalibratedClassifier(LogisticRegression<String>(), method: method)
    let model = try calibrated.fitted(to: sample.bytes, y)
    #expect(model.classes == ["ash", "birch", "cedar"])
    #expect(model.models.map(\.classes.count).sorted() == [2, 3, 3, 3, 3])
    let p = try model.predictProbabilities(sample.bytes)
    for row in 0..<p.rows { #expect(abs(p[row: row].reduce(0, +) - 1) < 1e-12) }
    #expect(model.notes.count == 1)
    #expect(model.notes[0].contains("The class cedar has 1 rows, too few for 5 folds: 1 train without it"))
    #expect(try model.score(sample.bytes, y) > 0.6)
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
    var joint = calibrated
    joint.ensemble = false
    #expect {
      try joint.fitted(to: sample.bytes, y)
    } throws: {
      "\($0)".contains("no training row of fold") && "\($0)".contains("the class cedar")
    }
  }

  /// Folds of sorted rows and of one row leave nothing to calibrate a class by; every row got the same probabilities.
  @Test(arguments: CalibrationMethod.allCases)
  func aFoldThatLacksAClassItCouldHaveIsRefused(method: CalibrationMethod) throws {
    let order = sample.labels.indices.sorted { (sample.labels[$0], $0) < (sample.labels[$1], $1) }
    let (x, y) = (sample.bytes[rows: order], order.map { sample.labels[$0] })
    let base = LogisticRegression<String>()
    func message(_ splitter: any Splitter) -> String {
      do {
        _ = try CalibratedClassifier(base, method: method, splitter: splitter).fitted(to: x, y)
        return "fitted"
      } catch { return "\(error)" }
    }
    let one = message(LeaveOneOut())
    #expect(one.contains("fold 0, whose 1 test rows are all of one class") && one.contains("ensemble: false"), "\(one)")
    #expect(message(KFold(3)).contains("fold 0, whose 20 test rows are all of one class"))
    let two = message(KFold(2))
    #expect(two.contains("the class ash by fold 0, in which no training row has it"), "\(two)")
    #expect(two.contains("StratifiedKFold"))
    #expect(message(KFold(5, randomState: 1)) == "fitted")
    // One calibrator of all folds together has all classes, and is about as good as the classifier.
    let joint = CalibratedClassifier(base, method: method, splitter: LeaveOneOut(), ensemble: false)
    let model = try joint.fitted(to: x, y)
    #expect(try model.score(x, y) > base.fitted(to: x, y).score(x, y) - 0.1)
  }

  @Test(arguments: CalibrationMethod.allCases)
  func scoresThatAreAllAlikeGiveTheShareOfTheClass(method: CalibrationMethod) throws {
    let x = Matrix<Double>.zeros(rows: 40, columns: 1)
    let y = (0..<40).map { $0 % 4 == 0 ? "yes" : "no" }
    let base = LogisticRegression<String>(fitIntercept: method != .temperature)
    let model = try CalibratedClassifier(base, method: method).fitted(to: x, y)
    let p = try model.predictProbabilities(x[rows: ..<1])[0, 1]
    // Of 8 calibrating rows 2 are "yes": the targets of the sigmoid lie a little inside.
    let expected = method == .temperature ? 0.5 : method == .sigmoid ? (2 * 0.75 + 6 * 0.125) / 8 : 0.25
    #expect(abs(p - expected) < 1e-9)
  }

  /// Also while all rows are fitted, behind the folds: what is thrown then holds the calibrated model, not its base.
  @Test(arguments: [1, 3, 6])
  func aCancelledFitHoldsACalibratedModel(iteration: Int) throws {
    let calibrated = CalibratedClassifier(LogisticRegression<String>(), ensemble: false)
    do {
      _ = try Parallelism.withThreads(1) {
        try calibrated.fitted(to: sample.bytes, sample.labels) {
          if $0.number == iteration { throw CancellationError() }
          return .proceed
        }
      }
      Issue.record("The cancellation went unheard")
    } catch let stop as FitInterrupted<CalibratedModel<LogisticRegression<String>.Model>> {
      #expect(stop.iteration == iteration)
      #expect(stop.model.models.count == (iteration > 5 ? 1 : iteration))
      #expect(try stop.model.predict(sample.bytes).count == sample.rowCount)
    }
  }

  @Test func damagedFilesAreRefused() throws {
    let model = try CalibratedClassifier(LogisticRegression<String>(), method: .isotonic)
      .fitted(to: sample.bytes, sample.labels)
    let text = try JSON.text(of: model)
    typealias Model = CalibratedModel<LogisticRegression<String>.Model>
    #expect(try JSON.value(Model.self, of: text) == model)
    #expect(throws: DecodingError.self) {
      try JSON.value(
        Model.self,
        of: text.replacingOccurrences(
          of: #""classes":["ash","birch","cedar"],"members""#, with: #""classes":["ash","birch"],"members""#))
    }
  }

  @Test func theSplitterMustLetEveryRowJudgeOnceForOneCalibrator() {
    let calibrated = CalibratedClassifier(
      LogisticRegression<String>(), splitter: ShuffleSplit(3, randomState: 1), ensemble: false)
    #expect(EstimatorError.Code.unsupported ~= thrown { try calibrated.fitted(to: sample.bytes, sample.labels) })
  }
}
