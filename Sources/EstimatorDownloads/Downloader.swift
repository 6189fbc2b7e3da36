import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Fetches files into memory.
struct Downloader {
  /// Why a server's answer was not taken.
  enum Refusal: Error, CustomStringConvertible {
    case status(Int)
    case tooLarge(limit: Int)
    case incomplete(received: Int, expected: Int)
    case noAnswer

    var description: String {
      switch self {
      case .status(let status): "the server answered with status \(status)"
      case .tooLarge(let limit): "the file is larger than \(limit) bytes"
      case .incomplete(let received, let expected): "the connection ended after \(received) of \(expected) bytes"
      case .noAnswer: "the connection ended without an answer"
      }
    }
  }

  /// The content at a URL.
  ///
  /// - Parameters:
  ///   - limit: The most bytes taken; a server that sends more is cut off.
  ///   - progress: Called as bytes arrive, on no particular thread, in order.
  /// - Throws: A ``Refusal``, `URLError`, or `CancellationError` when the task is cancelled.
  func fetch(_ url: URL, limit: Int, progress: (_ received: Int, _ expected: Int?) -> Void) async throws -> Data {
    let (events, continuation) = AsyncThrowingStream.makeStream(of: DownloadEvent.self)
    let session = URLSession(
      configuration: Self.configuration, delegate: DownloadDelegate(continuation), delegateQueue: nil)
    // Ends the transfer whichever way this function is left.
    defer { session.invalidateAndCancel() }
    session.dataTask(with: url).resume()
    return try await collect(events, limit: limit, progress)
  }

  private func collect(
    _ events: AsyncThrowingStream<DownloadEvent, any Error>, limit: Int,
    _ progress: (_ received: Int, _ expected: Int?) -> Void
  ) async throws -> Data {
    var content = Data()
    var expected: Int?
    var isAnswered = false
    for try await event in events {
      switch event {
      case .response(let status, let length):
        guard status == 200 else { throw Refusal.status(status) }
        isAnswered = true
        expected = length
        if let length, length > limit { throw Refusal.tooLarge(limit: limit) }
      case .data(let data):
        guard data.count <= limit - content.count else { throw Refusal.tooLarge(limit: limit) }
        content += data
        progress(content.count, expected)
      }
    }
    try Task.checkCancellation()
    guard isAnswered else { throw Refusal.noAnswer }
    if let expected, content.count < expected { throw Refusal.incomplete(received: content.count, expected: expected) }
    return content
  }

  /// No cache of its own: URLSession would leave a folder behind. No stall longer than a minute.
  private static var configuration: URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = 60
    return configuration
  }
}

private enum DownloadEvent: Sendable {
  case response(status: Int, length: Int?)
  case data(Data)
}

/// Passes what URLSession tells on into a stream; keeps no state.
private final class DownloadDelegate: NSObject, URLSessionDataDelegate, Sendable {
  private let continuation: AsyncThrowingStream<DownloadEvent, any Error>.Continuation

  init(_ continuation: AsyncThrowingStream<DownloadEvent, any Error>.Continuation) {
    self.continuation = continuation
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let length = response.expectedContentLength
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    continuation.yield(.response(status: status, length: length >= 0 ? Int(length) : nil))
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    continuation.yield(.data(data))
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    continuation.finish(throwing: error)
  }
}
