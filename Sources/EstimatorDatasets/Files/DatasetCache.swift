#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where downloaded data lie.
///
/// The folder in the variable `ESTIMATORS_DATA`; else `swift-estimators` in `$XDG_CACHE_HOME`; else `swift-estimators`
/// in the user's folder for caches: `~/.cache` on Linux, `~/Library/Caches` on Apple systems.
public enum DatasetCache {
  /// The folder. It need not exist yet.
  public static var folder: URL { folder(in: ProcessInfo.processInfo.environment) }

  /// The folder for the given environment variables.
  package static func folder(in environment: [String: String]) -> URL {
    if let data = environment["ESTIMATORS_DATA"], !data.isEmpty {
      return URL(fileURLWithPath: data, isDirectory: true)
    }
    // The XDG rule: a path that is not absolute is to be ignored.
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return URL(fileURLWithPath: cache, isDirectory: true).appending(path: "swift-estimators")
    }
    let caches = FileManager.default.urls(for: .cachesDirectory, in: .userDomainMask).first
    return (caches ?? FileManager.default.temporaryDirectory).appending(path: "swift-estimators")
  }
}
