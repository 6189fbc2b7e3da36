import EstimatorDatasets
import EstimatorDownloads
import Foundation
import Testing

@Suite struct DownloadTests {
  typealias File = MNIST.RemoteFile

  /// A tiny data set under the true names: per file its compressed bytes, and what is known of its content.
  static let files: [(file: File, data: Data)] = (try? makeFiles()) ?? []

  @Test func filesComeFromTheFirstMirrorAndAreReadFromTheCache() async throws {
    let server = try LoopbackServer(Self.answers)
    defer { server.stop() }
    try await withTemporaryFolder { folder in
      let target = folder.appending(path: "new/mnist")
      #expect(try MNIST.cached(in: target) == nil)
      let log = ProgressLog()
      let place = try await MNIST.download(Self.files.map(\.file), from: [server.url], to: target) { log.add($0) }
      #expect(place == target)
      let mnist = try #require(try MNIST.cached(in: target))
      #expect(mnist.train.labels == [5, 0, 4])
      #expect(mnist.test.images.rows == 2)
      #expect(Set(log.entries.map(\.file)) == Set(Self.files.map(\.file.name)))
      #expect(log.entries.last?.received == log.entries.last?.expected)
      #expect(try FileManager.default.contentsOfDirectory(atPath: target.path).count == 4, "no temporary file stays")
    }
  }

  @Test func whatIsThereIsNotFetchedAgainUnlessItIsDamaged() async throws {
    let server = try LoopbackServer(Self.answers)
    defer { server.stop() }
    try await withTemporaryFolder { folder in
      for _ in 0..<2 { try await download(from: [server.url], to: folder) }
      #expect(server.requests.count == 4)
      try Data([1, 2, 3]).write(to: folder.appending(path: Self.files[2].file.name))
      try await download(from: [server.url], to: folder)
      #expect(server.requests.count == 5)
      #expect(try Data(contentsOf: folder.appending(path: Self.files[2].file.name)) == Self.files[2].data)
    }
  }

  /// What can be wrong with the first mirror, and a word of the reason that is given.
  enum Fault: String, CaseIterable {
    case missing = "status 404"
    case broken = "status 500"
    case anotherContent = "checksum"
    case cutShort = "127.0.0.1"
    case cutShortUnnoticed = "end"
    case pageInstead = "ends too early"
    case bomb = "must be"
    case endless = "larger than"
    case unreachable = "connection"
  }

  @Test(arguments: Fault.allCases)
  func afterAnyFaultTheSecondMirrorIsAsked(fault: Fault) async throws {
    let first = try LoopbackServer(answers(with: fault), isListening: fault != .unreachable)
    let second = try LoopbackServer(Self.answers)
    defer {
      first.stop()
      second.stop()
    }
    try await withTemporaryFolder { folder in
      try await download(from: [first.url, second.url], to: folder)
      #expect(try MNIST.cached(in: folder)?.train.labels == [5, 0, 4])
      #expect(second.requests == ["/\(Self.files[0].file.name)"] || fault == .unreachable)
    }
  }

  @Test(arguments: Fault.allCases)
  func whenEveryMirrorFailsEachIsNamedAndNothingIsLeft(fault: Fault) async throws {
    let first = try LoopbackServer(answers(with: fault), isListening: fault != .unreachable)
    let second = try LoopbackServer([:])
    defer {
      first.stop()
      second.stop()
    }
    try await withTemporaryFolder { (folder) async throws -> Void in
      let error = await #expect(throws: DatasetError.self) {
        try await download(from: [first.url, second.url], to: folder)
      }
      guard case .downloadFailed(let name, let attempts) = error?.kind else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(name == Self.files[0].file.name)
      #expect(attempts.count == 2)
      #expect(attempts.first?.hasPrefix(first.url.absoluteString) == true)
      #expect(attempts.first?.contains(fault.rawValue) == true, "\(attempts)")
      #expect(attempts.last?.contains("status 404") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func aCancelledDownloadStops() async throws {
    var stalled = Self.answers
    for path in stalled.keys { stalled[path]?.promisedLength = 3000 }
    let server = try LoopbackServer(stalled)
    defer { server.stop() }
    try await withTemporaryFolder { (folder) async throws -> Void in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await download(from: [server.url], to: folder)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func aFolderThatCannotBeMadeIsExplained() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      let error = await #expect(throws: DatasetError.self) {
        try await download(from: [], to: file.appending(path: "below"))
      }
      guard case .cannotWrite = error?.kind else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func theCacheFollowsTheRules() {
    let path = { DatasetCache.folder(in: $0).path }
    #expect(path(["ESTIMATORS_DATA": "/data", "XDG_CACHE_HOME": "/cache"]) == "/data")
    #expect(path(["ESTIMATORS_DATA": "", "XDG_CACHE_HOME": "/cache"]) == "/cache/swift-estimators")
    #expect(path(["XDG_CACHE_HOME": "relative"]) == path([:]))
    #expect(path([:]).hasSuffix("/swift-estimators"))
  }

  // MARK: Help

  private func download(from mirrors: [URL], to folder: URL) async throws {
    try await MNIST.download(Self.files.map(\.file), from: mirrors, to: folder) { _ in }
  }

  private static var answers: [String: LoopbackServer.Answer] {
    Dictionary(uniqueKeysWithValues: files.map { ("/\($0.file.name)", LoopbackServer.Answer(body: $0.data)) })
  }

  /// A mirror whose first file has a fault.
  private func answers(with fault: Fault) throws -> [String: LoopbackServer.Answer] {
    var answers = Self.answers
    let (file, data) = Self.files[0]
    let path = "/\(file.name)"
    switch fault {
    case .unreachable: break
    case .missing: answers[path] = nil
    case .broken: answers[path]?.status = 500
    case .anotherContent: answers[path]?.body = try Deflate.compress(Data(count: file.size), as: .gzip, file: "")
    case .cutShort: answers[path] = .init(body: data.dropLast(20), promisedLength: data.count)
    case .cutShortUnnoticed: answers[path] = .init(body: data.dropLast(20))
    case .pageInstead: answers[path] = .init(body: Data("<html>Please log in</html>".utf8))
    case .bomb: answers[path] = .init(body: try Deflate.compress(Data(count: 1 << 20), as: .gzip, file: ""))
    case .endless: answers[path] = .init(body: Data(count: 1 << 20))
    }
    return answers
  }

  private static func makeFiles() throws -> [(file: File, data: Data)] {
    try withTemporaryFolder { folder in
      var files: [(file: File, data: Data)] = []
      for (name, count, labels) in [("train", 3, [5, 0, 4]), ("t10k", 2, [7, 2])] {
        let url = folder.appending(path: "file")
        try IDX.write(images: Matrix(rows: count, columns: 784, repeating: 9), height: 28, width: 28, to: url)
        files.append(try describe(url, "\(name)-images-idx3-ubyte.gz"))
        try IDX.write(labels: labels, to: url)
        files.append(try describe(url, "\(name)-labels-idx1-ubyte.gz"))
      }
      return files
    }
  }

  private static func describe(_ url: URL, _ name: String) throws -> (file: File, data: Data) {
    let content = try Data(contentsOf: url)
    let file = File(name: name, size: content.count, digest: SHA256.hexDigest(of: Array(content)))
    return (file, try Deflate.compress(content, as: .gzip, file: name))
  }
}

/// Collects progress from whichever thread it comes on.
private final class ProgressLog: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [DownloadProgress] = []

  var entries: [DownloadProgress] { lock.withLock { list } }

  func add(_ progress: DownloadProgress) { lock.withLock { list.append(progress) } }
}
