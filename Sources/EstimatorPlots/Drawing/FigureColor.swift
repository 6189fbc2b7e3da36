/// A colour: red, green and blue from 0 to 255, and how much of it covers what lies below.
public struct FigureColor: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  /// 0 is invisible, 255 covers everything.
  public var alpha: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A colour as it is written in web pages: `FigureColor(0x1f77b4)`. Bits above the lowest 24 are ignored.
  public init(_ hexadecimal: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hexadecimal >> 16), green: UInt8(truncatingIfNeeded: hexadecimal >> 8),
      blue: UInt8(truncatingIfNeeded: hexadecimal))
  }

  /// A grey level, from 0 for black to 255 for white.
  public static func gray(_ level: UInt8) -> FigureColor { FigureColor(red: level, green: level, blue: level) }

  public static let black = FigureColor(0x000000)
  public static let white = FigureColor(0xffffff)
  /// The red of wrong answers, dark enough to read on white.
  public static let red = FigureColor(0xd62728)

  /// Matplotlib's ten default curve colours, `tab10`.
  public static let cycle: [FigureColor] = [
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22, 0x17becf,
  ].map { FigureColor($0) }

  /// How bright the colour looks, from 0 to 1 (Rec. 709 weights on the stored values).
  var brightness: Double { (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255 }

  /// Black or white, whichever can be read on this colour.
  var readableInk: FigureColor { brightness > 0.5 ? FigureColor(0x262626) : .white }

  /// The colour `fraction` of the way to `other`.
  func mixed(with other: FigureColor, _ fraction: Double) -> FigureColor {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8(Double(a) + (Double(b) - Double(a)) * fraction + 0.5) }
    return FigureColor(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }
}
