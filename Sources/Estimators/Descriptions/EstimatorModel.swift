import Matrices

/// What fitting an ``Estimator`` returns: immutable, comparable, ready for a file, and short when printed.
public protocol EstimatorModel: Storable, Hashable, CustomStringConvertible {}

extension EstimatorModel {
  /// `fitted StandardScaler: 4 columns, means [5.843, 3.057, 3.758, 1.199]`: what was learned, in short; of a
  /// classifier its classes.
  public var description: String { fittedName + ": " + Facts.text(of: self) }

  /// `fitted StandardScaler`.
  var fittedName: String { "fitted " + Readable.name(Self.self) }
}

extension LabelModel {
  /// `3 classes (setosa, versicolor, virginica)`.
  var classesText: String {
    "\(Readable.count(classes.count, "class", "classes")) (\(Readable.list(classes.map { "\($0)" }, most: 6)))"
  }
}

/// What a fitted model holds, in short.
enum Facts {
  /// Longer enumerations are cut.
  private static let longest = 300

  static func text(of model: Any) -> String {
    let facts = listed(model)
    return facts.isEmpty ? "nothing to learn" : Readable.cut(facts.joined(separator: ", "), to: longest)
  }

  /// Lists property after property. Structures without a text of their own stand for their properties.
  private static func listed(_ value: Any) -> [String] {
    let classes = (value as? any LabelModel).map { [$0.classesText] } ?? []
    return classes
      + Mirror(reflecting: value).children.flatMap { child -> [String] in
        let label = child.label ?? ""
        let mirror = Mirror(reflecting: child.value)
        if label == "classes" || mirror.isEmptyOptionalOrList { return [] }
        if let columns = child.value as? FittedColumns { return [columns.description] }
        if label == "featureNames", let names = child.value as? [String] { return [columnsText(names.count, names)] }
        // Shift and scale say it already.
        if child.value is ColumnAffine { return [] }
        if mirror.displayStyle == .struct, !(child.value is any CustomStringConvertible) { return listed(child.value) }
        return [Readable.words(label) + " " + Readable.text(child.value)]
      }
  }
}

extension Mirror {
  fileprivate var isEmptyOptionalOrList: Bool {
    switch displayStyle {
    case .optional, .collection, .set, .dictionary: children.isEmpty
    default: false
    }
  }
}

extension FittedColumns: CustomStringConvertible {
  /// `4 columns (sepal length, sepal width, petal length, …)`.
  public var description: String { columnsText(count, names) }
}

/// `4 columns`, with the first of their names if they have any.
func columnsText(_ count: Int, _ names: [String]?) -> String {
  Readable.count(count, "column") + (names.map { " (\(Readable.list($0)))" } ?? "")
}
