import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite(.tags(.slow)) struct KNeighborsClassifierTests {
  private let sample = LawSample.threeClasses

  /// Numbers in −1…1, rows × columns.
  private func numbers(_ rows: Int, _ columns: Int, seed: UInt32) throws -> Matrix<Double> {
    var random = RandomState(seed)
    return try Matrix(rows: rows, columns: columns, (0..<rows * columns).map { _ in 2 * random.random() - 1 })
  }

  /// Minkowski's distance for p = 2 is Euclid's, but computed pair by pair instead of from products.
  @Test(arguments: [(1.0, 0.0), (1, 3), (1, 1e4), (1, 1e8), (1e-30, 0), (1e30, 0), (1e-170, 0), (1e150, 0)])
  func productsFindTheRowsOfTheDefinition(scale: Double, shift: Double) throws {
    let x = try numbers(300, 37, seed: 1).map { $0 * scale + shift }
    let queries = try numbers(90, 37, seed: 2).map { $0 * scale + shift }
    let labels = (0..<300).map { $0 % 4 }
    let change = try ColumnAffine(
      scale: Array(repeating: 3 / scale, count: 37), shift: Array(repeating: shift, count: 37))
    for features in [x.features, try x.features.applying(change)] {
      let queried = features.affine.map { try? queries.features.applying($0) } ?? queries.features
      let asked = try #require(queried)
      let products = try KNeighborsClassifier<Int>(neighbors: 7).fitted(to: features, labels)
      let pairs = try KNeighborsClassifier<Int>(neighbors: 7, metric: .minkowski(p: 2)).fitted(to: features, labels)
      let (found, expected) = (try products.nearestRows(to: asked), try pairs.nearestRows(to: asked))
      #expect(found.rows == expected.rows)
      #expect(relativeError(found.distances.elements, expected.distances.elements) < 1e-13)
    }
  }

  /// Bytes go through products in Float, sparse rows of many columns through products in Double.
  @Test func everyStorageFindsTheRowsOfTheDefinition() throws {
    let digits = try Digits.load()
    let (bytes, labels) = (digits.features[rows: ..<900], digits.labels.prefix(900))
    let queries = digits.features[rows: 900..<1000]
    let wide = try SparseMatrix(
      rows: 300, columns: 6000, rowStarts: (0...300).map { 3 * $0 },
      columnIndices: (0..<900).map { (k: Int) -> Int32 in Int32(k % 3 * 2000 + k / 3 * 7 % 90) },
      values: (0..<900).map { (k: Int) -> Double in Double(1 + k * 31 % 97) })
    let cases: [(Features, [Int], Features)] = [
      (bytes.features, Array(labels), queries.features),
      (bytes.map(Float.init).features, Array(labels), queries.features),
      (try SparseMatrix(bytes.map(Double.init)).features, Array(labels), queries.features),
      (wide.features, (0..<300).map { $0 % 2 }, wide.features),
    ]
    for (x, y, asked) in cases {
      let products = try KNeighborsClassifier<Int>(neighbors: 5).fitted(to: x, y).nearestRows(to: asked)
      let pairs = try KNeighborsClassifier<Int>(neighbors: 5, metric: .minkowski(p: 2)).fitted(to: x, y)
      let expected = try pairs.nearestRows(to: asked)
      // Ties are many, so the distances tell; powers round a little otherwise than squares.
      #expect(relativeError(products.distances.elements, expected.distances.elements) < 1e-13)
    }
  }

  @Test func aFewQueriesGetTheSameBitsAsMany() throws {
    let (x, labels) = (try numbers(500, 19, seed: 3), (0..<500).map { $0 % 3 })
    for metric in [NeighborMetric.euclidean, .manhattan, .chebyshev, .minkowski(p: 3)] {
      let model = try KNeighborsClassifier<Int>(weighting: .distance, metric: metric).fitted(to: x, labels)
      let all = try model.predictProbabilities(x)
      for row in [0, 77, 499] {
        #expect(try model.predictProbabilities(x[rows: row...row]).elements == Array(all[row: row]))
      }
    }
  }

  @Test func distancesAreThoseOfTheDefinition() throws {
    let x = try Matrix([[0.0, 0], [3, 4], [1, -7], [100, 0]])
    let expected: [(NeighborMetric, [Double])] = [
      (.euclidean, [0, 5, 50.squareRoot()]), (.manhattan, [0, 7, 8]), (.chebyshev, [0, 4, 7]),
      (.minkowski(p: 3), [0, cbrt(91), cbrt(344)]),
    ]
    for (metric, distances) in expected {
      let model = try KNeighborsClassifier<Int>(neighbors: 3, metric: metric).fitted(to: x, [0, 1, 1, 1])
      let found = try model.nearestRows(to: x[rows: ..<1])
      #expect(relativeError(found.distances.elements, distances) < 1e-15)
      #expect(found.rows.elements == [0, 1, 2])
    }
  }

  @Test func tiesShareThePlacesThatAreLeft() throws {
    // One row at 1, three at 2: with two neighbours those share one place.
    let x = try Matrix([[1.0], [2], [-2], [2]])
    let model = try KNeighborsClassifier<String>(neighbors: 2).fitted(to: x, ["a", "b", "b", "c"])
    let p = try model.predictProbabilities(Matrix([[0.0]]))
    #expect(relativeError(p.elements, [0.5, 1.0 / 3, 1.0 / 6]) < 1e-15)
    #expect(try model.predict(Matrix([[0.0]])) == ["a"])
    let equal = try KNeighborsClassifier<String>(neighbors: 2).fitted(to: Matrix([[1.0], [-1]]), ["b", "a"])
    #expect(try equal.predict(Matrix([[0.0]])) == ["a"], "Of equal votes the first class wins")
  }

  @Test func weightsCountRows() throws {
    let x = try Matrix([[1.0], [2], [3], [4]])
    let classifier = KNeighborsClassifier<String>(neighbors: 2)
    let model = try classifier.fitted(to: x, ["a", "b", "a", "b"], sampleWeight: [0.5, 1, 0, 3])
    // Half of row 0, all of row 1, and half a row of row 3.
    let p = try model.predictProbabilities(Matrix([[0.0]]))
    #expect(p.elements == [0.25, 0.75])
    #expect(try model.nearestRows(to: Matrix([[0.0]]), count: 3).rows.elements == [0, 1, 3], "Row 2 is absent")
    #expect(refusedSetting { try model.nearestRows(to: Matrix([[0.0]]), count: 4) } == "count")
  }

  /// Ten tenths are a little less than 1 when they are added up.
  @Test func roundedSumsOfWeightsAreEnough() throws {
    let tenths = [Double](repeating: 0.1, count: 10)
    #expect(tenths.reduce(0, +) < 1)
    let (x, y) = (sample.doubles[rows: ..<10], ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"])
    let model = try KNeighborsClassifier<String>(neighbors: 1).fitted(to: x, y, sampleWeight: tenths)
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
    let p = try model.predictProbabilities(x)
    #expect(p.elements.allSatisfy { abs($0 - 0.5) < 1e-14 })
  }

  @Test func aRowAtDistanceZeroHasItAll() throws {
    let x = try Matrix([[1.0], [1], [2], [3]])
    let classifier = KNeighborsClassifier<String>(neighbors: 4, weighting: .distance)
    let model = try classifier.fitted(to: x, ["a", "b", "b", "b"])
    #expect(try model.predictProbabilities(Matrix([[1.0]])).elements == [0.5, 0.5])
    let p = try model.predictProbabilities(Matrix([[0.0]]))
    // Distances 1, 1, 2 and 3.
    #expect(relativeError(p.elements, [6.0 / 17, 11.0 / 17]) < 1e-15)
  }

  @Test func settingsOutOfRangeAreExplained() throws {
    let (x, y) = (sample.doubles, sample.labels)
    #expect(refusedSetting { try KNeighborsClassifier<String>(neighbors: 0).fitted(to: x, y) } == "neighbors")
    for p in [0.5, .nan, .infinity] {
      let classifier = KNeighborsClassifier<String>(metric: .minkowski(p: p))
      #expect(refusedSetting { try classifier.fitted(to: x, y) } == "metric")
    }
    #expect {
      try KNeighborsClassifier<String>(neighbors: 61).fitted(to: x, y)
    } throws: {
      "\($0)" == "`neighbors` must be at most the number of rows, 60, got 61."
    }
    #expect {
      try KNeighborsClassifier<String>(neighbors: 5).fitted(to: x, y, sampleWeight: y.map { _ in 1.0 / 60 })
    } throws: {
      "\($0)".contains("weights count rows here")
    }
  }

  @Test func spoiltFilesAreRefused() throws {
    let model = try KNeighborsClassifier<String>(neighbors: 2).fitted(
      to: Matrix([[1.0, 2], [3, 4], [5, 6]]).features.applying(ColumnAffine(scale: [1, 2], shift: [0, 1])),
      ["a", "b", "a"])
    let text = try JSON.text(of: model)
    #expect(try JSON.value(KNeighborsClassifier<String>.Model.self, of: text) == model)
    let spoilt = [
      ("\"targets\":[0,1,0]", "\"targets\":[0,1,2]"), ("\"targets\":[0,1,0]", "\"targets\":[0,1]"),
      ("\"targets\":[0,1,0]", "\"targets\":[0,-1,0]"), ("\"neighbors\":2", "\"neighbors\":4"),
      ("\"neighbors\":2", "\"neighbors\":0"), ("\"scale\":[1,2]", "\"scale\":[1]"), ("\"rows\":3", "\"rows\":4"),
      ("[\"a\",\"b\"]", "[\"a\"]"), ("\"count\":2", "\"count\":3"),
      ("\"targets\":", "\"weights\":[1,-1,3],\"targets\":"), ("{\"euclidean\":{}}", "{\"minkowski\":{\"p\":0}}"),
    ]
    for (from, to) in spoilt {
      #expect(text.contains(from), "\(from) is not in \(text)")
      #expect(throws: (any Error).self, "\(to)") {
        try JSON.value(KNeighborsClassifier<String>.Model.self, of: text.replacingOccurrences(of: from, with: to))
      }
    }
  }
}
