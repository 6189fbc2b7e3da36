extension ConfusionMatrixPlot: TerminalFigure {
  public func terminal(_ style: TerminalStyle) -> String {
    let heading = title.isEmpty ? [] : [TerminalText.truncated(title, to: style.width)]
    return (heading + (isPicture ? pictureLines(style) : [table(style)])).joined(separator: "\n")
  }

  /// The shares alone, for more classes than a table can list.
  private func pictureLines(_ style: TerminalStyle) -> [String] {
    let picture = picture(most: min(style.width, 100)) { share in
      guard style.color == .none else { return Self.color(ofShare: share) }
      // The faintest character for the smallest share, the blank for none.
      return .gray(share > 0 ? UInt8(max(26, share.squareRoot() * 255)) : 0)
    }
    let key = "\(classes.count) classes: true down, predicted across; the largest share in each place"
    return TerminalPicture.lines(picture, style.color) + [TerminalText.truncated(key, to: style.width)]
  }

  private func table(_ style: TerminalStyle) -> String {
    let texts = cellTexts
    let shares = rowShares
    let (rowNames, columnNames) = terminalNames
    let nameWidth = min(rowNames.reduce(4) { max($0, TerminalText.width($1)) }, max(style.width / 3, 4))
    let widestText = texts.joined().reduce(1) { max($0, $1.count) }
    let column = columnNames.reduce(widestText) { max($0, TerminalText.width($1)) } + 2
    let names = rowNames.map { TerminalText.truncated($0, to: nameWidth).padded(to: nameWidth) }
    // A table too wide for the terminal goes on below.
    let perBlock = max(1, (style.width - nameWidth) / column)
    let blocks = stride(from: 0, to: classes.count, by: perBlock).map { first in
      block(
        first..<min(first + perBlock, classes.count), names, columnNames, texts, shares, nameWidth: nameWidth,
        column: column, style)
    }
    return blocks.joined(separator: "\n\n")
  }

  private func block(
    _ columns: Range<Int>, _ rowNames: [String], _ columnNames: [String], _ texts: [[String]], _ shares: [[Double]],
    nameWidth: Int, column: Int, _ style: TerminalStyle
  ) -> String {
    let header = "true".padded(to: nameWidth) + columns.map { cell(columnNames[$0], column) }.joined()
    let caption = TerminalText.trailing("predicted", in: nameWidth + columns.count * column - 1) + " "
    let rows = classes.indices.map { row in
      rowNames[row]
        + columns.map { index in
          let color = Self.color(ofShare: shares[row][index])
          return TerminalText.painted(cell(texts[row][index], column), color.readableInk, on: color, style.color)
        }.joined()
    }
    return ([caption, header] + rows).joined(separator: "\n")
  }

  /// Names for rows and columns. Where short names would not tell the columns apart, they are numbered.
  private var terminalNames: (rows: [String], columns: [String]) {
    let short = classes.map { TerminalText.truncated($0, to: 7) }
    guard Set(short).count < Set(classes).count else { return (classes, short) }
    return (classes.indices.map { "#\($0) \(classes[$0])" }, classes.indices.map { "#\($0)" })
  }

  /// A text at the right of a cell with one space on each side.
  private func cell(_ text: String, _ width: Int) -> String { TerminalText.trailing(text, in: width - 1) + " " }
}

extension String {
  /// The text with spaces behind it up to a number of terminal cells.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TerminalText.width(self)))
  }
}
