import EstimatorTesting
import Estimators
import Testing

/// A law is worth something only if an estimator of tables that breaks it is caught.
@Suite struct BrokenTableEstimatorTests {
  /// The flaws that show in tables too: how features are stored does not, and their numbers are whole.
  private static let classifierFlaws = ClassifierFlaw.allCases.filter {
    ClassifierLaw.ofTables.contains($0.breaks[0]) && $0 != .roundsNumbers
  }
  private static let transformerFlaws = TransformerFlaw.allCases.filter {
    TransformerLaw.ofTables.contains($0.breaks[0])
  }

  @Test(arguments: ClassifierLaw.ofTables)
  func aSoundClassifierKeepsTheLaw(law: ClassifierLaw) throws {
    try law.check(FlawedTableClassifier(), on: .threeClasses)
    try law.check(FlawedTableClassifier(), on: .twoClasses)
    try law.check(FlawedTableClassifier(), on: .fiveClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func aSoundTransformerKeepsTheLaw(law: TransformerLaw) throws {
    try law.check(FlawedTableTransformer(), on: .threeClasses)
    try law.check(FlawedTableTransformer(), on: .twoClasses)
    try law.check(FlawedTableTransformer(), on: .fiveClasses)
  }

  @Test func everyLawIsBrokenByAFlawMadeForIt() {
    let ofColumns = TableFlaw.allCases.map(\.breaks)
    let ofClassifiers = Self.classifierFlaws.map(\.breaks[0].rawValue) + ofColumns
    #expect(Set(ofClassifiers) == Set(ClassifierLaw.ofTables.map(\.rawValue)))
    let ofTransformers = Self.transformerFlaws.map(\.breaks[0].rawValue) + ofColumns
    #expect(Set(ofTransformers) == Set(TransformerLaw.ofTables.map(\.rawValue)))
  }

  @Test(arguments: classifierFlaws)
  func aFlawOfAClassifierBreaksItsLawsAndNoOther(flaw: ClassifierFlaw) {
    for law in ClassifierLaw.ofTables {
      let found = violation { try law.check(FlawedTableClassifier(flaw), on: .threeClasses) }
      let isBroken = flaw.breaks.contains { $0.rawValue == law.rawValue }
      #expect((found != nil) == isBroken, "\(law): \(found ?? "kept")")
      if law.rawValue == flaw.breaks[0].rawValue {
        #expect(found?.hasPrefix("FlawedTableClassifier breaks the law \(law). ") == true, "\(found ?? "")")
      }
    }
  }

  @Test(arguments: transformerFlaws)
  func aFlawOfATransformerBreaksItsLawsAndNoOther(flaw: TransformerFlaw) {
    for law in TransformerLaw.ofTables {
      let found = violation { try law.check(FlawedTableTransformer(flaw), on: .threeClasses) }
      let isBroken = flaw.breaks.contains { $0.rawValue == law.rawValue }
      #expect((found != nil) == isBroken, "\(law): \(found ?? "kept")")
      if law.rawValue == flaw.breaks[0].rawValue {
        #expect(found?.hasPrefix("FlawedTableTransformer breaks the law \(law). ") == true, "\(found ?? "")")
      }
    }
  }

  @Test(arguments: TableFlaw.allCases)
  func aFlawOfColumnsBreaksItsLawAndNoOther(flaw: TableFlaw) {
    for law in ClassifierLaw.ofTables {
      let found = violation { try law.check(FlawedTableClassifier(flaw), on: .threeClasses) }
      #expect((found != nil) == (flaw.breaks == law.rawValue), "\(law): \(found ?? "kept")")
      #expect(found?.contains(flaw.says) ?? true, "\(found ?? "")")
    }
    for law in TransformerLaw.ofTables {
      let found = violation { try law.check(FlawedTableTransformer(flaw), on: .threeClasses) }
      #expect((found != nil) == (flaw.breaks == law.rawValue), "\(law): \(found ?? "kept")")
      #expect(found?.contains(flaw.says) ?? true, "\(found ?? "")")
    }
  }

  @Test func allLawsAreCheckedAtOnceButTheExceptions() throws {
    try ClassifierLaw.checkAll(FlawedTableClassifier(), on: .threeClasses)
    try TransformerLaw.checkAll(FlawedTableTransformer(), on: .twoClasses)
    let (classifier, transformer) = (
      FlawedTableClassifier(.takesTextsForZeros), FlawedTableTransformer(.takesTextsForZeros)
    )
    #expect(throws: LawViolation.self) { try ClassifierLaw.checkAll(classifier, on: .threeClasses) }
    #expect(throws: LawViolation.self) { try TransformerLaw.checkAll(transformer, on: .threeClasses) }
    try ClassifierLaw.checkAll(classifier, on: .threeClasses, except: [.badInputIsExplained: "Texts are 0 to it."])
    try TransformerLaw.checkAll(
      transformer, on: .threeClasses, except: [.badInputIsExplained: "Texts are 0 to it."])
  }

  @Test func aTableThatCannotBeCheckedOnIsRefused() throws {
    let sample = try TableLawSample.twoClasses
    let (labels, weights) = (sample.labels, sample.weights)
    func words(_ table: Table, _ labels: [String], _ weights: [Int], _ stranger: String? = nil) -> String {
      violation { _ = try TableLawSample(table, labels: labels, weights: weights, stranger: stranger) } ?? ""
    }
    #expect(words(sample.table, labels, weights) == "")
    #expect(try words(sample.table.selecting(rows: [0, 1]), labels, weights).contains("not 2 × 4"))
    #expect(words(sample.table, labels.dropLast(), weights).contains("as many labels, not 39"))
    #expect(words(sample.table, labels, weights.map { _ in 1 }).contains("give some rows 0"))
    #expect(words(sample.table, labels, weights, "no").contains("The stranger no is the label of a row."))
  }

  /// A strict encoder must be able to learn every category from the rows with weight, and from the second half.
  @Test func everyCategoryOfTheReadyTableHasWeightInBothHalves() throws {
    for sample in [try TableLawSample.threeClasses, try TableLawSample.twoClasses, try TableLawSample.fiveClasses] {
      let rows = sample.table.rows
      for name in ["kind", "ripe", "count"] {
        let cells = try sample.table.column(name).values
        let weighted = Set((0..<rows).filter { sample.weights[$0] > 0 }.map { cells[$0] })
        #expect(weighted == Set(cells), "\(name)")
        #expect(Set(cells[(rows / 2)...]) == Set(cells), "\(name)")
      }
    }
  }
}
