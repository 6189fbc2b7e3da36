import Matrices

/// Scores that follow from the counts alone.
extension ConfusionMatrix {
  /// How much it costs to take one class for another, when classes have an order. scikit-learn's `weights` of
  /// `cohen_kappa_score`.
  public struct Disagreement: ListedChoice, Sendable, Hashable, CaseIterable {
    package enum Kind: Sendable, Hashable, CaseIterable {
      case equal, linear, quadratic
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// 1 for every two classes that differ.
    public static var equal: Self { Self(.equal) }
    /// The distance of their places in `classes`.
    public static var linear: Self { Self(.linear) }
    /// The square of it.
    public static var quadratic: Self { Self(.quadratic) }
  }

  /// The share of rows that are predicted right, in 0...1.
  public var accuracy: Double { trace / total }

  /// The mean recall of the classes that have rows, in 0...1. scikit-learn's `balanced_accuracy_score`.
  ///
  /// - Parameter adjusted: Whether guessing scores 0 and perfection 1; the score can then be negative. NaN with one
  ///   class.
  public func balancedAccuracy(adjusted: Bool = false) -> Double {
    let recalls = classes.indices.filter { support[$0] > 0 }.map { counts[$0, $0] / support[$0] }
    let mean = recalls.reduce(0, +) / Double(recalls.count)
    guard adjusted else { return mean }
    let chance = 1 / Double(recalls.count)
    return (mean - chance) / (1 - chance)
  }

  /// Matthews' correlation of truth and prediction for K classes (R_K), in −1...1; 0 when either names one class only.
  /// scikit-learn's `matthews_corrcoef`.
  ///
  /// - SeeAlso: J. Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient",
  ///   *Computational Biology and Chemistry* 28, 2004.
  public var matthewsCorrelation: Double {
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let (truth, predicted, right, all) = inUnitsOfTotal
    let spread = (all * all - product(predicted, predicted)) * (all * all - product(truth, truth))
    return spread > 0 ? (right * all - product(truth, predicted)) / spread.squareRoot() : 0
  }

  /// Cohen's κ: agreement beyond that of chance, at most 1. scikit-learn's `cohen_kappa_score`.
  ///
  /// NaN when truth and prediction name one and the same class only: chance then explains everything.
  ///
  /// - SeeAlso: J. Cohen, "A coefficient of agreement for nominal scales", *Educational and Psychological Measurement*
  ///   20, 1960.
  public func cohenKappa(_ disagreement: Disagreement = .equal) -> Double {
    var (observed, expected) = (0.0, 0.0)
    let (truth, predicted, _, all) = inUnitsOfTotal
    let unit = all / total
    for i in classes.indices {
      for j in classes.indices where i != j {
        let distance = Double((i - j).magnitude)
        let cost =
          switch disagreement.kind {
          case .equal: 1.0
          case .linear: distance
          case .quadratic: distance * distance
          }
        observed += cost * (counts[i, j] * unit)
        expected += cost * truth[i] * predicted[j] / all
      }
    }
    return 1 - observed / expected
  }

  /// Row and column sums, trace and total in a unit that is a power of two, so that their products stay in range.
  private var inUnitsOfTotal: (truth: [Double], predicted: [Double], right: Double, all: Double) {
    // The total is the largest of them.
    let parts = inUnits(support + predictedSupport + [trace, total]) ?? []
    let count = classes.count
    return (Array(parts[..<count]), Array(parts[count..<2 * count]), parts[2 * count], parts[2 * count + 1])
  }

  private var trace: Double { classes.indices.reduce(0) { $0 + counts[$1, $1] } }
  private var total: Double { support.reduce(0, +) }
}

/// The mean recall of the classes that have rows, in 0...1: a class counts as much as any other, however rare.
/// scikit-learn's `balanced_accuracy_score`.
///
/// - Throws: As ``ConfusionMatrix/init(of:against:classes:sampleWeight:)``.
public func balancedAccuracy<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, adjusted: Bool = false,
  sampleWeight: [Double]? = nil
) throws -> Double {
  try ConfusionMatrix(of: predicted, against: truth, sampleWeight: sampleWeight).balancedAccuracy(adjusted: adjusted)
}

/// The share of rows that are predicted wrong, by weight, in 0...1. scikit-learn's `zero_one_loss`, and its
/// `hamming_loss`, which for one label per row is the same.
///
/// - Throws: As ``accuracy(of:against:sampleWeight:)``.
public func zeroOneLoss<Label: Equatable>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
) throws -> Double {
  try 1 - accuracy(of: predicted, against: truth, sampleWeight: sampleWeight)
}

/// Matthews' correlation of truth and prediction, in −1...1. scikit-learn's `matthews_corrcoef`.
///
/// - Throws: As ``ConfusionMatrix/init(of:against:classes:sampleWeight:)``.
/// - SeeAlso: ``ConfusionMatrix/matthewsCorrelation``.
public func matthewsCorrelation<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
) throws -> Double {
  try ConfusionMatrix(of: predicted, against: truth, sampleWeight: sampleWeight).matthewsCorrelation
}

/// Cohen's κ: agreement beyond that of chance, at most 1. scikit-learn's `cohen_kappa_score`.
///
/// - Throws: As ``ConfusionMatrix/init(of:against:classes:sampleWeight:)``.
/// - SeeAlso: ``ConfusionMatrix/cohenKappa(_:)``.
public func cohenKappa<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>,
  disagreement: ConfusionMatrix<Label>.Disagreement = .equal, sampleWeight: [Double]? = nil
) throws -> Double {
  try ConfusionMatrix(of: predicted, against: truth, sampleWeight: sampleWeight).cohenKappa(disagreement)
}
