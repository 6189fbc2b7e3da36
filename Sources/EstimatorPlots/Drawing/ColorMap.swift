/// A continuous palette: anchor colours at equal steps from 0 to 1, mixed in between (matplotlib's `cmap`).
struct ColorMap: Sendable, Hashable {
  let anchors: [FigureColor]

  /// The colour at `position`; positions outside 0…1 take the end colours.
  func color(at position: Double) -> FigureColor {
    let scaled = min(max(position, 0), 1) * Double(anchors.count - 1)
    let index = min(Int(scaled), anchors.count - 2)
    return anchors[index].mixed(with: anchors[index + 1], scaled - Double(index))
  }

  /// White to dark blue, for shares (ColorBrewer's `Blues`).
  static let blues = ColorMap(
    anchors: [0xffffff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b].map {
      FigureColor($0)
    })

  /// Blue through white to red, for numbers with a sign (matplotlib's `RdBu_r`).
  static let blueWhiteRed = ColorMap(
    anchors: [
      0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f,
    ].map { FigureColor($0) })

  /// Black to white (matplotlib's `gray`).
  static let gray = ColorMap(anchors: [.black, .white])
}
