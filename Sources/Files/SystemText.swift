#if os(Linux)
  internal import Platform

  private let readBytes = Platform.read

  /// Short texts that the kernel makes when they are read.
  enum SystemText {
    /// Longer texts are cut.
    private static let mostBytes = 1 << 16

    /// What the file holds; `nil` when it is not there.
    static func read(_ path: String) -> String? {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { close(file) }
      var text: [UInt8] = []
      while text.count < mostBytes {
        let part = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
          count = max(0, readBytes(file, buffer.baseAddress, buffer.count))
        }
        guard !part.isEmpty else { break }
        text += part
      }
      return String(decoding: text, as: UTF8.self)
    }

    /// The whole number that a text consists of; `nil` for `max` and other words.
    static func number(_ text: String) -> Int? { text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) } }

    /// The whole number behind a word at the beginning of a line.
    static func number(after word: String, in text: String) -> Int? {
      text.split(separator: "\n").first { $0.hasPrefix(word) }.flatMap { number(String($0.dropFirst(word.count))) }
    }
  }
#endif
