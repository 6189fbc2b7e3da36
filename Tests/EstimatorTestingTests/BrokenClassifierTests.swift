import EstimatorTesting
import Estimators
import Testing

/// A law is worth something only if a classifier that breaks it is caught.
@Suite struct BrokenClassifierTests {
  @Test(arguments: ClassifierLaw.ofFeatures)
  func aSoundClassifierKeepsTheLaw(law: ClassifierLaw) throws {
    try law.check(FlawedClassifier(), on: .threeClasses)
    try law.check(FlawedClassifier(), on: .twoClasses)
    try law.check(FlawedClassifier(), on: .fiveClasses)
  }

  @Test func everyLawIsBrokenByAFlawMadeForIt() {
    #expect(Set(ClassifierFlaw.allCases.map(\.breaks[0])) == Set(ClassifierLaw.ofFeatures))
  }

  @Test(arguments: ClassifierFlaw.allCases)
  func aFlawBreaksItsLawsAndNoOther(flaw: ClassifierFlaw) {
    for law in ClassifierLaw.ofFeatures {
      let found = violation { try law.check(FlawedClassifier(flaw), on: .threeClasses) }
      #expect((found != nil) == flaw.breaks.contains(law), "\(law): \(found ?? "kept")")
      guard law == flaw.breaks[0] else { continue }
      #expect(found?.hasPrefix("FlawedClassifier breaks the law \(law). ") == true)
      #expect(found?.contains(flaw.says) == true, "\(found ?? "")")
    }
  }

  @Test func allLawsAreCheckedAtOnceAndAllThatAreBrokenAreTold() throws {
    try ClassifierLaw.checkAll(FlawedClassifier(), on: .threeClasses)
    let flawed = FlawedClassifier(.differsFromCallToCall)
    let found = try #require(violation { try ClassifierLaw.checkAll(flawed, on: .threeClasses) })
    for law in ClassifierFlaw.differsFromCallToCall.breaks { #expect(found.contains("breaks the law \(law).")) }
    #expect(found.split(separator: "\n").count == ClassifierFlaw.differsFromCallToCall.breaks.count)
  }

  @Test func anExceptionIsNotChecked() throws {
    let flawed = FlawedClassifier(.favoursTheFirstRow)
    #expect(throws: LawViolation.self) { try ClassifierLaw.checkAll(flawed, on: .threeClasses) }
    try ClassifierLaw.checkAll(flawed, on: .threeClasses, except: [.rowOrderIsIrrelevant: "It is fond of it."])
  }

  @Test func whatAClassifierThrowsWhereItShouldNotIsAViolation() {
    let impossible = MultinomialNB<String>(smoothing: -1)
    let found = violation { try ClassifierLaw.sameDataSameBits.check(impossible, on: .twoClasses) }
    #expect(found?.contains("It threw EstimatorError: `smoothing` must be") == true)
  }

  @Test func theToleranceIsTheCallers() throws {
    let law = ClassifierLaw.rowOrderIsIrrelevant
    #expect(throws: LawViolation.self) { try law.check(FlawedClassifier(.favoursTheFirstRow), on: .threeClasses) }
    try law.check(FlawedClassifier(.favoursTheFirstRow), on: .threeClasses, tolerance: 0.5)
  }
}

/// What a check found, in words; `nil` when it found nothing.
///
/// Any other error is a failure of the test: a check throws nothing else.
func violation(_ check: () throws -> Void) -> String? {
  do {
    try check()
    return nil
  } catch let violation as LawViolation {
    return violation.description
  } catch {
    Issue.record(error)
    return nil
  }
}
