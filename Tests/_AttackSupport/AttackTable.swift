import Foundation

/// Many attacks in numbers: violations by kind, and how loose the certificates of converged fits are.
package struct AttackTable: Sendable {
  package private(set) var count = 0
  package private(set) var violations: [AttackOutcome.Violation: [(attack: String, what: String)]] = [:]
  private var looseness: [Group: [Double]] = [:]
  /// Truths that were not taken as exactly as they are meant to be.
  private var inexactTruths = 0

  private struct Group: Hashable {
    let kind: AttackCase.Kind
    let tolerance: Double
  }

  package static let tolerances = [1e-4, 1e-6, 1e-8]
  /// The certificates of converged fits with an L1 penalty are, in the median, below so many times the true gap.
  package static let mostLooseness = 100.0
  private static let exactTruth = 1e-12

  package init() {}

  package mutating func add(_ outcome: AttackOutcome) {
    count += 1
    for (kind, what) in outcome.violations { violations[kind, default: []].append((outcome.attack.description, what)) }
    if outcome.truthNorm > Self.exactTruth { inexactTruths += 1 }
    guard outcome.converged, let factor = outcome.looseness else { return }
    looseness[Group(kind: outcome.attack.kind, tolerance: outcome.attack.tolerance), default: []].append(factor)
  }

  /// The median of certified over true gap of the converged fits; `nil` when there are none.
  package func median(_ kind: AttackCase.Kind, _ tolerance: Double) -> Double? {
    quantile(0.5, Group(kind: kind, tolerance: tolerance))
  }

  private func quantile(_ share: Double, _ group: Group) -> Double? {
    guard let sorted = looseness[group]?.sorted(), !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  /// Whether nothing was violated and the medians of L1 fits are where they should be.
  package var holds: Bool {
    violations.isEmpty && Self.tolerances.allSatisfy { (median(.l1, $0) ?? 1) < Self.mostLooseness }
  }
}

extension AttackTable: CustomStringConvertible {
  package var description: String {
    var lines = ["\(count) attacks, the truth inexact in \(inexactTruths)"]
    for kind in AttackOutcome.Violation.allCases {
      lines.append("  \(kind.rawValue): \(violations[kind]?.count ?? 0)")
    }
    lines.append("certified over true gap of converged fits, true gap above 1e-13 of F: fits, median, 90 %, least")
    for kind in AttackCase.Kind.allCases {
      for tolerance in Self.tolerances {
        let group = Group(kind: kind, tolerance: tolerance)
        let figures = [0.5, 0.9, 0].map { quantile($0, group).map { String(format: "%.6g", $0) } ?? "–" }
        let count = looseness[group]?.count ?? 0
        lines.append("  \(kind.rawValue) \(tolerance): \(count), \(figures.joined(separator: ", "))")
      }
    }
    return lines.joined(separator: "\n")
  }
}
