/// Breast cancer in Wisconsin, diagnosed from images of cell nuclei: 569 rows, 30 measurements, 2 classes.
public enum BreastCancer {
  /// The data set (`sklearn.datasets.load_breast_cancer`). Class 0 is malignant, class 1 benign.
  ///
  /// - Throws: ``DatasetError`` only if the package's own text were damaged.
  public static func load() throws -> BundledDataset<Double> {
    try BundledDataset(
      table: BreastCancerData.text, name: "breast cancer", featureNames: BreastCancerData.featureNames,
      classNames: BreastCancerData.classNames,
      description: """
        Breast cancer: shapes of the cell nuclei in images of 569 breast masses. For each of ten measurements there
        is the mean, the standard error and the mean of the three largest values.
        569 rows, 30 features, 2 classes: 212 malignant, 357 benign.
        William Wolberg, Olvi Mangasarian, Nick Street, W. Street: Breast Cancer Wisconsin (Diagnostic).
        UCI Machine Learning Repository, 1993. https://doi.org/10.24432/C5DW2B
        Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
        """)
  }
}
