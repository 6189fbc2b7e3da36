/// What can be wrong with the data, the settings or the file of a figure. The text names the values, the rule and the
/// next step.
public struct FigureError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case empty(what: String)
    case countMismatch(what: String, expected: Int, found: Int)
    case notSquare(pixels: Int)
    case pixelCountMismatch(width: Int, height: Int, pixels: Int)
    case notSquareMatrix(rows: Int, columns: Int)
    case notFinite(what: String, value: String, row: Int, column: Int)
    case negative(what: String, value: String, row: Int, column: Int)
    case notDrawable(curve: String, axis: String, value: String, index: Int)
    case notPositiveOnLogAxis(curve: String, axis: String, value: String, index: Int)
    case invalidSetting(name: String, value: String, rule: String)
    case unknownFormat(path: String)
    case traitDisabled
    case tooLarge(width: Int, height: Int, limit: Int)
    case pictureTooLong(width: Int, height: Int, limit: Int)
    case noMemory(width: Int, height: Int, bytes: Int)
    case drawingFailed(reason: String)
    case notWritten(path: String, reason: String)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// There is nothing to draw.
  public static func empty(what: String) -> FigureError { Self(.empty(what: what)) }
  /// The number of titles, labels, predictions or class names does not fit.
  public static func countMismatch(what: String, expected: Int, found: Int) -> FigureError {
    Self(.countMismatch(what: what, expected: expected, found: found))
  }
  /// A row cannot be read as a square picture and no width was given.
  public static func notSquare(pixels: Int) -> FigureError { Self(.notSquare(pixels: pixels)) }
  /// Width × height is not the number of pixels.
  public static func pixelCountMismatch(width: Int, height: Int, pixels: Int) -> FigureError {
    Self(.pixelCountMismatch(width: width, height: height, pixels: pixels))
  }
  /// A confusion matrix has another number of rows than columns.
  public static func notSquareMatrix(rows: Int, columns: Int) -> FigureError {
    Self(.notSquareMatrix(rows: rows, columns: columns))
  }
  /// NaN or an infinite number where a colour or a position is to be found.
  public static func notFinite(what: String, value: String, row: Int, column: Int) -> FigureError {
    Self(.notFinite(what: what, value: value, row: row, column: column))
  }
  /// A number that must not be negative is.
  public static func negative(what: String, value: String, row: Int, column: Int) -> FigureError {
    Self(.negative(what: what, value: value, row: row, column: column))
  }
  /// A point of a curve is NaN, infinite or beyond ±1e300.
  public static func notDrawable(curve: String, axis: String, value: String, index: Int) -> FigureError {
    Self(.notDrawable(curve: curve, axis: axis, value: value, index: index))
  }
  /// A number on a logarithmic axis is not above 0.
  public static func notPositiveOnLogAxis(curve: String, axis: String, value: String, index: Int) -> FigureError {
    Self(.notPositiveOnLogAxis(curve: curve, axis: axis, value: value, index: index))
  }
  /// A setting has a value it must not have.
  public static func invalidSetting(name: String, value: String, rule: String) -> FigureError {
    Self(.invalidSetting(name: name, value: value, rule: rule))
  }
  /// The extension of the file is not that of a format.
  public static func unknownFormat(path: String) -> FigureError { Self(.unknownFormat(path: path)) }
  /// The package was built without the trait `Plots`.
  public static let traitDisabled = Self(.traitDisabled)
  /// The picture has more pixels than the drawing library takes.
  public static func tooLarge(width: Int, height: Int, limit: Int) -> FigureError {
    Self(.tooLarge(width: width, height: height, limit: limit))
  }
  /// One of the pictures in a figure has more pixels in a row or column than the drawing library takes.
  public static func pictureTooLong(width: Int, height: Int, limit: Int) -> FigureError {
    Self(.pictureTooLong(width: width, height: height, limit: limit))
  }
  /// The pixels need more memory than the system gives.
  public static func noMemory(width: Int, height: Int, bytes: Int) -> FigureError {
    Self(.noMemory(width: width, height: height, bytes: bytes))
  }
  /// The drawing library gave up.
  public static func drawingFailed(reason: String) -> FigureError { Self(.drawingFailed(reason: reason)) }
  /// The file could not be written.
  public static func notWritten(path: String, reason: String) -> FigureError {
    Self(.notWritten(path: path, reason: reason))
  }
}

