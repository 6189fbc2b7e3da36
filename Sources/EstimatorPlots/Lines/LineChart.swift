/// Curves over a common pair of axes: losses per iteration, accuracies per setting, and the like (matplotlib's `plot`).
///
///     let chart = try LineChart(
///       [.init("train", y: trainLosses), .init("test", y: testLosses)], xLabel: "iteration", yLabel: "loss",
///       yScale: .log)
///     try chart.write(to: URL(filePath: "loss.svg"))
public struct LineChart: Sendable, Hashable {
  /// A named sequence of points, joined by straight lines or not.
  public struct Curve: Sendable, Hashable {
    /// The name in the legend; a curve without one is not listed.
    public var name: String
    /// n numbers.
    public var x: [Double]
    /// n numbers.
    public var y: [Double]
    /// Whether each point is marked by a dot. A single point always is.
    public var marksPoints: Bool
    /// Whether lines join the points. Without them each point is marked: a scatter plot.
    public var joinsPoints = true

    /// A curve through the points `(x[i], y[i])`, in this order.
    public init(_ name: String = "", x: some Sequence<Double>, y: some Sequence<Double>, marksPoints: Bool = false) {
      self.name = name
      self.x = Array(x)
      self.y = Array(y)
      self.marksPoints = marksPoints
    }

    /// Points `(x[i], y[i])` that nothing joins (matplotlib's `scatter`): residuals, predictions against the truth.
    public static func points(_ name: String = "", x: some Sequence<Double>, y: some Sequence<Double>) -> Curve {
      var curve = Curve(name, x: x, y: y, marksPoints: true)
      curve.joinsPoints = false
      return curve
    }

    /// A curve through `y[0]`, `y[1]`, … at `firstX`, `firstX + 1`, …
    public init(_ name: String = "", y: some Sequence<Double>, firstX: Int = 0, marksPoints: Bool = false) {
      let y = Array(y)
      self.init(name, x: y.indices.map { Double(firstX) + Double($0) }, y: y, marksPoints: marksPoints)
    }
  }

  /// At least one curve of at least one point.
  public let curves: [Curve]
  /// A line above the axes; none when empty.
  public let title: String
  /// What stands along the axes, with the unit; nothing when empty.
  public let xLabel: String
  public let yLabel: String
  public let xScale: AxisScale
  public let yScale: AxisScale
  /// Numbers that the y axis holds even where no curve goes, such as 0 and 1.
  public let including: [Double]
  public let size: FigureSize

  /// A chart of curves.
  ///
  /// - Parameters:
  ///   - curves: One or more. Their colours are matplotlib's `tab10`, from the start again after ten.
  ///   - title: A line above the axes.
  ///   - xLabel: What x is, with its unit.
  ///   - yLabel: What y is, with its unit.
  ///   - xScale: Linear or logarithmic.
  ///   - yScale: Linear or logarithmic.
  ///   - including: Numbers the y axis must hold.
  ///   - size: Width and height in points, at least 200 × 150 and at most 100,000 either way. The default is
  ///     matplotlib's 6.4 × 4.8 inches.
  /// - Throws: ``FigureError`` when there is no curve or a curve has no points, x and y differ in count, a number is
  ///   not finite (or beyond ±1e300), or one is not above 0 on a logarithmic axis.
  public init(
    _ curves: [Curve], title: String = "", xLabel: String = "", yLabel: String = "", xScale: AxisScale = .linear,
    yScale: AxisScale = .linear, including: [Double] = [], size: FigureSize = FigureSize(width: 460.8, height: 345.6)
  ) throws {
    guard !curves.isEmpty else { throw FigureError.empty(what: "the chart has no curves") }
    guard size.width >= 200, size.height >= 150, max(size.width, size.height) <= 100_000 else {
      throw FigureError.invalidSetting(
        name: "size", value: "\(size.width) × \(size.height)",
        rule: "at least 200 × 150 points and at most 100,000 either way")
    }
    for curve in curves { try curve.validate(xScale, yScale) }
    try Curve("including", y: including).requireUsable(including, axis: "y", yScale)
    self.curves = curves.map { curve in
      var copy = curve
      copy.name = curve.name.singleLine
      return copy
    }
    self.title = title.singleLine
    self.xLabel = xLabel.singleLine
    self.yLabel = yLabel.singleLine
    self.xScale = xScale
    self.yScale = yScale
    self.including = including
    self.size = size
  }

  func color(of index: Int) -> FigureColor { FigureColor.cycle[index % FigureColor.cycle.count] }

  var xs: [Double] { curves.flatMap(\.x) }
  var ys: [Double] { curves.flatMap(\.y) + including }
}

extension LineChart.Curve {
  fileprivate func validate(_ xScale: AxisScale, _ yScale: AxisScale) throws {
    guard !x.isEmpty || !y.isEmpty else { throw FigureError.empty(what: "the curve \"\(name)\" has no points") }
    guard x.count == y.count else {
      throw FigureError.countMismatch(
        what: "y values of the curve \"\(name)\"", expected: x.count, found: y.count)
    }
    try requireUsable(x, axis: "x", xScale)
    try requireUsable(y, axis: "y", yScale)
  }

  fileprivate func requireUsable(_ values: [Double], axis: String, _ scale: AxisScale) throws {
    // Beyond 1e300 the length of an axis need not be a finite number.
    if let index = values.firstIndex(where: { !(abs($0) <= 1e300) }) {
      throw FigureError.notDrawable(curve: name, axis: axis, value: "\(values[index])", index: index)
    }
    if scale == .log, let index = values.firstIndex(where: { !($0 >= .leastNormalMagnitude) }) {
      throw FigureError.notPositiveOnLogAxis(curve: name, axis: axis, value: "\(values[index])", index: index)
    }
  }
}
