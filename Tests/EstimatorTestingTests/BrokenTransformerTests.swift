import EstimatorTesting
import Estimators
import Testing

/// A law is worth something only if a transformer that breaks it is caught.
@Suite struct BrokenTransformerTests {
  @Test(arguments: TransformerLaw.ofFeatures)
  func aSoundTransformerKeepsTheLaw(law: TransformerLaw) throws {
    try law.check(FlawedTransformer())
    try law.check(FlawedTransformer(), on: .twoNumbers)
    try law.check(FlawedTransformer(), on: .fiveNumbers)
  }

  @Test func everyLawIsBrokenByAFlawMadeForIt() {
    #expect(Set(TransformerFlaw.allCases.map(\.breaks[0])) == Set(TransformerLaw.ofFeatures))
  }

  @Test(arguments: TransformerFlaw.allCases)
  func aFlawBreaksItsLawsAndNoOther(flaw: TransformerFlaw) {
    for law in TransformerLaw.ofFeatures {
      let found = violation { try law.check(FlawedTransformer(flaw)) }
      #expect((found != nil) == flaw.breaks.contains(law), "\(law): \(found ?? "kept")")
      guard law == flaw.breaks[0] else { continue }
      #expect(found?.hasPrefix("FlawedTransformer breaks the law \(law). ") == true)
      #expect(found?.contains(flaw.says) == true, "\(found ?? "")")
    }
  }

  @Test func allLawsAreCheckedAtOnceButTheExceptions() throws {
    try TransformerLaw.checkAll(FlawedTransformer())
    let flawed = FlawedTransformer(.fillsInZeros)
    #expect(violation { try TransformerLaw.checkAll(flawed) }?.contains("Sparse rows became dense.") == true)
    try TransformerLaw.checkAll(flawed, except: [.sparseStaysSparse: "It fills in what was left out."])
  }
}
