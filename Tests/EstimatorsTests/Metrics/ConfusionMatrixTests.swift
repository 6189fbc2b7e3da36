import Estimators
import Testing

@Suite struct ConfusionMatrixTests {
  let truth = ["cat", "cat", "dog", "cat", "dog"]
  let predicted = ["cat", "dog", "dog", "cat", "cat"]

  @Test func rowsAreTrueAndColumnsPredicted() throws {
    let confusion = try ConfusionMatrix(of: ["b", "b", "b"], against: ["a", "a", "b"])
    #expect(confusion.classes == ["a", "b"])
    #expect(confusion.counts == (try Matrix([[0.0, 2], [0, 1]])))
  }

  @Test func theTextIsAnAlignedTable() throws {
    let confusion = try ConfusionMatrix(of: predicted, against: truth)
    #expect(
      confusion.description == """
              predicted
        true  cat  dog
        cat     2    1
        dog     1    1
        """)
  }

  @Test func longNamesAndWeightsWidenTheTable() throws {
    let confusion = try ConfusionMatrix(
      of: predicted, against: truth, classes: ["dog", "cat", "armadillo"], sampleWeight: [1, 100.5, 1, 1, 0.25])
    #expect(
      confusion.description == """
                   predicted
        true          dog   cat  armadillo
        dog          1.00  0.25       0.00
        cat        100.50  2.00       0.00
        armadillo    0.00  0.00       0.00
        """)
  }

  @Test func aLabelOutsideTheGivenClassesIsExplained() {
    #expect(throws: EstimatorError.labelNotAmongClasses(row: 2, label: "dog", classes: ["cat"])) {
      try ConfusionMatrix(of: predicted, against: truth, classes: ["cat"])
    }
  }

  @Test func moreClassesThanMemoryAllowsAreExplained() {
    #expect {
      try ConfusionMatrix(of: 0..<12_000, against: 0..<12_000)
    } throws: {
      "\($0)".contains("A confusion matrix of 12000 classes would take 1152 MB")
    }
  }

  @Test func aClassListedTwiceIsExplained() {
    #expect {
      try ConfusionMatrix(of: predicted, against: truth, classes: ["cat", "dog", "cat"])
    } throws: {
      "\($0)".contains("names every class once")
    }
  }

  @Test func countsThatDifferAreExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 1, targets: 2)) {
      try ConfusionMatrix(of: [1], against: [1, 2])
    }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 1)) {
      try ConfusionMatrix(of: [Int](), against: [])
    }
    #expect(throws: EstimatorError.weightCountMismatch(rows: 2, weights: 1)) {
      try ConfusionMatrix(of: [1, 2], against: [1, 2], sampleWeight: [1])
    }
    #expect(throws: EstimatorError.invalidWeight(row: 1, value: -1)) {
      try ConfusionMatrix(of: [1, 2], against: [1, 2], sampleWeight: [1, -1])
    }
  }
}
