/// A field of dots, two across and four down in each character cell, that remembers which curve a dot belongs to.
struct BrailleDots {
  let columns: Int
  let lines: Int
  private var patterns: [UInt32]
  private var curves: [Int?]

  init(columns: Int, lines: Int) {
    self.columns = columns
    self.lines = lines
    patterns = Array(repeating: 0, count: columns * lines)
    curves = Array(repeating: nil, count: columns * lines)
  }

  /// Dots across.
  var width: Int { 2 * columns }
  /// Dots down.
  var height: Int { 4 * lines }

  /// Sets one dot, counted from the top left. A cell shows its latest curve; dots outside are not drawn.
  mutating func set(_ x: Int, _ y: Int, curve: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = y / 4 * columns + x / 2
    patterns[cell] |= Self.bits[y % 4][x % 2]
    curves[cell] = curve
  }

  func curve(_ column: Int, _ line: Int) -> Int? { curves[line * columns + column] }

  func character(_ column: Int, _ line: Int) -> String {
    Unicode.Scalar(0x2800 + patterns[line * columns + column]).map { String(Character($0)) } ?? " "
  }

  /// Unicode numbers the eight dots in an order of its own.
  private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
