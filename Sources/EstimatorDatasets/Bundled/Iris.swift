/// Fisher's iris flowers: 150 rows, 4 lengths in centimetres, 3 species of 50 flowers each.
public enum Iris {
  /// The data set (`sklearn.datasets.load_iris`).
  ///
  /// - Throws: ``DatasetError`` only if the package's own text were damaged.
  public static func load() throws -> BundledDataset<Double> {
    try BundledDataset(
      table: IrisData.text, name: "iris", featureNames: IrisData.featureNames, classNames: IrisData.classNames,
      description: """
        Iris: length and width of the sepals and petals of 150 flowers, in centimetres.
        150 rows, 4 features, 3 classes of 50. Setosa can be told by a straight line, the other two overlap.
        R. A. Fisher: Iris. UCI Machine Learning Repository, 1936. https://doi.org/10.24432/C56C76
        Rows 35 and 38 follow Fisher's paper, as in scikit-learn; the file at UCI has misprints there.
        Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
        """)
  }
}
