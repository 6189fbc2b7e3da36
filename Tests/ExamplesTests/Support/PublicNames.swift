import Foundation

/// The names that the sources of a module declare as public: types and functions at the top, and members if asked for.
func publicNames(in module: String, members: Bool) throws -> Set<String> {
  let folder = packageFolder.appending(path: "Sources/\(module)")
  let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
  let declaration =
    #/
    public\ (?:(?:static|final|indirect|mutating|internal\(set\)|private\(set\))\ )*
    (?:struct|enum|protocol|class|actor|typealias|func|var|let)\ (?<name>\w+)
    /#
  var names: Set<String> = []
  for file in files {
    for line in try text(of: folder.appending(path: file)).split(separator: "\n") {
      let code = line.drop { $0 == " " }
      guard members || code.startIndex == line.startIndex, let match = code.prefixMatch(of: declaration) else {
        continue
      }
      names.insert(String(match.name))
    }
  }
  return names
}

/// The errors that a code tells apart. Their texts explain them; nobody looks them up by name.
func errorCodes() throws -> Set<String> {
  let folder = packageFolder.appending(path: "Sources")
  let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("Error.swift") }
  return try files.reduce(into: []) { names, file in
    for match in try text(of: folder.appending(path: file)).matches(of: /static let (\w+) = Code\(/) {
      names.insert(String(match.1))
    }
  }
}
