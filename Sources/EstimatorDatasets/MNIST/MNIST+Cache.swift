#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension MNIST {
  /// The data set that `MNIST.download()` of `EstimatorDownloads` left in the cache, if it is there.
  ///
  /// - Returns: `nil` when a file is missing.
  /// - Throws: ``DatasetError`` when the files are there but damaged.
  public static func cached() throws -> MNIST? {
    try cached(in: cacheFolder)
  }

  package static func cached(in folder: URL) throws -> MNIST? {
    MNISTForm.idx.missingFiles(in: folder).isEmpty ? try MNISTForm.idx.load(from: folder) : nil
  }

  /// ``DatasetCache/folder`` + `mnist`.
  package static var cacheFolder: URL { DatasetCache.folder.appending(path: "mnist") }
}
