import EstimatorDatasets
import Files
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension MNIST {
  /// Downloads the four original files, if they are not there yet, and returns the folder they are in.
  ///
  ///     let mnist = try MNIST.load(from: await MNIST.download())
  ///
  /// 11.6 MB from the first of two public mirrors that answers with the right content. A file is kept only if the
  /// SHA-256 of its uncompressed bytes is right, and appears under its name only when it is complete. Nothing in this
  /// package downloads unless this function is called.
  ///
  /// - Parameters:
  ///   - folder: Where the files go; left out, `DatasetCache.folder` + `mnist`, where `MNIST.cached()` finds them.
  ///   - progress: Called as bytes arrive, in order, on no particular thread.
  /// - Throws: `DatasetError.downloadFailed` with what each mirror answered,
  ///   `DatasetError.cannotWrite`, or `CancellationError`.
  @discardableResult
  public static func download(
    to folder: URL? = nil, progress: @Sendable (DownloadProgress) -> Void = { _ in }
  ) async throws -> URL {
    try await download(MNISTFile.allCases.map(RemoteFile.init), from: mirrors, to: folder ?? cacheFolder, progress)
  }

  /// Public copies of the original files, asked in this order: PyTorch's and TensorFlow's.
  private static var mirrors: [URL] {
    [
      "https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist",
    ].compactMap { URL(string: $0) }
  }

  /// A file to fetch, with the size and SHA-256 of its uncompressed bytes.
  package struct RemoteFile: Sendable {
    package let name: String
    package let size: Int
    package let digest: String

    package init(name: String, size: Int, digest: String) {
      self.name = name
      self.size = size
      self.digest = digest
    }

    init(_ file: MNISTFile) {
      self.init(name: file.rawValue + ".gz", size: file.size, digest: file.digest)
    }
  }

  /// Fetches each file from the first mirror that has it right. Mirrors and files are parameters for tests.
  @discardableResult
  package static func download(
    _ files: [RemoteFile], from mirrors: [URL], to folder: URL, _ progress: @Sendable (DownloadProgress) -> Void
  ) async throws -> URL {
    do {
      try Folder.make(folder.path)
    } catch {
      throw DatasetError.cannotWrite(file: folder.path, reason: error.description)
    }
    for file in files {
      let target = folder.appending(path: file.name)
      if let present = try? FileBytes.read(target), (try? verify(present, file)) != nil { continue }
      try FileBytes.write(await fetch(file, mirrors, progress), to: target)
    }
    return folder
  }

  private static func fetch(
    _ file: RemoteFile, _ mirrors: [URL], _ progress: @Sendable (DownloadProgress) -> Void
  ) async throws -> Data {
    var attempts: [String] = []
    for mirror in mirrors {
      let url = mirror.appending(path: file.name)
      do {
        // Deflate makes incompressible data longer by 5 bytes in 16 kB, and gzip adds a header.
        let data = try await Downloader().fetch(url, limit: file.size + file.size / 1000 + 4096) {
          progress(DownloadProgress(file: file.name, received: $0, expected: $1))
        }
        try verify(data, file)
        return data
      } catch let error as CancellationError {
        throw error
      } catch {
        if Task.isCancelled { throw CancellationError() }
        attempts.append("\(url.absoluteString): \(reason(error))")
      }
    }
    throw DatasetError.downloadFailed(file: file.name, attempts: attempts)
  }

  /// Checks the uncompressed bytes.
  private static func verify(_ data: Data, _ file: RemoteFile) throws {
    let content = try ByteSource.open(data, file: file.name) { try $0.readRest(file.size, of: "its content") }
    guard SHA256.hexDigest(of: content) == file.digest else {
      throw DatasetError.checksumMismatch(file: file.name, part: "its content (SHA-256)")
    }
  }

  /// Linux describes a `URLError` with nothing but its number; the usual ones deserve words.
  private static func reason(_ error: any Error) -> String {
    guard let error = error as? URLError else { return "\(error)" }
    let words: [URLError.Code: String] = [
      .cannotFindHost: "the host is not known", .cannotConnectToHost: "no connection to the host",
      .notConnectedToInternet: "not connected to the internet", .timedOut: "no answer in time",
      .networkConnectionLost: "the connection broke off", .secureConnectionFailed: "no secure connection",
    ]
    return words[error.code] ?? "\(error.localizedDescription) (URLError \(error.code.rawValue))"
  }
}
