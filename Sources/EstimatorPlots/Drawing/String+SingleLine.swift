extension String {
  /// The text with line breaks, tabs and control characters as spaces: safe as one line of a figure or a terminal.
  var singleLine: String {
    var result = UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
