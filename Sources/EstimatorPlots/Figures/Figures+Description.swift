import Matrices

extension Raster: CustomStringConvertible {
  /// `8 × 8 picture`: width and height.
  public var description: String { "\(width) × \(height) picture" }
}

extension ImageGrid: CustomStringConvertible {
  /// `ImageGrid: 10 pictures of 8 × 8 in 5 columns`.
  public var description: String {
    "ImageGrid: \(Readable.count(pictures.count, "picture")) of \(pictures[0].width) × \(pictures[0].height) in "
      + Readable.count(columns, "column")
  }
}

extension WeightImages: CustomStringConvertible {
  /// `WeightImages: 10 pictures of 8 × 8, full colour at 0.4613`.
  public var description: String {
    "WeightImages: \(Readable.count(classes.count, "picture")) of \(shape.width) × \(shape.height), full colour at "
      + Readable.number(limit)
  }
}

extension ConfusionMatrixPlot: CustomStringConvertible {
  /// `ConfusionMatrixPlot: 3 classes (setosa, versicolor, virginica)`.
  public var description: String {
    "ConfusionMatrixPlot: \(Readable.count(classes.count, "class", "classes")) (\(Readable.list(classes, most: 6)))"
  }
}

extension LineChart: CustomStringConvertible {
  /// `LineChart: 2 curves (train, test)`.
  public var description: String {
    "LineChart: \(Readable.count(curves.count, "curve")) (\(Readable.list(curves.map(\.name), most: 6)))"
  }
}

extension LineChart.Curve: CustomStringConvertible {
  /// `train: 40 points`.
  public var description: String {
    (name.isEmpty ? "" : Readable.cut(name.singleSpaced) + ": ") + Readable.count(x.count, "point")
  }
}
