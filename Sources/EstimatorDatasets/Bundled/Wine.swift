/// Chemical analyses of wines: 178 rows, 13 measurements, 3 cultivars.
public enum Wine {
  /// The data set (`sklearn.datasets.load_wine`).
  ///
  /// - Throws: ``DatasetError`` only if the package's own text were damaged.
  public static func load() throws -> BundledDataset<Double> {
    try BundledDataset(
      table: WineData.text, name: "wine", featureNames: WineData.featureNames, classNames: WineData.classNames,
      description: """
        Wine: 13 measurements of 178 wines from three cultivars of one region in Italy.
        178 rows, 13 features, 3 classes of 59, 71 and 48. The scales differ by a factor of 1000: standardise first.
        Stefan Aeberhard, M. Forina: Wine. UCI Machine Learning Repository, 1992. https://doi.org/10.24432/C5PC7J
        Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
        """)
  }
}
