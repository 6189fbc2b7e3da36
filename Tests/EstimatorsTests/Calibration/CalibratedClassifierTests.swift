import Foundation
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

  @Test(arguments: CalibrationMethod.allCases)
  func aClassThatAFoldHasNotSeenHasProbabilityZeroThere(method: CalibrationMethod) throws {
    let order = sample.labels.indices.sorted { (sample.labels[$0], $0) < (sample.labels[$1], $1) }
    let (x, y) = (sample.bytes[rows: order], order.map { sample.labels[$0] })
    let calibrated = CalibratedClassifier(LogisticRegression<String>(), method: method, splitter: KFold(3))
    let model = try calibrated.fitted(to: x, y)
    #expect(model.classes == ["ash", "birch", "cedar"])
    #expect(model.models.map(\.classes.count) == [2, 2, 2])
    let p = try model.predictProbabilities(x)
    for row in 0..<p.rows { #expect(abs(p[row: row].reduce(0, +) - 1) < 1e-12) }
    var joint = calibrated
    joint.ensemble = false
    #expect(throws: EstimatorError.self) { try joint.fitted(to: x, y) }
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
    #expect(throws: EstimatorError.self) { try calibrated.fitted(to: sample.bytes, sample.labels) }
  }
}
