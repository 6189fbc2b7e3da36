import Matrices
internal import Platform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a terminal can show: how many characters wide it is, and which colours.
public struct TerminalStyle: Sendable, Hashable {
  /// The colours a terminal knows.
  public struct Color: ListedChoice, Sendable, Hashable, CaseIterable {
    package enum Kind: Sendable, Hashable, CaseIterable {
      case none, palette256, trueColor
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// None: pictures are made of characters.
    public static let none = Self(.none)
    /// The 256 colours of xterm.
    public static let palette256 = Self(.palette256)
    /// 24 bits.
    public static let trueColor = Self(.trueColor)
  }

  /// Characters in a line. Values below 8 are taken as 8, values above 4096 as 4096.
  public var width: Int { didSet { width = Self.usable(width) } }
  public var color: Color

  public init(width: Int = 80, color: Color = .none) {
    self.width = Self.usable(width)
    self.color = color
  }

  private static func usable(_ width: Int) -> Int { min(max(width, 8), 4096) }

  /// The style of standard output, or of another open file.
  ///
  /// Colour needs a terminal whose `TERM` is not `dumb`. `NO_COLOR`, if not empty, turns it off; `FORCE_COLOR` has the
  /// last word (0 none, 1 and 2 the 256 colours, 3 all, anything else what the terminal is said to know). `COLORTERM`
  /// `truecolor` or `24bit` means all colours. The width is that of the window, else `COLUMNS`, else 80.
  public static func detect(
    environment: [String: String] = ProcessInfo.processInfo.environment, descriptor: Int32 = 1
  ) -> TerminalStyle {
    let isTerminal = isatty(descriptor) == 1
    return TerminalStyle(
      width: (isTerminal ? windowWidth(descriptor) : nil) ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80,
      color: color(environment: environment, isTerminal: isTerminal))
  }

  /// The colours by the rules of ``detect(environment:descriptor:)``.
  package static func color(environment: [String: String], isTerminal: Bool) -> Color {
    let knows: Color = ["truecolor", "24bit"].contains(environment["COLORTERM"]) ? .trueColor : .palette256
    switch environment["FORCE_COLOR"] {
    case nil, "": break
    case "0", "false": return .none
    case "1", "2": return .palette256
    case "3": return .trueColor
    default: return knows
    }
    if let no = environment["NO_COLOR"], !no.isEmpty { return .none }
    return isTerminal && environment["TERM"] != "dumb" ? knows : .none
  }

  private static func windowWidth(_ descriptor: Int32) -> Int? {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
    return Int(window.ws_col)
  }
}
