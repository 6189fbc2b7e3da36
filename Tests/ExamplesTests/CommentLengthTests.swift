import Foundation
import Testing

/// Comments have at most 120 columns. The formatter sees to code, and leaves them alone.
@Suite struct CommentLengthTests {
  @Test(arguments: ["Sources", "Tests", "Snippets", "Examples"])
  func commentsAreShort(folder: String) throws {
    let folder = packageFolder.appending(path: folder)
    var comments = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where path.hasSuffix(".swift") && !path.contains(".build") {
      let lines = try text(of: folder.appending(path: path)).split(separator: "\n", omittingEmptySubsequences: false)
      for (place, line) in lines.enumerated() {
        let comment = line.drop { $0 == " " }
        guard comment.hasPrefix("//") else { continue }
        comments += 1
        // A single word, such as the link of a long function, can't be broken.
        let isOneWord = comment.drop { $0 == "/" }.split(separator: " ").count == 1
        #expect(line.count <= 120 || isOneWord, "\(path):\(place + 1) has \(line.count) columns.")
      }
    }
    #expect(comments > 50)
  }
}
