import Files
import Foundation

/// `_file-writer PATH LETTER BYTES COUNT` writes a file of one letter, again and again. Exits with 1 and says why when
/// a write fails.
@main
struct FileWriter {
  static func main() {
    do {
      try run(CommandLine.arguments)
    } catch {
      print(error)
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count == 5, let letter = arguments[2].utf8.first, let size = Int(arguments[3]),
      let count = Int(arguments[4])
    else { throw Usage() }
    let bytes = [UInt8](repeating: letter, count: size)
    for _ in 0..<count { try bytes.withUnsafeBytes { try AtomicFile.write($0, to: arguments[1]) } }
  }

  private struct Usage: Error {}
}
