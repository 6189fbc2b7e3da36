/// What somebody probably meant who wrote a name that there is not.
package enum Spelling {
  /// The name that is closest, `nil` when none is close: another case of letters, or a slip of the fingers in at most a
  /// third of the letters.
  package static func nearest(to name: String, among names: some Collection<String>) -> String? {
    let wanted = folded(name)
    let limit = max(1, wanted.count / 3)
    let close = names.map { (name: $0, slips: slips(wanted, folded($0), atMost: limit)) }.filter { $0.slips <= limit }
    return close.min { $0.slips < $1.slips }?.name
  }

  /// ` Did you mean "age"?`, or nothing.
  package static func hint(for name: String, among names: some Collection<String>) -> String {
    nearest(to: name, among: names).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// Letters and digits alone: blanks, dashes and underscores are what people remember worst.
  private static func folded(_ name: String) -> [Character] {
    let kept = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return Array(kept.isEmpty ? name : kept)
  }

  /// How many letters must be changed, added, left out, or swapped with the next; `limit + 1` when more than that. The
  /// distance of Damerau and Levenshtein between neighbouring swaps ("optimal string alignment").
  private static func slips(_ a: [Character], _ b: [Character], atMost limit: Int) -> Int {
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    var (before, last) = ([Int](), Array(0...b.count))
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return min(last[b.count], limit + 1)
  }
}
