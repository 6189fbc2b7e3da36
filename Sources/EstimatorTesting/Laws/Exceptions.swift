/// Checks every law of a list and throws one violation that tells of all that are broken.
func requireNone<Law>(_ laws: [Law], _ check: (Law) throws -> Void) throws {
  var broken: [String] = []
  for law in laws {
    do { try check(law) } catch { broken.append("\(error)") }
  }
  try require(broken.isEmpty, broken.joined(separator: "\n"))
}
