import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says, stored in `Tests/Reference/neighbors.json`.
private struct NeighborCase: Decodable {
  let data, preparation: String
  let neighbors: Int
  let weighting: NeighborWeighting
  let metric: String
  let p: Double?
  let queries, predicted: [Int]
  let probabilities, distances: [[Double]]
  let rows: [[Int32]]

  var comment: Comment { "\(neighbors) neighbours, \(weighting), \(metric) \(p ?? .infinity), \(data)" }

  var measure: NeighborMetric {
    switch metric {
    case "euclidean": .euclidean
    case "manhattan": .manhattan
    case "chebyshev": .chebyshev
    default: .minkowski(p: p ?? .nan)
    }
  }

  func featuresAndLabels() throws -> (x: Features, y: [Int]) {
    let (x, y) = try loaded()
    return (preparation == "standardised" ? try StandardScaler().fitted(to: x).transform(x) : x, y)
  }

  private func loaded() throws -> (x: Features, y: [Int]) {
    switch data {
    case "iris": return (try Iris.load().features.features, try Iris.load().labels)
    case "wine": return (try Wine.load().features.features, try Wine.load().labels)
    case "breast-cancer": return (try BreastCancer.load().features.features, try BreastCancer.load().labels)
    default: return (try Digits.load().features.features, try Digits.load().labels)
    }
  }
}

@Suite struct KNeighborsReferenceTests {
  private let cases: [NeighborCase]

  init() throws { cases = try Reference.load("neighbors", as: [NeighborCase].self) }

  @Test func neighborsAndProbabilitiesAreScikitLearns() throws {
    #expect(cases.count == 9)
    for answer in cases {
      let (x, y) = try answer.featuresAndLabels()
      let train = y.indices.filter { !$0.isMultiple(of: 3) }
      let classifier = KNeighborsClassifier<Int>(
        neighbors: answer.neighbors, weighting: answer.weighting, metric: answer.measure)
      let model = try classifier.fitted(to: x.selectingRows(train), train.map { y[$0] })
      let queries = try x.selectingRows(answer.queries)
      let found = try model.nearestRows(to: queries)
      for query in answer.queries.indices {
        // Distances that are equal but for rounding come in row order.
        let rows = zip(found.distances[row: query], found.rows[row: query])
          .map { (($0 * 1e9).rounded(), $1) }.sorted(by: <).map(\.1)
        #expect(rows == answer.rows[query], answer.comment)
      }
      #expect(relativeError(found.distances.elements, Array(answer.distances.joined())) < 1e-10, answer.comment)
      let probabilities = try model.predictProbabilities(queries)
      #expect(relativeError(probabilities.elements, Array(answer.probabilities.joined())) < 1e-10, answer.comment)
      #expect(try model.predict(queries) == answer.predicted, answer.comment)
    }
  }
}
