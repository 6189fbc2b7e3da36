import Matrices

/// How the areas under several curves become one.
public struct AreaAveraging: ListedChoice, Sendable, Hashable, CaseIterable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case oneVsRest, oneVsRestWeighted, oneVsOne, oneVsOneWeighted
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Each class against all others, the plain mean. scikit-learn's `multi_class="ovr", average="macro"`.
  public static let oneVsRest = Self(.oneVsRest)
  /// Each class against all others, weighted by the rows of the class. scikit-learn's `multi_class="ovr",
  /// average="weighted"`.
  public static let oneVsRestWeighted = Self(.oneVsRestWeighted)
  /// Every pair of classes by itself, the plain mean: it does not depend on how frequent classes are. scikit-learn's
  /// `multi_class="ovo", average="macro"`; of D. J. Hand and R. J. Till, *Machine Learning* 45, 2001.
  public static let oneVsOne = Self(.oneVsOne)
  /// Every pair of classes by itself, weighted by the rows of the pair. scikit-learn's `multi_class="ovo",
  /// average="weighted"`.
  public static let oneVsOneWeighted = Self(.oneVsOneWeighted)
}

/// The area under the ROC curve, in 0...1: how well scores order rows; 0.5 is guessing. scikit-learn's `roc_auc_score`.
///
///     try rocAUC(of: model.predictProbabilities(x), against: y, classes: model.classes, averaging: .oneVsOne)
///
/// For two classes it is the area of the second one, whatever the averaging.
///
/// - Parameters:
///   - scores: n × K scores, probabilities or log-probabilities (which tell rows apart even where probabilities round
///     to 1), or n × 1 for two classes.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - averaging: How areas become one.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(K · n log n); one-vs-one O(K · n log n) too, as every row takes part in K − 1 pairs.
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` when a class has no row with weight, or is alone;
///   ``EstimatorError/notFinite(row:column:value:)`` for NaN; and as ``logLoss(of:against:classes:sampleWeight:)``.
public func rocAUC<Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
  averaging: AreaAveraging = .oneVsRest, sampleWeight: [Double]? = nil
) throws -> Double {
  let ranked = try RankedClasses(scores, Array(truth), classes, sampleWeight)
  guard classes.count > 2 else { return try ranked.ranking(of: 1).area(named: "\(classes[1])") }
  switch averaging.kind {
  case .oneVsRest: return try ranked.mean(weighted: false) { try $0.area(named: $1) }
  case .oneVsRestWeighted: return try ranked.mean(weighted: true) { try $0.area(named: $1) }
  case .oneVsOne: return try ranked.meanOfPairs(weighted: false)
  case .oneVsOneWeighted: return try ranked.meanOfPairs(weighted: true)
  }
}

/// The mean precision over all thresholds, weighted by the growth of recall, in 0...1. scikit-learn's
/// `average_precision_score`; for more than two classes the mean over classes, each against all others.
///
/// For two classes it is that of the second one.
///
/// - Parameters:
///   - scores: n × K scores, probabilities or log-probabilities, or n × 1 for two classes.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - weighted: Whether classes count by their rows instead of alike.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(K · n log n).
/// - Throws: As ``rocAUC(of:against:classes:averaging:sampleWeight:)``.
public func averagePrecision<Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label], weighted: Bool = false,
  sampleWeight: [Double]? = nil
) throws -> Double {
  let ranked = try RankedClasses(scores, Array(truth), classes, sampleWeight)
  func precision(_ ranking: Ranking, _ name: String) throws -> Double {
    try ranking.requirePositives(name)
    return ranking.averagePrecision
  }
  guard classes.count > 2 else { return try precision(ranked.ranking(of: 1), "\(classes[1])") }
  return try ranked.mean(weighted: weighted, precision)
}

extension Ranking {
  fileprivate func area(named name: String) throws -> Double {
    try requireBothClasses(name)
    return area
  }
}

/// Scores by class, and which rows are of it.
private struct RankedClasses<Label: ClassLabel> {
  let scores: Matrix<Double>
  let classes: [Label]
  let places: [Int]
  let weights: [Double]?

  init(_ scores: Matrix<Double>, _ truth: [Label], _ classes: [Label], _ weights: [Double]?) throws {
    guard classes.count >= 2 else { throw EstimatorError.tooFewClasses(found: classes.map { "\($0)" }) }
    if scores.columns == 1, classes.count == 2 {
      // One column stands for the second class.
      self.scores = Matrix(rows: scores.rows, columns: 2) { elements in
        for row in 0..<scores.rows {
          elements.initializeElement(at: 2 * row, to: -scores[row, 0])
          elements.initializeElement(at: 2 * row + 1, to: scores[row, 0])
        }
      }
    } else {
      self.scores = scores
    }
    places = try trueColumns(self.scores, truth, classes, weights)
    try requireNumbers(self.scores, classes)
    self.classes = classes
    self.weights = inUnits(weights)
  }

  func column(_ k: Int, _ rows: some Sequence<Int>) -> [Double] { rows.map { scores[$0, k] } }

  func ranking(of k: Int) throws -> Ranking {
    try Ranking(column(k, places.indices), places.map { $0 == k }, weights)
  }

  func mean(weighted: Bool, _ value: (Ranking, String) throws -> Double) throws -> Double {
    var (sum, total) = (0.0, 0.0)
    for k in classes.indices {
      let ranking = try ranking(of: k)
      let weight = weighted ? ranking.positives : 1
      guard weight > 0 else { continue }
      sum += weight * (try value(ranking, "\(classes[k])"))
      total += weight
    }
    return sum / total
  }

  /// Both directions of every pair: a against b by the score of a, and by the score of b.
  func meanOfPairs(weighted: Bool) throws -> Double {
    var members = [[Int]](repeating: [], count: classes.count)
    for (row, k) in places.enumerated() { members[k].append(row) }
    var (sum, total) = (0.0, 0.0)
    for a in classes.indices {
      for b in classes.indices where b > a {
        let rows = members[a] + members[b]
        let ofPair = weights.map { weights in rows.map { weights[$0] } }
        if ofPair.map({ !$0.contains { $0 > 0 } }) ?? rows.isEmpty {
          if weighted { continue }
          throw missing(a)
        }
        let isA = rows.map { places[$0] == a }
        let ofA = try Ranking(column(a, rows), isA, ofPair)
        let ofB = try Ranking(column(b, rows), isA.map(!), ofPair)
        let weight = weighted ? ofA.positives + ofA.negatives : 1
        guard ofA.positives > 0 else { throw missing(a) }
        guard ofA.negatives > 0 else { throw missing(b) }
        sum += weight * (ofA.area + ofB.area) / 2
        total += weight
      }
    }
    return sum / total
  }

  private func missing(_ k: Int) -> EstimatorError {
    .unsupported(
      what: "A curve of \(classes[k]), the class of no row with weight,",
      instead: "Pass rows of every class, or leave the class out of `classes`; stratified folds keep all.")
  }
}

extension Scorer where Target: ClassLabel {
  /// The area under the ROC curve. scikit-learn's `"roc_auc"`, `"roc_auc_ovr"`, `"roc_auc_ovo"` and their weighted
  /// forms.
  public static func rocAUC(_ averaging: AreaAveraging = .oneVsRest) -> Scorer {
    Scorer(
      "ROC-AUC", true, code: "ROC-AUC (\(averaging))",
      .logProbabilities { logs, truth, classes, weights in
        try Estimators.rocAUC(
          of: logs, against: truth, classes: classes, averaging: averaging, sampleWeight: weights)
      })
  }

  /// Average precision. scikit-learn's `"average_precision"`.
  public static var averagePrecision: Scorer {
    Scorer(
      "average precision", true, code: "average precision",
      .logProbabilities { logs, truth, classes, weights in
        try Estimators.averagePrecision(of: logs, against: truth, classes: classes, sampleWeight: weights)
      })
  }
}
