/// Where the parts of a confusion matrix go.
struct ConfusionMatrixLayout: Sendable, Hashable {
  static let margin = 12.0
  static let tick = 3.5
  static let nameSize = 10.0
  private static let longestName = 130.0

  let count: Int
  let cell: Double
  let numberSize: Double
  /// Class names, cut where they are too long.
  let names: [String]
  /// Names under the columns are slanted when they are wider than a cell.
  let slantsNames: Bool
  let titleHeight: Double
  let bar: ColorBar

  init(classes: [String], texts: [[String]], title: String, bar: ColorBar) {
    count = classes.count
    names = classes.map { TextMetrics.truncated($0, to: Self.longestName, size: Self.nameSize) }
    numberSize = count <= 12 ? 10 : 8
    let widestNumber = TextMetrics.width(ofWidest: Array(texts.joined()), size: numberSize)
    let widestName = TextMetrics.width(ofWidest: names, size: Self.nameSize)
    // About 11 cm for usual K, never too small for its numbers.
    cell = max(min(max(320 / Double(count), 22), 64), widestNumber + 8)
    slantsNames = widestName > cell - 6
    titleHeight = title.isEmpty ? 0 : 22
    self.bar = bar
  }

  /// The square of cells.
  var table: FigureRectangle {
    let widestName = TextMetrics.width(ofWidest: names, size: Self.nameSize)
    let left = Self.margin + Self.nameSize + 8 + widestName + 4 + Self.tick
    return FigureRectangle(x: left, y: Self.margin + titleHeight, width: side, height: side)
  }

  var size: FigureSize {
    FigureSize(
      width: table.maxX + ColorBar.gap + bar.width + Self.margin,
      height: predictedBaseline + 3 + Self.margin)
  }

  func cell(_ row: Int, _ column: Int) -> FigureRectangle {
    FigureRectangle(
      x: table.x + Double(column) * cell, y: table.y + Double(row) * cell, width: cell, height: cell)
  }

  /// Where the axis title "predicted" stands.
  var predictedBaseline: Double { table.maxY + Self.tick + 4 + namesHeight + 8 + Self.nameSize }

  private var side: Double { Double(count) * cell }

  private var namesHeight: Double {
    let letter = Self.nameSize * TextMetrics.capHeight
    guard slantsNames else { return letter }
    return (TextMetrics.width(ofWidest: names, size: Self.nameSize) + letter) * 0.5.squareRoot()
  }
}
