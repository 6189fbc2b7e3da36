/// How much of the reports of its fits a model file holds.
public struct ReportDetail: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case full, summary, none
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Everything: what is read equals what was written.
  public static let full = Self(.full)
  /// Everything but ``FitReport/history``, which grows with the iterations.
  public static let summary = Self(.summary)
  /// Nothing: no seconds, no kernel, no objective. What is read has the report of coefficients that were given.
  public static let none = Self(.none)
}

extension CodingUserInfoKey {
  /// A ``ReportDetail`` for the encoder of a model file.
  static let reportDetail = CodingUserInfoKey(rawValue: "swift-estimators.report")
}
