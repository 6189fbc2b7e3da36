import EstimatorDatasets
import Foundation
import Testing

/// Expected numbers: scikit-learn 1.9.1, `load_iris()` and its like.
@Suite struct BundledTests {
  @Test func irisIsScikitLearns() throws {
    let iris = try Iris.load()
    expect(iris, rows: 150, columns: 4, counts: [50, 50, 50])
    #expect(iris.classNames == ["setosa", "versicolor", "virginica"])
    #expect(Array(iris.features[row: 149]) == [5.9, 3.0, 5.1, 1.8])
    #expect(abs(iris.features.elements.reduce(0, +) - 2078.7) < 1e-9)
    #expect(Array(iris.features[row: 34]) == [4.9, 3.1, 1.5, 0.2], "row 35 as in Fisher's paper")
  }

  @Test func wineIsScikitLearns() throws {
    let wine = try Wine.load()
    expect(wine, rows: 178, columns: 13, counts: [59, 71, 48])
    #expect(abs(wine.features.elements.reduce(0, +) - 159975.295999) < 1e-7)
    #expect(wine.featureNames.last == "proline")
    #expect(Array(wine.features[row: 177].prefix(4)) == [14.13, 4.1, 2.74, 24.5])
  }

  @Test func breastCancerIsScikitLearns() throws {
    let cancer = try BreastCancer.load()
    expect(cancer, rows: 569, columns: 30, counts: [212, 357])
    #expect(abs(cancer.features.elements.reduce(0, +) - 1056474.4596356) < 1e-7)
    #expect(cancer.classNames == ["malignant", "benign"])
    #expect(Array(cancer.features[row: 568].prefix(4)) == [7.76, 24.54, 47.92, 181])
  }

  @Test func digitsAreScikitLearns() throws {
    let digits = try Digits.load()
    expect(digits, rows: 1797, columns: 64, counts: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    #expect(digits.imageSize == ImageSize(height: 8, width: 8))
    #expect(digits.featureNames.last == "pixel_7_7")
    #expect(Array(digits.features[row: 0].prefix(8)) == [0, 0, 5, 13, 9, 1, 0, 0])
    #expect(digits.features.elements.reduce(0) { $0 + Int($1) } == 561_718)
    #expect(digits.features.elements.max() == 16)
  }

  private func expect<Scalar>(_ data: BundledDataset<Scalar>, rows: Int, columns: Int, counts: [Int]) {
    #expect(data.features.rows == rows)
    #expect(data.features.columns == columns)
    #expect(data.featureNames.count == columns)
    #expect(data.labels.count == rows)
    #expect(data.classNames.indices.map { label in data.labels.count { $0 == label } } == counts)
    #expect(data.description.contains("CC BY 4.0"))
    #expect(data.description.contains("https://doi.org/"))
  }
}
