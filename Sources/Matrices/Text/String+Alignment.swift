extension String {
  /// The text with spaces before it, `width` characters in all. A longer text stays as it is.
  package func rightAligned(_ width: Int) -> String { padding(to: width) + self }

  /// The text with spaces behind it, `width` characters in all. A longer text stays as it is.
  package func leftAligned(_ width: Int) -> String { self + padding(to: width) }

  private func padding(to width: Int) -> String { String(repeating: " ", count: max(0, width - printedWidth)) }

  /// Unicode scalars: what Python's alignment counts.
  package var printedWidth: Int { unicodeScalars.count }
}
