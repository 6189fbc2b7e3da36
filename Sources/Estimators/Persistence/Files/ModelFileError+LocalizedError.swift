#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ModelFileError: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}
