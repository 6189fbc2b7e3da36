/// What can be wrong with the data, the settings or the file of a figure. The text names the values, the rule and the
/// next step.
public enum FigureError: Error, Hashable, Sendable {
  /// There is nothing to draw.
  case empty(what: String)
  /// The number of titles, labels, predictions or class names does not fit.
  case countMismatch(what: String, expected: Int, found: Int)
  /// A row cannot be read as a square picture and no width was given.
  case notSquare(pixels: Int)
  /// Width × height is not the number of pixels.
  case pixelCountMismatch(width: Int, height: Int, pixels: Int)
  /// A confusion matrix has another number of rows than columns.
  case notSquareMatrix(rows: Int, columns: Int)
  /// NaN or an infinite number where a colour or a position is to be found.
  case notFinite(what: String, value: String, row: Int, column: Int)
  /// A number that must not be negative is.
  case negative(what: String, value: String, row: Int, column: Int)
  /// A point of a curve is NaN, infinite or beyond ±1e300.
  case notDrawable(curve: String, axis: String, value: String, index: Int)
  /// A number on a logarithmic axis is not above 0.
  case notPositiveOnLogAxis(curve: String, axis: String, value: String, index: Int)
  /// A setting has a value it must not have.
  case invalidSetting(name: String, value: String, rule: String)
  /// The extension of the file is not that of a format.
  case unknownFormat(path: String)
  /// The package was built without the trait `Plots`.
  case traitDisabled
  /// The picture has more pixels than the drawing library takes.
  case tooLarge(width: Int, height: Int, limit: Int)
  /// One of the pictures in a figure has more pixels in a row or column than the drawing library takes.
  case pictureTooLong(width: Int, height: Int, limit: Int)
  /// The pixels need more memory than the system gives.
  case noMemory(width: Int, height: Int, bytes: Int)
  /// The drawing library gave up.
  case drawingFailed(reason: String)
  /// The file could not be written.
  case notWritten(path: String, reason: String)
}

extension FigureError: CustomStringConvertible {
  public var description: String {
    dataProblem ?? settingProblem ?? fileProblem
  }

  private var dataProblem: String? {
    switch self {
    case .empty(let what):
      "There is nothing to draw: \(what)."
    case .countMismatch(let what, let expected, let found):
      "\(found) \(what) were given where \(expected) are needed. Pass one for each."
    case .notSquare(let pixels):
      "A row of \(pixels) pixels is not a square picture. Pass imageWidth:, or drop columns that are no pixels."
    case .pixelCountMismatch(let width, let height, let pixels):
      "A picture of \(width) × \(height) needs both to be at least 1 and width · height pixels; there are \(pixels)."
    case .notSquareMatrix(let rows, let columns):
      "A confusion matrix has a row and a column for each class; this one has \(rows) rows and \(columns) columns."
    case .notFinite(let what, let value, let row, let column):
      "\(what) must be finite; row \(row), column \(column) is \(value). Replace or drop it before drawing."
    case .negative(let what, let value, let row, let column):
      "\(what) must be 0 or more; row \(row), column \(column) is \(value)."
    case .notDrawable(let curve, let axis, let value, let index):
      "A chart needs finite numbers within ±1e300; the \(axis) of point \(index) of the curve \"\(curve)\" is \(value). "
        + "Drop the point."
    case .notPositiveOnLogAxis(let curve, let axis, let value, let index):
      "A logarithmic \(axis) axis needs numbers above 0; point \(index) of the curve \"\(curve)\" is \(value). "
        + "Drop the point, or use a linear axis."
    default: nil
    }
  }

  private var settingProblem: String? {
    switch self {
    case .invalidSetting(let name, let value, let rule):
      "`\(name)` must be \(rule), got \(value)."
    case .unknownFormat(let path):
      "The name \"\(path)\" ends in no known format. End it in .png, .svg or .pdf, or pass format:."
    case .traitDisabled:
      "This build cannot write figures: it was made without the trait `Plots`. Enable the trait (it needs cairo), or "
        + "use terminal()."
    case .tooLarge(let width, let height, let limit):
      "The figure would have \(width) × \(height) pixels; at most \(limit) each way can be written. Draw fewer "
        + "pictures, pass a smaller scale:, or write a PDF."
    case .pictureTooLong(let width, let height, let limit):
      "A picture of \(width) × \(height) pixels cannot be drawn; at most \(limit) each way can. Pass an imageWidth: and "
        + "imageHeight: of a squarer shape, or draw every tenth pixel."
    case .noMemory(let width, let height, let bytes):
      "The figure would have \(width) × \(height) pixels, \(bytes) bytes, more memory than the system gives. Pass a "
        + "smaller scale:, draw fewer pictures, or write a PDF."
    default: nil
    }
  }

  private var fileProblem: String {
    switch self {
    case .drawingFailed(let reason):
      "The drawing library reports: \(reason)."
    case .notWritten(let path, let reason):
      "Could not write \"\(path)\": \(reason)"
    default: ""
    }
  }
}
