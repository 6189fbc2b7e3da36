/// Pictures with titles in rows and columns of a terminal.
struct TerminalGrid {
  /// Below this many characters a digit can no longer be told.
  private static let smallestPicture = 14
  /// Small pictures are enlarged up to here.
  private static let comfortablePicture = 28
  private static let gap = 2

  private let columns: Int
  private let slot: Int
  private let titleLines: Int
  private let picture: ImageShape
  private let style: TerminalStyle

  init(columns: Int, shape: ImageShape, titles: [ImageGrid.Title], _ style: TerminalStyle) {
    func room(_ columns: Int) -> Int { (style.width + Self.gap) / columns - Self.gap }
    // Pictures that would become too small go to the next line instead.
    let needed = min(shape.width, Self.smallestPicture)
    let columns = (1...columns).last { room($0) >= needed } ?? 1
    let room = max(room(columns), 1)
    let enlargement = max(1, min(room, Self.comfortablePicture) / shape.width)
    let width = shape.width <= room ? shape.width * enlargement : room
    // An even number of pixel rows fills whole lines.
    let height = (Double(shape.height) * Double(width) / Double(shape.width) / 2).rounded()
    self.columns = columns
    self.style = style
    picture = ImageShape(width: width, height: 2 * max(1, Int(height)))
    let lines = titles.map(\.lines)
    titleLines = lines.reduce(0) { max($0, $1.count) }
    slot = max(width, min(lines.joined().reduce(0) { max($0, TerminalText.width($1)) }, room))
  }

  /// The lines of the whole grid; `titles` is empty or as long as `pictures`.
  func lines(
    _ pictures: [Raster], titles: [ImageGrid.Title], ramp: [Character] = TerminalPicture.brightnessRamp
  ) -> [String] {
    let texts = titles.map(\.lines)
    return stride(from: 0, to: pictures.count, by: columns).flatMap { first in
      let indices = first..<min(first + columns, pictures.count)
      let heading = (0..<titleLines).map { line in
        joined(indices.map { title(texts[$0], titles[$0].color, line: line) })
      }
      return (first > 0 ? [""] : []) + heading + rows(indices.map { pictures[$0] }, ramp)
    }
  }

  /// One line of a title. Short titles stand right above the picture.
  private func title(_ lines: [String], _ color: FigureColor, line: Int) -> String {
    let index = line - (titleLines - lines.count)
    let text = TerminalText.centered(index >= 0 ? lines[index] : "", in: slot)
    // Black is the colour of ordinary titles; the terminal knows better what can be read on its background.
    return color == .black ? text : TerminalText.painted(text, color, style.color)
  }

  private func rows(_ pictures: [Raster], _ ramp: [Character]) -> [String] {
    let side = String(repeating: " ", count: (slot - picture.width) / 2)
    let rest = String(repeating: " ", count: slot - picture.width - side.count)
    let blocks = pictures.map {
      TerminalPicture.lines($0.resampled(width: picture.width, height: picture.height), ramp: ramp, style.color)
    }
    return (0..<picture.height / 2).map { line in joined(blocks.map { side + $0[line] + rest }) }
  }

  private func joined(_ parts: [String]) -> String { parts.joined(separator: String(repeating: " ", count: Self.gap)) }
}
