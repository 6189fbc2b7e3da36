#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FitInterrupted: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}

extension FoldsInterrupted: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}
