import Foundation
import Platform

#if canImport(Glibc)
  private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
  private let streamSocket = SOCK_STREAM
#endif

/// An HTTP server for tests: answers on 127.0.0.1 from a table, counts requests, and stops with `stop()`.
final class LoopbackServer: @unchecked Sendable {
  struct Answer: Sendable {
    var status = 200
    var body = Data()
    /// What `Content-Length` says; left out, the truth.
    var promisedLength: Int?
  }

  struct CannotStart: Error {}

  let url: URL
  private let socket: Int32
  private let answers: [String: Answer]
  /// Guards `paths`, the only state that changes.
  private let lock = NSLock()
  private var paths: [String] = []

  /// The paths asked for so far.
  var requests: [String] { lock.withLock { paths } }

  /// - Parameter isListening: Without it the port is taken, so that no other server gets it, and refuses connections.
  init(_ answers: [String: Answer], isListening: Bool = true) throws {
    self.answers = answers
    let socket = makeSocket(AF_INET, streamSocket, 0)
    self.socket = socket
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutableBytes(of: &address) { bytes -> UInt16? in
      guard let place = bytes.bindMemory(to: sockaddr.self).baseAddress else { return nil }
      guard bind(socket, place, length) == 0, getsockname(socket, place, &length) == 0 else { return nil }
      guard !isListening || listen(socket, 8) == 0 else { return nil }
      return UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
    guard let port, let url = URL(string: "http://127.0.0.1:\(port)") else { throw CannotStart() }
    self.url = url
    if isListening { Thread.detachNewThread { [self] in serve() } }
  }

  /// Ends the thread that answers. That thread closes the socket, so that it never waits on a reused number.
  func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  private func serve() {
    defer { close(socket) }
    while true {
      let connection = accept(socket, nil, nil)
      guard connection >= 0 else { return }
      answer(connection)
      shutdown(connection, Int32(SHUT_RDWR))
      close(connection)
    }
  }

  private func answer(_ connection: Int32) {
    var request = [UInt8](repeating: 0, count: 4096)
    let count = read(connection, &request, request.count)
    let words = String(decoding: request.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    guard words.count > 1 else { return }
    let path = String(words[1])
    lock.withLock { paths.append(path) }
    let answer = answers[path] ?? Answer(status: 404, body: Data("<h1>Not here</h1>".utf8))
    let head =
      "HTTP/1.1 \(answer.status) Answer\r\nContent-Length: \(answer.promisedLength ?? answer.body.count)\r\n"
      + "Connection: close\r\n\r\n"
    var rest = Array((Data(head.utf8) + answer.body))[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Self.sendFlags) }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }

  /// A client that hangs up must not end the test process.
  private static var sendFlags: Int32 {
    #if canImport(Glibc)
      Int32(MSG_NOSIGNAL)
    #else
      0
    #endif
  }
}

/// `socket` by a name that a property of the same name does not hide.
private func makeSocket(_ domain: Int32, _ type: Int32, _ proto: Int32) -> Int32 {
  socket(domain, type, proto)
}
