import Estimators

extension FlawedClassifier {
  /// The class means; the nearest is the most probable.
  struct Model: ClassifierModel {
    let classes: [String]
    let means: [[Double]]
    var columns: FittedColumns?
    var flaw: ClassifierFlaw?

    func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try columns?.require(x)
      try requireFinite(x)
      let values = try read(x)
      let scores = (0..<values.rows).map { row in
        spoilt(means.map { mean in zip(values[row: row], mean).reduce(0) { $0 + $1.1 * ($1.0 - $1.1 / 2) } }, x.rows)
      }
      return try Matrix(classes.count == 2 ? scores.map { [$0[1] - $0[0]] } : scores)
    }

    /// The numbers as they are, or as a flaw reads them.
    private func read(_ x: Features) throws -> Matrix<Double> {
      var values = try x.matrix()
      if flaw == .ignoresTheLastColumn {
        for row in 0..<values.rows { values[row, values.columns - 1] = 0 }
      }
      guard flaw == .centresByTheOtherRows else { return values }
      for j in 0..<values.columns {
        let mean = values[column: j].reduce(0, +) / Double(values.rows)
        for row in 0..<values.rows { values[row, j] -= 1e-3 * mean }
      }
      return values
    }

    /// The scores of one of so many rows as a flaw has them.
    private func spoilt(_ scores: [Double], _ rows: Int) -> [Double] {
      switch flaw {
      case .namesTheFarthest: scores.map { -$0 }
      case .listsClassesBackwards: scores.reversed()
      case .confusesMoreThanThreeClasses where scores.count > 3: scores.reversed()
      case .mixesUpLargeBatches where rows > 100: scores.reversed()
      case .favoursTheFirstClass: [scores[0] + 0.01] + scores.dropFirst()
      case .readsMeaningIntoLabels: scores.map { $0 * (1 + 0.01 * Double(classes.joined().count)) }
      default: scores
      }
    }

    func predictProbabilities(_ x: Features) throws -> Matrix<Double> {
      let p = try predictLogProbabilities(x).softmax()
      return flaw == .probabilitiesSumToMore ? p.map { 1.001 * $0 } : p
    }

    func predict(_ x: Features) throws -> [String] {
      let (p, values) = try (predictLogProbabilities(x), x.matrix())
      return (0..<p.rows).map { row in
        if flaw == .namesAStrangerFarAway, values[row: row].contains(where: { $0 > 1e4 }) { return "never seen" }
        let places = classes.indices
        let best = places.max { (p[row, $0], $1) < (p[row, $1], $0) } ?? 0
        return classes[flaw == .namesTheLeastProbable ? places.min { p[row, $0] < p[row, $1] } ?? 0 : best]
      }
    }
  }
}

extension FlawedClassifier.Model: Codable {
  private enum CodingKeys: String, CodingKey { case classes, means, columns, flaw }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([String].self, forKey: .classes)
    means = try container.decode([[Double]].self, forKey: .means)
    columns = try container.decodeIfPresent(FittedColumns.self, forKey: .columns)
    flaw = try container.decodeIfPresent(ClassifierFlaw.self, forKey: .flaw)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes, forKey: .classes)
    let written =
      switch flaw {
      case .forgetsDigitsInFiles: means.map { $0.map { Double(Float($0)) } }
      case .movesALastDigitInFiles: means.map { $0.map(\.nextUp) }
      default: means
      }
    try container.encode(written, forKey: .means)
    try container.encodeIfPresent(columns, forKey: .columns)
    try container.encodeIfPresent(flaw, forKey: .flaw)
  }
}
