import Matrices

/// A fitted classifier that scores by weighted sums of the features: its weights can be read, and have names.
///
///     print(model.coefficientTable.strongest(10))
public protocol LinearClassifierModel<Label>: ClassifierModel {
  /// One row of weights per class, K × p; for two classes 1 × p, for `classes[1]`. scikit-learn's `coef_`.
  var coefficients: Matrix<Double> { get }
  /// One intercept per row of `coefficients`. scikit-learn's `intercept_`.
  var intercepts: [Double] { get }
  /// The names of the columns of the fit, if they had any. scikit-learn's `feature_names_in_`.
  var featureNames: [String]? { get }
}

extension LogisticRegression.Model: LinearClassifierModel {}

extension LogisticRegressionCV.Model: LinearClassifierModel {
  public var featureNames: [String]? { classifier.featureNames }
}

extension LinearClassifierModel {
  /// The weights with the names of features and classes.
  public var coefficientTable: CoefficientTable<Label> { CoefficientTable(self) }

  /// The first line of its description: `fitted LogisticRegression: 3 classes (…), 4 columns (…)`.
  var head: String {
    "\(fittedName): \(classesText), \(columnsText(coefficients.columns, featureNames))"
  }

  /// The largest weights of each class, one line for each.
  var strongestLines: [String] {
    let table = coefficientTable
    let lines = table.classes.enumerated().map { place, label in
      let strongest = table.sorted { $0.coefficients[place].magnitude }.rows.prefix(3)
      let texts = strongest.filter { $0.coefficients[place] != 0 }.map { row in
        "\(Readable.cut(row.feature.singleSpaced, to: 24)) = \(Readable.number(row.coefficients[place]))"
      }
      let name = Readable.cut("\(label)".singleSpaced, to: 24)
      return "  \(name): " + (texts.isEmpty ? "no weight" : texts.joined(separator: ", "))
    }
    return Readable.excerpt(lines, most: 10)
  }

  /// Classes and columns, and the largest weights by name.
  public var description: String { ([head] + strongestLines).joined(separator: "\n") }
}

extension LogisticRegression.Model {
  /// Classes and columns, how the fit ended, and the largest weights of each class by name.
  public var description: String {
    let iterations = Readable.count(report.iterations.max() ?? 0, "iteration")
    let end =
      report.stopped == .given
      ? "not fitted here" : report.converged ? "converged after \(iterations)" : "not converged after \(iterations)"
    return (["\(head), \(end)"] + strongestLines).joined(separator: "\n")
  }
}
