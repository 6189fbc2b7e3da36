#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LawViolation: LocalizedError {
  /// The sentence that test reports show.
  public var errorDescription: String? { description }
}
