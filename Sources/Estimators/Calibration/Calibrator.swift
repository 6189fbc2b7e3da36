import Matrices

/// Scores in, probabilities out: what a ``CalibratedClassifier`` has learned beside its classifiers.
package enum Calibrator: Sendable, Hashable, Codable {
  /// The inverse temperature, > 0.
  case temperature(Double)
  /// One for each class, or one for the second of two.
  case sigmoid([Sigmoid])
  /// One for each class, or one for the second of two.
  case isotonic([IsotonicFunction])

  /// Fits `method` to scores of rows that did not train the classifier.
  ///
  /// - Parameters:
  ///   - scores: n × K, or n × 1 for two classes, higher for the second.
  ///   - places: The column of the true class of each row, in 0..<K; −1 for a class that the classifier does not know.
  init(_ method: CalibrationMethod, _ scores: Matrix<Double>, places: [Int], weights: [Double]?) {
    func perClass<Function>(_ fit: ([Double], [Bool], [Double]?) -> Function) -> [Function] {
      guard scores.columns > 1 else {
        return [fit(scores.elements, places.map { $0 == 1 }, weights)]
      }
      return (0..<scores.columns).map { k in
        fit((0..<scores.rows).map { scores[$0, k] }, places.map { $0 == k }, weights)
      }
    }
    switch method.kind {
    case .temperature:
      self = .temperature(inverseTemperature(scores, places: places, weights: weights))
    case .sigmoid: self = .sigmoid(perClass(Sigmoid.init))
    case .isotonic: self = .isotonic(perClass(IsotonicFunction.init))
    }
  }

  /// n × K probabilities, K = 2 for one column of scores. A row for which every class got 0 is uniform.
  func probabilities(_ scores: Matrix<Double>) -> Matrix<Double> {
    switch self {
    case .temperature(let inverse):
      var scaled = scores.map { $0 * inverse }
      guard scores.columns > 1 else { return scaled.probabilitiesOfTwo() }
      if !scaled.elements.allSatisfy(\.isFinite) { scaled = scores.lessLargest.map { $0 * inverse } }
      scaled.softmaxRowsInPlace()
      return scaled
    case .sigmoid(let functions): return normalized(scores) { functions[$0].value(at: $1) }
    case .isotonic(let functions): return normalized(scores) { functions[$0].value(at: $1) }
    }
  }

  private func normalized(_ scores: Matrix<Double>, _ value: (Int, Double) -> Double) -> Matrix<Double> {
    let classes = max(2, scores.columns)
    return Matrix(rows: scores.rows, columns: classes) { elements in
      for row in 0..<scores.rows {
        var values = (0..<scores.columns).map { value($0, scores[row, $0]) }
        if scores.columns == 1 { values.insert(1 - values[0], at: 0) }
        let sum = values.reduce(0, +)
        for k in 0..<classes {
          elements.initializeElement(at: row * classes + k, to: sum > 0 ? values[k] / sum : 1 / Double(classes))
        }
      }
    }
  }

  /// Whether there are calibrators for so many columns of scores, all of them sound.
  func isValid(columns: Int) -> Bool {
    switch self {
    case .temperature(let inverse): inverse > 0 && inverse.isFinite
    case .sigmoid(let functions): functions.count == columns && functions.allSatisfy(\.isValid)
    case .isotonic(let functions): functions.count == columns && functions.allSatisfy(\.isValid)
    }
  }
}

extension Matrix where Scalar == Double {
  /// Every row less its largest number, which its softmax does not see.
  fileprivate var lessLargest: Matrix {
    var result = self
    for row in 0..<rows {
      let largest = self[row: row].max() ?? 0
      for column in 0..<columns { result[row, column] -= largest }
    }
    return result
  }
}
