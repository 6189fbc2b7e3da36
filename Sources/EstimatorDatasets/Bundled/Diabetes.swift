import Matrices

/// Ten measurements of 442 patients with diabetes, and how far the disease had progressed a year later.
public enum Diabetes {
  /// The data set (`sklearn.datasets.load_diabetes`).
  ///
  /// - Parameter scaled: Whether every column is centred and brought to a sum of squares of 1, as in scikit-learn
  ///   unless asked otherwise. Otherwise the numbers as measured.
  /// - Throws: ``DatasetError`` only if the package's own text were damaged.
  public static func load(scaled: Bool = true) throws -> BundledNumbers {
    let measured = try BundledNumbers(
      table: DiabetesData.text, name: "diabetes", featureNames: DiabetesData.featureNames,
      description: """
        Diabetes: age, sex, body mass index, blood pressure and six blood serum measurements of 442 patients.
        442 rows, 10 features; the target, 25 to 346, is the progression of the disease after one year.
        Bradley Efron, Trevor Hastie, Iain Johnstone, Robert Tibshirani: Least Angle Regression. Annals of Statistics
        32(2), 2004, 407–499. https://doi.org/10.1214/009053604000000067
        Licence: none is stated by the authors; scikit-learn passes the numbers on under BSD-3-Clause.
        """)
    return scaled ? measured.scaled() : measured
  }
}
