#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExportError: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}
