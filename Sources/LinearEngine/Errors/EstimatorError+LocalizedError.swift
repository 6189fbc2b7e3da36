// Guarded by `LocalizedErrorTests`.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension EstimatorError: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}
