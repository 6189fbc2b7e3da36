import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct PartialFitTests {
  private let sample = LawSample.threeClasses

  struct Case: Sendable, CustomTestStringConvertible {
    var multiClass: MultiClass
    var isSparse: Bool
    var averagingAfter: Int?
    var penalty: Penalty

    static let all = MultiClass.allCases.flatMap { multiClass in
      [
        Case(multiClass: multiClass, isSparse: false, penalty: .l2),
        Case(multiClass: multiClass, isSparse: false, averagingAfter: 10, penalty: .l1),
        Case(multiClass: multiClass, isSparse: true, penalty: .l1),
        Case(multiClass: multiClass, isSparse: true, averagingAfter: 10, penalty: .l2),
      ]
    }

    var testDescription: String { "\(multiClass) sparse \(isSparse) averaging \(averagingAfter != nil) \(penalty)" }

    var classifier: LogisticRegression<String> {
      LogisticRegression<String>(
        multiClass: multiClass,
        solver: .sgd(
          batchSize: 5, schedule: .inverseScaling(initial: 0.05), averagingAfter: averagingAfter, shuffle: false),
        penalty: penalty, c: 0.2, tolerance: 1e-300, maxIterations: 1)
    }
  }

  private func rows(_ range: Range<Int>, sparse: Bool) throws -> Features {
    try (sparse ? sample.sparse().features : sample.doubles.features).selectingRows(Array(range))
  }

  @Test(arguments: Case.all, [5, 20, 60])
  func chunksOfWholeBatchesEqualOneWalkThroughAllRows(testCase: Case, chunk: Int) throws {
    let all = try rows(0..<60, sparse: testCase.isSparse)
    var whole = testCase.classifier
    try whole.partialFit(all, sample.labels, totalWeight: 60)
    var clf = testCase.classifier
    for start in stride(from: 0, to: 60, by: chunk) {
      try clf.partialFit(
        rows(start..<start + chunk, sparse: testCase.isSparse), sample.labels[start..<start + chunk],
        classes: ["ash", "birch", "cedar"], totalWeight: 60)
    }
    #expect(difference(try clf.coefficients, try whole.coefficients) < 1e-12)
    #expect(zip(try clf.intercepts, try whole.intercepts).allSatisfy { abs($0 - $1) < 1e-12 })
    // One epoch of fit walks the same way; its intercepts are put at their best in the end.
    let fitted = try testCase.classifier.fitted(to: all, sample.labels)
    #expect(difference(try clf.coefficients, fitted.coefficients) < 1e-12)
  }

  @Test(arguments: Case.all)
  func aModelThatWasReadBackGoesOnAsIfItHadNot(testCase: Case) throws {
    var clf = testCase.classifier
    try clf.partialFit(rows(0..<30, sparse: testCase.isSparse), sample.labels[..<30])
    var copy = clf
    copy.model = try JSONDecoder().decode(
      LogisticRegression<String>.Model.self, from: JSONEncoder().encode(#require(clf.model)))
    #expect(copy.model == clf.model)
    let next = try rows(30..<60, sparse: testCase.isSparse)
    #expect(try copy.partialFit(next, sample.labels[30...]) == clf.partialFit(next, sample.labels[30...]))
  }

  @Test func aStreamOfDigitsIsLearned() throws {
    let digits = try Digits.load()
    for multiClass in MultiClass.allCases {
      var clf = LogisticRegression(multiClass: multiClass, solver: .sgd(schedule: .inverseScaling()), c: 1)
      for start in stride(from: 0, to: 1500, by: 100) {
        try clf.partialFit(
          digits.features[rows: start..<start + 100], digits.labels[start..<start + 100], classes: Array(0..<10))
      }
      #expect(try clf.score(digits.features[rows: 1500...], digits.labels[1500...]) > 0.8)
      #expect(try clf.report.stopped == .endOfChunk && clf.report.advice.isEmpty)
    }
  }

  @Test func rowsWithoutWeightAreLeftOut() throws {
    var (a, b) = (Case.all[0].classifier, Case.all[0].classifier)
    let weights = (0..<60).map { $0 % 3 == 1 ? 0.0 : 2 }
    let kept = (0..<60).filter { weights[$0] > 0 }
    let names = ["ash", "birch", "cedar"]
    try a.partialFit(sample.doubles, sample.labels, classes: names, sampleWeight: weights)
    try b.partialFit(
      sample.doubles[rows: kept], kept.map { sample.labels[$0] }, classes: names, sampleWeight: kept.map { _ in 2 })
    #expect(a.model == b.model)
  }

  @Test func averagingMayBeTurnedOnAndOffBetweenChunks() throws {
    var clf = LogisticRegression<String>(solver: .sgd(averagingAfter: 0))
    try clf.partialFit(sample.doubles, sample.labels)
    for averagingAfter in [nil, 0, nil] {
      clf.solver = .sgd(averagingAfter: averagingAfter)
      let model = try clf.partialFit(sample.doubles, sample.labels)
      #expect(
        try JSONDecoder().decode(LogisticRegression<String>.Model.self, from: JSONEncoder().encode(model)) == model)
    }
  }

  // MARK: Classes

  @Test func aChunkMayHoldOneClassWhenAllAreDeclared() throws {
    var clf = LogisticRegression<String>(solver: .sgd)
    let ash = sample.labels.indices.filter { sample.labels[$0] == "ash" }
    let model = try clf.partialFit(sample.doubles[rows: ash], ash.map { _ in "ash" }, classes: ["cedar", "ash"])
    #expect(model.classes == ["ash", "cedar"] && model.coefficients.rows == 1)
    #expect(throws: EstimatorError.tooFewClasses(found: ["ash"])) {
      var fresh = clf.unfitted
      try fresh.partialFit(sample.doubles[rows: ash], ash.map { _ in "ash" })
    }
  }

  @Test func anUnseenLabelIsRefusedAndTheModelStays() throws {
    var clf = LogisticRegression<String>(solver: .sgd)
    try clf.partialFit(sample.doubles[rows: ..<30], sample.labels[..<30])
    let before = clf.model
    #expect(
      throws: EstimatorError.labelNotAmongClasses(row: 2, label: "oak", classes: ["ash", "birch", "cedar"])
    ) {
      try clf.partialFit(sample.doubles[rows: ..<3], ["ash", "birch", "oak"])
    }
    #expect(
      refusedSetting {
        try clf.partialFit(sample.doubles[rows: ..<2], ["ash", "birch"], classes: ["ash", "birch"])
      } == "classes")
    #expect(clf.model == before)
  }

  /// A step of almost nothing: what the model knew of the old classes must stay.
  @Test(arguments: MultiClass.allCases, [["ash", "birch"], ["ash", "birch", "cedar"]])
  func aNewClassLeavesTheOddsOfTheOldOnes(multiClass: MultiClass, old: [String]) throws {
    var clf = LogisticRegression<String>(
      multiClass: multiClass, solver: .sgd(batchSize: 8, schedule: .constant(initial: 0.05)))
    let kept = sample.labels.indices.filter { old.contains(sample.labels[$0]) }
    let x = sample.doubles[rows: kept]
    let before = try clf.partialFit(x, kept.map { sample.labels[$0] })
    clf.solver = .sgd(batchSize: 8, schedule: .constant(initial: 1e-14))
    let after = try clf.partialFit(
      sample.doubles[rows: ..<2], ["aardvark", old[0]], unseenLabels: .extend)
    #expect(after.classes == ["aardvark"] + old && after.coefficients.rows == old.count + 1)
    if multiClass == .multinomial || old.count > 2 {
      let (a, b) = (try before.predictLogProbabilities(x), try after.predictLogProbabilities(x))
      for row in 0..<x.rows {
        for k in 1..<old.count { #expect(abs((a[row, k] - a[row, 0]) - (b[row, k + 1] - b[row, 1])) < 1e-9) }
      }
    } else {
      // One row w for the second class becomes −w and w.
      let w = before.coefficients[row: 0]
      #expect(zip(w, after.coefficients[row: 1]).allSatisfy { abs($0 + $1) < 1e-9 })
      #expect(zip(w, after.coefficients[row: 2]).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test func aClassThatComesLateIsLearned() throws {
    let digits = try Digits.load()
    var clf = LogisticRegression(solver: .sgd(schedule: .inverseScaling()))
    let early = (0..<800).filter { digits.labels[$0] != 7 }
    try clf.partialFit(digits.features[rows: early], early.map { digits.labels[$0] })
    #expect(try clf.classes.count == 9)
    for _ in 0..<5 {
      try clf.partialFit(
        digits.features[rows: 800..<1500], digits.labels[800..<1500], unseenLabels: .extend)
    }
    #expect(try clf.classes == Array(0..<10))
    #expect(try clf.score(digits.features[rows: 1500...], digits.labels[1500...]) > 0.8)
  }

  // MARK: What cannot be

  @Test func otherSolversAndBalancedWeightsAreRefused() {
    for clf in [
      LogisticRegression<String>(), LogisticRegression<String>(solver: .saga),
      LogisticRegression<String>(solver: .sgd, classWeight: .balanced),
    ] {
      #expect {
        var clf = clf
        try clf.partialFit(sample.doubles, sample.labels)
      } throws: {
        guard ($0 as? EstimatorError)?.code == .unsupported else { return false }
        return "\($0)".contains("partialFit") && "\($0)".contains("Use ")
      }
    }
  }

  @Test func aModelOfFitOrOfOtherSettingsIsRefused() throws {
    var clf = LogisticRegression<String>(solver: .sgd, maxIterations: 3)
    try clf.fit(sample.doubles, sample.labels)
    #expect {
      try clf.partialFit(sample.doubles, sample.labels)
    } throws: {
      "\($0)".contains("fitted by fit")
    }
    clf.model = nil
    try clf.partialFit(sample.doubles, sample.labels)
    clf.fitIntercept = false
    #expect {
      try clf.partialFit(sample.doubles, sample.labels)
    } throws: {
      "\($0)".contains("fitIntercept")
    }
  }

  @Test func wrongDataAreExplained() throws {
    var clf = LogisticRegression<String>(solver: .sgd)
    try clf.partialFit(sample.doubles, sample.labels)
    let before = clf.model
    var spoilt = sample.doubles
    spoilt[3, 1] = .nan
    #expect(EstimatorError.Code.notFinite ~= thrown { try clf.partialFit(spoilt, sample.labels) })
    #expect(throws: EstimatorError.featureCountMismatch(expected: 4, found: 2)) {
      try clf.partialFit(Matrix<Double>.zeros(rows: 1, columns: 2), ["ash"])
    }
    #expect(throws: EstimatorError.rowCountMismatch(features: 60, targets: 1)) {
      try clf.partialFit(sample.doubles, ["ash"])
    }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 4)) {
      try clf.partialFit(sample.doubles[rows: 0..<0], [String]())
    }
    for total in [0, -1, Double.nan, .infinity] {
      #expect(refusedSetting { try clf.partialFit(sample.doubles, sample.labels, totalWeight: total) } == "totalWeight")
    }
    #expect(throws: EstimatorError.noWeight) {
      try clf.partialFit(sample.doubles, sample.labels, sampleWeight: sample.labels.map { _ in 0 })
    }
    #expect(clf.model == before)
  }

  @Test(arguments: ["\"rows\":60", "\"batches\":8", "\"parameters\":[["])
  func aSpoiltStreamDoesNotDecode(part: String) throws {
    var clf = LogisticRegression<String>(solver: .sgd)
    let text = try JSON.text(of: clf.partialFit(sample.doubles, sample.labels))
    let worse = part.hasSuffix("[[") ? part + "1," : part.replacingOccurrences(of: ":", with: ":-")
    #expect(text.contains(part))
    #expect(throws: DecodingError.self) {
      try JSON.value(
        LogisticRegression<String>.Model.self, of: text.replacingOccurrences(of: part, with: worse))
    }
  }
}
