import EstimatorTesting
import Estimators
import Testing

@Suite struct LawSampleTests {
  private enum Tree: String, Comparable, Codable, ClassLabel {
    case ash, birch, cedar
    static func < (a: Tree, b: Tree) -> Bool { a.rawValue < b.rawValue }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func everyTypeOfLabelWillDo(law: ClassifierLaw) throws {
    try law.check(GaussianNB<Int>(), on: .threeNumbers)
    try law.check(GaussianNB<Int>(), on: .twoNumbers)
    try law.check(GaussianNB<Int>(), on: .fiveNumbers)
    try law.check(GaussianNB<Int>(), on: LawSample(classes: [1, 2, 3, 4, 5, 6, 7, 8]))
    try law.check(GaussianNB<Bool>(), on: .truthValues)
    try law.check(GaussianNB<Tree>(), on: LawSample(classes: [.ash, .birch, .cedar]))
    try law.check(GaussianNB<Tree>(), on: LawSample(classes: [.cedar, .ash], stranger: .birch))
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func aSampleOfYourOwnWillDo(law: ClassifierLaw) throws {
    var random = RandomState(1)
    let pixels = try Matrix(rows: 24, columns: 6, random.random(144).map { UInt8(256 * $0) })
    let sample = try LawSample(
      pixels, labels: (0..<24).map { $0 % 4 }, weights: (0..<24).map { ($0 + $0 / 4) % 3 }, stranger: 9)
    try law.check(GaussianNB<Int>(), on: sample)
  }

  /// What the public initialisers ask of a caller's sample holds for the ready ones.
  @Test func readySamplesOfManyClassesAreSamples() throws {
    for count in 4...8 {
      let sample = try LawSample(classes: Array(1...count))
      #expect(sample.rowCount == 20 * count && sample.columnCount == 4)
      #expect(Dictionary(grouping: sample.labels) { $0 }.values.allSatisfy { $0.count == 20 })
    }
    let (texts, numbers) = (LawSample.fiveClasses, LawSample.fiveNumbers)
    _ = try LawSample(texts.bytes, labels: texts.labels, weights: texts.weights, stranger: texts.stranger)
    _ = try LawSample(numbers.bytes, labels: numbers.labels, weights: numbers.weights, stranger: numbers.stranger)
    #expect(texts.bytes == numbers.bytes)
  }

  @Test func repeatedRowsSayTheSameAsWeights() {
    let (sample, repeated) = (LawSample.threeClasses, LawSample.threeClasses.repeated)
    #expect(repeated.rows.count == sample.weights.reduce(0, +))
    for row in 0..<sample.rowCount { #expect(repeated.rows.count { $0 == row } == sample.weights[row]) }
    #expect(repeated.labels == repeated.rows.map { sample.labels[$0] })
    #expect(Set(sample.weights) == [0, 1, 2, 3])
  }

  @Test func aSampleThatCannotBeCheckedOnIsRefused() {
    let x = LawSample.twoNumbers.bytes
    let (labels, weights) = (LawSample.twoNumbers.labels, LawSample.twoNumbers.weights)
    func words(_ x: Matrix<UInt8>, _ labels: [Int], _ weights: [Int], _ stranger: Int? = nil) -> String {
      violation { _ = try LawSample(x, labels: labels, weights: weights, stranger: stranger) } ?? ""
    }
    #expect(words(x, labels, weights) == "")
    #expect(words(x[rows: ..<3], labels, weights).contains("4 rows and 2 columns, not 3 × 4"))
    #expect(words(x, labels.dropLast(), weights).contains("as many labels, not 39"))
    #expect(words(x, labels, weights.dropLast()).contains("as many weights, not 39"))
    #expect(words(x, labels, weights.map { $0 - 1 }).contains("at least 0"))
    #expect(words(x, labels, weights.map { _ in 1 }).contains("All weights of the sample are 1"))
    #expect(words(x, labels.map { _ in 0 }, weights).contains("at least two classes"))
    #expect(words(x, labels.indices.map { $0 < 20 ? $0 % 3 : $0 % 2 }, weights).contains("in the second half"))
    #expect(words(x, labels, weights, 1).contains("The stranger 1 is the label of a row."))
    #expect(violation { _ = try LawSample(classes: [1]) }?.contains("two to eight classes, not 1") == true)
    #expect(violation { _ = try LawSample(classes: Array(1...9)) }?.contains("two to eight classes, not 9") == true)
    #expect(violation { _ = try LawSample(classes: ["a", "a"]) }?.contains("at least two classes") == true)
  }
}
