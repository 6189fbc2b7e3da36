// Attacks reports and certificates with random fits, the truth recomputed in double-double. Scripts/attack runs it.

import Foundation
import _AttackSupport

var (count, first) = (5000, 1)
var arguments = CommandLine.arguments.dropFirst()
while let option = arguments.popFirst() {
  guard let value = arguments.popFirst().flatMap({ Int($0) }), value >= 0, value <= Int(UInt32.max / 2),
    ["--count", "--seed"].contains(option)
  else {
    FileHandle.standardError.write(Data("attack [--count NUMBER] [--seed NUMBER]\n".utf8))
    exit(2)
  }
  if option == "--count" { count = value } else { first = value }
}

var table = AttackTable()
for seed in first..<first + count {
  let outcome = AttackOutcome(AttackCase(seed: UInt32(seed)))
  for (kind, what) in outcome.violations { print("\(kind.rawValue): \(what)\n  \(outcome.attack)") }
  table.add(outcome)
}
print(table)
exit(table.holds ? 0 : 1)
