extension String {
  /// The text with line breaks, tabs and control characters as spaces: safe as one line of a figure or a terminal.
  var singleLine: String {
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      let breaks: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
      result.append(breaks.contains(scalar.properties.generalCategory) ? " " : scalar)
    }
    return String(result)
  }
}
