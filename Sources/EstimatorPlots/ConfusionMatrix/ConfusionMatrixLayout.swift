/// Where the parts of a confusion matrix go.
struct ConfusionMatrixLayout: Sendable, Hashable {
  static let margin = 12.0
  static let tick = 3.5
  static let nameSize = 10.0
  private static let longestName = 130.0
  /// From one slanted name to the next.
  private static let nameDistance = 14.0
  /// The side of a table without numbers.
  private static let pictureSide = 800.0

  /// The name of the class with this index.
  struct Name: Sendable, Hashable {
    let index: Int
    let text: String
  }

  let count: Int
  let cell: Double
  let numberSize: Double
  /// Class names, cut where they are too long; every second, third, … one where cells are lower than letters.
  let names: [Name]
  /// Names under the columns are slanted when they are wider than a cell.
  let slantsNames: Bool
  private let widestName: Double
  let titleHeight: Double
  let bar: ColorBar

  /// - Parameter texts: The numbers of the cells, or none for a table drawn as a picture.
  init(classes: [String], texts: [[String]], title: String, bar: ColorBar) {
    let count = classes.count
    self.count = count
    numberSize = count <= 12 ? 10 : 8
    let widestNumber = TextMetrics.width(ofWidest: Array(texts.joined()), size: numberSize)
    // About 11 cm for usual K, never too small for its numbers.
    let cell =
      texts.isEmpty
      ? Self.pictureSide / Double(count) : max(min(max(320 / Double(count), 22), 64), widestNumber + 8)
    let step = max(1, Int((Self.nameDistance / cell).rounded(.up)))
    names = stride(from: 0, to: count, by: step).map {
      Name(index: $0, text: TextMetrics.truncated(classes[$0], to: Self.longestName, size: Self.nameSize))
    }
    self.cell = cell
    widestName = TextMetrics.width(ofWidest: names.map(\.text), size: Self.nameSize)
    slantsNames = widestName > Double(step) * cell - 6
    titleHeight = title.isEmpty ? 0 : 22
    self.bar = bar
  }

  /// The square of cells.
  var table: FigureRectangle {
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
    return (widestName + letter) * 0.5.squareRoot()
  }
}
