import Testing
import _AttackSupport

/// Random fits that try to make their reports lie; `Scripts/attack` runs thousands of them.
@Suite(.tags(.slow)) struct AttackTests {
  @Test func noReportLiesAndL1CertificatesAreTight() {
    var table = AttackTable()
    for seed in 1...200 as ClosedRange<UInt32> { table.add(AttackOutcome(AttackCase(seed: seed))) }
    for (kind, found) in table.violations {
      for (attack, what) in found { Issue.record("\(kind.rawValue): \(what). \(attack)") }
    }
    for tolerance in AttackTable.tolerances {
      #expect(table.median(.l1, tolerance).map { $0 < AttackTable.mostLooseness } ?? false, "\(table)")
    }
  }
}
