import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

private struct LossCase: Decodable {
  let probabilities: [[Double]]
  let truth: [Int]
  let classes: [Int]
  let weights: [Double]?
  let loss: Double
}

@Suite struct LogLossTests {
  @Test func theLossIsThatOfScikitLearn() throws {
    for each in try Reference.load("log-loss", as: [LossCase].self) {
      let found = try logLoss(
        of: Matrix(each.probabilities), against: each.truth, classes: each.classes, sampleWeight: each.weights)
      #expect(abs(found - each.loss) < 1e-14 * each.loss)
    }
  }

  @Test func columnsFollowTheGivenClasses() throws {
    let p = try Matrix([[0.9, 0.1], [0.2, 0.8]])
    let loss = try logLoss(of: p, against: ["no", "yes"], classes: ["no", "yes"])
    #expect(abs(loss - (0.10536051565782628 + 0.22314355131420976) / 2) < 1e-15)
    #expect(try logLoss(of: p, against: ["no", "yes"], classes: ["yes", "no"]) > 1)
  }

  @Test func aCertainMistakeIsClippedOnlyAmongProbabilities() throws {
    let clipped = try logLoss(of: Matrix([[1.0, 0]]), against: [1], classes: [0, 1])
    let exact = try logLoss(ofLogProbabilities: Matrix([[0, -1000.0]]), against: [1], classes: [0, 1])
    let endless = try logLoss(ofLogProbabilities: Matrix([[0, -Double.infinity]]), against: [1], classes: [0, 1])
    #expect(abs(clipped - 36.04365338911715) < 1e-13)
    #expect(exact == 1000)
    #expect(endless == .infinity)
  }

  @Test func aRowWithoutWeightCountsAsAbsent() throws {
    let logs = try Matrix([[0, -Double.infinity], [0, -Double.infinity]])
    let loss = try logLoss(ofLogProbabilities: logs, against: [1, 0], classes: [0, 1], sampleWeight: [0, 2])
    #expect(loss == 0)
  }

  @Test(arguments: [[0.5, 0.4], [1.5, -0.5], [.nan, 1], [3, 4]])
  func aRowThatIsNoDistributionIsExplained(row: [Double]) throws {
    #expect {
      try logLoss(of: Matrix([[0.5, 0.5], row]), against: [0, 1], classes: [0, 1])
    } throws: {
      "\($0)".contains("probabilities of row 1 sum to")
    }
  }

  /// 0.8958802346142776 is scikit-learn 1.9.1's.
  @Test func roundedProbabilitiesAreTakenAsTheyAre() throws {
    let p = try Matrix([[0.333333, 0.333333, 0.333333], [0.2, 0.5, 0.3]])
    let classes = [0, 1, 2]
    #expect(try abs(logLoss(of: p, against: [0, 1], classes: classes) - 0.8958802346142776) < 1e-14)
    #expect(
      try abs(logLoss(ofLogProbabilities: p.map { log($0) }, against: [0, 1], classes: classes) - 0.8958802346142776)
        < 1e-14)
    let squares = 0.666667 * 0.666667 + 2 * 0.333333 * 0.333333 + 0.38
    #expect(try abs(brierScore(of: p, against: [0, 1], classes: classes) - squares / 2) < 1e-14)
    #expect(try abs(expectedCalibrationError(of: p, against: [0, 1], classes: classes) - (0.666667 + 0.5) / 2) < 1e-14)
    let costs = try CostMatrix(classes: classes, [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    #expect(try costs.decisions(p, classes: classes) == [0, 1])
    // What a Float made a little more than 1.
    let floats = try Matrix([[0.1, 0.2, 0.7].map { Double(Float($0) * 1.0000001) }, [0, 0, 1.0000001]])
    #expect(try abs(logLoss(of: floats, against: [0, 2], classes: classes) + log(0.1) / 2) < 1e-7)
    #expect(try expectedCalibrationError(of: floats, against: [2, 2], classes: classes) < 0.16)
    #expect(try CalibrationCurve(of: [1.0000001], positive: [true]).predicted == [1])
    #expect(refusedSetting { try CalibrationCurve(of: [1.00001], positive: [true]) } == "probabilities[0]")
  }

  @Test(arguments: [2, 10, 1_000])
  func sixDecimalsOfManyClassesAreRoundingAndFiveAreNot(count: Int) throws {
    let classes = Array(0..<count)
    let parts = classes.map { Double($0 % 7 + 1) / Double(classes.reduce(0) { $0 + $1 % 7 + 1 }) }
    let cut = parts.map { ($0 * 1e6).rounded(.down) / 1e6 }
    let six = try logLoss(of: Matrix([cut]), against: [0], classes: classes)
    #expect(cut.reduce(0, +) < 1 - 1e-7 * Double(count))
    #expect(six == -log(cut[0]))
    let off = [Double](repeating: (1 + 3e-6 * Double(count)) / Double(count), count: count)
    #expect {
      try logLoss(of: Matrix([cut, off]), against: [0, 0], classes: classes)
    } throws: {
      "\($0)".contains("probabilities of row 1 sum to 1.0") && "\($0)".contains("0.000001 for each class")
    }
  }

  @Test func scoresAreNotLogProbabilities() throws {
    #expect {
      try logLoss(ofLogProbabilities: Matrix([[0.0, 0]]), against: [0], classes: [0, 1])
    } throws: {
      "\($0)".contains("row 0 sum to 2.0")
    }
  }

  @Test func anUnknownLabelIsExplained() throws {
    let p = try Matrix([[0.5, 0.5]])
    #expect(throws: EstimatorError.labelNotAmongClasses(row: 0, label: "7", classes: ["0", "1"])) {
      try logLoss(of: p, against: [7], classes: [0, 1])
    }
    #expect {
      try logLoss(of: p, against: [0], classes: [0, 1, 2])
    } throws: {
      "\($0)".contains("one label for each of the 2 columns")
    }
  }
}
