#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FigureError: LocalizedError {
  public var errorDescription: String? { description }
}
