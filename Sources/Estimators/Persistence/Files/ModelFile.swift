// Guarded by `ModelFileTests`.
import Files

/// The bytes of a model file:
///
///     0   7  93 45 53 54 4d 0d 0a  (“ESTM” between a byte that is no ASCII and the end of a line)
///     7   1  the version of this layout, 1
///     8   8  H, the length of the header
///     16  8  N, the length of the numbers
///     24  H  the header, JSON in UTF-8, filled up with spaces so that 24 + H is a multiple of 64
///     …   N  lists of numbers, each beginning at a multiple of 8
///     …   4  CRC-32 of all bytes before
///
/// Numbers are little endian. What the header holds is told in the article on model files.
package struct ModelFile {
  /// 0x93 is no text, and a change of line ends would change it.
  static let magic: [UInt8] = [0x93, 0x45, 0x53, 0x54, 0x4d, 0x0d, 0x0a]
  /// The layout of the bytes.
  static let layout: UInt8 = 1
  /// The meaning of the header.
  static let schema = 1

  private static let prefix = 24
  private static let alignment = 64
  private static let checksum = 4

  package var header: JSONNode
  package var numbers: ArraySlice<UInt8>

  // MARK: Writing

  /// - Throws: ``ModelFileError/notStorable(what:reason:)`` for a value of more layers than a reader takes.
  package func bytes() throws -> [UInt8] {
    guard header.depth <= JSONText.deepest else {
      throw ModelFileError.notStorable(
        what: "A value of \(header.depth) layers", reason: "readers take \(JSONText.deepest). Use fewer stages.")
    }
    let json = JSONText.bytes(header)
    let length = (Self.prefix + json.count + Self.alignment - 1) / Self.alignment * Self.alignment - Self.prefix
    var bytes = Self.magic + [Self.layout]
    bytes.reserveCapacity(Self.prefix + length + numbers.count + Self.checksum)
    [length, numbers.count].append(to: &bytes)
    bytes += json
    bytes += repeatElement(0x20, count: length - json.count)
    bytes += numbers
    [Checksum.of(bytes[...])].append(to: &bytes)
    return bytes
  }

  // MARK: Reading

  /// Takes a file apart: lengths, checksum, JSON, places of numbers, schema.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: What error texts call it.
  package init(_ bytes: [UInt8], file: String) throws {
    guard bytes.starts(with: Self.magic) else { throw ModelFileError.notAModelFile(file: file) }
    guard bytes.count >= Self.prefix + Self.checksum else {
      throw ModelFileError.truncated(file: file, expected: Self.prefix + Self.checksum, found: bytes.count)
    }
    guard bytes[7] == Self.layout else {
      throw ModelFileError.newer(file: file, what: "the layout", found: Int(bytes[7]), known: Int(Self.layout))
    }
    let length = try Self.headerLength(bytes, file)
    guard [UInt32](bytes: bytes.suffix(Self.checksum)) == [Checksum.of(bytes.dropLast(Self.checksum))] else {
      throw ModelFileError.damaged(file: file)
    }
    guard Memory.has(Memory.bytes(length, JSONText.bytesPerByte)) else {
      throw ModelFileError.tooLarge(file: file, bytes: Memory.bytes(length, JSONText.bytesPerByte))
    }
    do throws(JSONText.Fault) {
      header = try JSONText.node(bytes[Self.prefix..<Self.prefix + length])
    } catch {
      throw ModelFileError.malformed(file: file, reason: "In its header \(error).")
    }
    numbers = bytes[(Self.prefix + length)...].dropLast(Self.checksum)
    try check(file)
  }

  /// Looks whether the two lengths that a file gives add up to its own.
  private static func headerLength(_ bytes: [UInt8], _ file: String) throws -> Int {
    let lengths = [Int](bytes: bytes[8..<prefix])
    guard lengths.allSatisfy({ (0...Int.max / 4).contains($0) }) else {
      throw ModelFileError.malformed(file: file, reason: "Its lengths are beyond all memory.")
    }
    let expected = prefix + lengths[0] + lengths[1] + checksum
    guard bytes.count == expected else {
      throw ModelFileError.truncated(file: file, expected: expected, found: bytes.count)
    }
    return lengths[0]
  }

  private func check(_ file: String) throws {
    guard let schema = header["schema"]?.integer, schema >= 1 else {
      throw ModelFileError.malformed(file: file, reason: "The header names no schema.")
    }
    guard schema <= Self.schema else {
      throw ModelFileError.newer(file: file, what: "the schema", found: schema, known: Self.schema)
    }
    if let fault = NumberPlace.fault(in: header, of: numbers.count) {
      throw ModelFileError.malformed(file: file, reason: fault)
    }
  }

  init(header: JSONNode, numbers: [UInt8]) { (self.header, self.numbers) = (header, numbers[...]) }

  // MARK: Values

  /// The value under a name of the header.
  func value<Value: Decodable>(_ type: Value.Type, _ name: String, file: String) throws -> Value? {
    guard let node = header[name] else { return nil }
    do {
      return try FileDecoder.value(type, of: node, numbers: numbers)
    } catch let error as DecodingError {
      throw ModelFileError.malformed(file: file, reason: Self.text(of: error, under: name))
    } catch let error as EstimatorError {
      throw ModelFileError.malformed(file: file, reason: "In \(name): \(error.description)")
    } catch let error as MatrixError {
      throw ModelFileError.malformed(file: file, reason: "In \(name): \(error.description)")
    }
  }

  private static func text(of error: DecodingError, under name: String) -> String {
    let context =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
        .dataCorrupted(let context):
        context
      @unknown default: DecodingError.Context(codingPath: [], debugDescription: "\(error)")
      }
    let path = ([name] + context.codingPath.map(\.stringValue)).joined(separator: ".")
    return "At \(Readable.cut(path.singleSpaced, to: 120)): \(context.debugDescription)"
  }
}