extension FigureError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { try figure.write(to: url) }
  ///     catch FigureError.Code.traitDisabled { print(figure.terminal()) }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? FigureError)?.code == code }

    /// ``FigureError/empty(what:)``.
    public static let empty = Code("empty")
    /// ``FigureError/countMismatch(what:expected:found:)``.
    public static let countMismatch = Code("countMismatch")
    /// ``FigureError/notSquare(pixels:)``.
    public static let notSquare = Code("notSquare")
    /// ``FigureError/pixelCountMismatch(width:height:pixels:)``.
    public static let pixelCountMismatch = Code("pixelCountMismatch")
    /// ``FigureError/notSquareMatrix(rows:columns:)``.
    public static let notSquareMatrix = Code("notSquareMatrix")
    /// ``FigureError/notFinite(what:value:row:column:)``.
    public static let notFinite = Code("notFinite")
    /// ``FigureError/negative(what:value:row:column:)``.
    public static let negative = Code("negative")
    /// ``FigureError/notDrawable(curve:axis:value:index:)``.
    public static let notDrawable = Code("notDrawable")
    /// ``FigureError/notPositiveOnLogAxis(curve:axis:value:index:)``.
    public static let notPositiveOnLogAxis = Code("notPositiveOnLogAxis")
    /// ``FigureError/invalidSetting(name:value:rule:)``.
    public static let invalidSetting = Code("invalidSetting")
    /// ``FigureError/unknownFormat(path:)``.
    public static let unknownFormat = Code("unknownFormat")
    /// ``FigureError/traitDisabled``.
    public static let traitDisabled = Code("traitDisabled")
    /// ``FigureError/tooLarge(width:height:limit:)``.
    public static let tooLarge = Code("tooLarge")
    /// ``FigureError/pictureTooLong(width:height:limit:)``.
    public static let pictureTooLong = Code("pictureTooLong")
    /// ``FigureError/noMemory(width:height:bytes:)``.
    public static let noMemory = Code("noMemory")
    /// ``FigureError/drawingFailed(reason:)``.
    public static let drawingFailed = Code("drawingFailed")
    /// ``FigureError/notWritten(path:reason:)``.
    public static let notWritten = Code("notWritten")
  }

  /// What went wrong.
  @inline(never)
  public var code: Code {
    switch kind {
    case .empty: .empty
    case .countMismatch: .countMismatch
    case .notSquare: .notSquare
    case .pixelCountMismatch: .pixelCountMismatch
    case .notSquareMatrix: .notSquareMatrix
    case .notFinite: .notFinite
    case .negative: .negative
    case .notDrawable: .notDrawable
    case .notPositiveOnLogAxis: .notPositiveOnLogAxis
    case .invalidSetting: .invalidSetting
    case .unknownFormat: .unknownFormat
    case .traitDisabled: .traitDisabled
    case .tooLarge: .tooLarge
    case .pictureTooLong: .pictureTooLong
    case .noMemory: .noMemory
    case .drawingFailed: .drawingFailed
    case .notWritten: .notWritten
    }
  }

  /// The path of the file, `nil` for an error that has nothing to do with one.
  @inline(never)
  public var path: String? {
    switch kind {
    case .unknownFormat(let path), .notWritten(let path, _): path
    default: nil
    }
  }

  /// The setting that must have another value, `nil` for other errors.
  @inline(never)
  public var setting: String? {
    if case .invalidSetting(let name, _, _) = kind { name } else { nil }
  }
}

extension FigureError: CustomStringConvertible {
  public var description: String {
    dataProblem ?? settingProblem ?? fileProblem
  }

  private var dataProblem: String? {
    switch kind {
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
    switch kind {
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
    switch kind {
    case .drawingFailed(let reason):
      "The drawing library reports: \(reason)."
    case .notWritten(let path, let reason):
      "Could not write \"\(path)\": \(reason)"
    default: ""
    }
  }
}
