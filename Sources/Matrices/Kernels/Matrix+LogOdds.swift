extension Matrix where Scalar == Double {
  /// n × 1 log-odds of the second of two classes as n × 2 log-probabilities.
  package func logProbabilitiesOfTwo() -> Matrix {
    Matrix(rows: rows, columns: 2) { result in
      for row in 0..<rows {
        result.initializeElement(at: 2 * row, to: -softplus(self[row, 0]))
        result.initializeElement(at: 2 * row + 1, to: -softplus(-self[row, 0]))
      }
    }
  }

  /// n × 1 log-odds of the second of two classes as n × 2 probabilities.
  package func probabilitiesOfTwo() -> Matrix {
    Matrix(rows: rows, columns: 2) { result in
      for row in 0..<rows {
        result.initializeElement(at: 2 * row, to: sigmoid(-self[row, 0]))
        result.initializeElement(at: 2 * row + 1, to: sigmoid(self[row, 0]))
      }
    }
  }
}
