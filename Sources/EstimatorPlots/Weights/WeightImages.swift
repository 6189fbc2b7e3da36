import Matrices

/// The weights of a linear classifier as one picture per class: red speaks for the class, blue against it.
///
///     try WeightImages(model.coefficients, classes: model.classes).write(to: URL(filePath: "weights.png"))
///
/// All pictures share one scale that is symmetric around 0, so that colours can be compared between classes.
public struct WeightImages: Sendable, Hashable {
  /// K × p weights; row k belongs to class k, without the intercept (scikit-learn's `coef_`).
  public let weights: Matrix<Double>
  /// K names.
  public let classes: [String]
  /// Pictures side by side, ≥ 1.
  public let columns: Int
  /// The weight drawn in full red; its negative is full blue. Above 0.
  public let limit: Double
  let shape: ImageShape

  /// A figure of weights.
  ///
  /// - Parameters:
  ///   - weights: K × p, finite.
  ///   - classes: K names or labels. For the single row of a binary classifier, name the class it speaks for.
  ///   - columns: Pictures side by side, ≥ 1.
  ///   - limit: The weight drawn in full colour; the largest of all by default.
  ///   - imageWidth: Pixels in a row of a picture. Without width and height the pictures are square.
  ///   - imageHeight: Rows of pixels of a picture.
  /// - Throws: ``FigureError`` when there are no weights, a shape or a count does not fit, a setting is out of range or
  ///   a weight is not finite.
  public init(
    _ weights: Matrix<Double>, classes: some Collection, columns: Int = 5, limit: Double? = nil,
    imageWidth: Int? = nil, imageHeight: Int? = nil
  ) throws {
    guard weights.count > 0 else {
      throw FigureError.empty(what: "the matrix of weights has \(weights.rows) rows and \(weights.columns) columns")
    }
    guard classes.count == weights.rows else {
      throw FigureError.countMismatch(what: "class names", expected: weights.rows, found: classes.count)
    }
    guard columns >= 1 else {
      throw FigureError.invalidSetting(name: "columns", value: "\(columns)", rule: "1 or more")
    }
    if let limit, !(limit > 0 && limit.isFinite) {
      throw FigureError.invalidSetting(name: "limit", value: "\(limit)", rule: "finite and above 0")
    }
    try weights.requireFinite("A weight")
    shape = try ImageShape(pixels: weights.columns, width: imageWidth, height: imageHeight)
    let largest = weights.elements.reduce(0) { max($0, abs($1)) }
    self.weights = weights
    self.classes = classes.map { String(describing: $0).singleLine }
    self.columns = min(columns, weights.rows)
    self.limit = limit ?? (largest > 0 ? largest : 1)
  }

  /// The pictures in a palette whose middle stands for 0.
  func pictures(in map: ColorMap) -> [Raster] {
    (0..<weights.rows).map { row in
      Raster(trusted: shape.width, shape.height, weights[row: row].map { map.color(at: 0.5 + 0.5 * ($0 / limit)) })
    }
  }
}
