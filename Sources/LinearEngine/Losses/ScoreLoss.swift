/// What a row's scores cost: the seam at which a loss is added, from inside the package or from outside.
///
/// A linear model gives a row `width` scores z = W·x + b. A loss says what they cost beside the row's target, how that
/// changes with z, and how fast. It works on a block of rows at a time, so that nothing is asked of it row by row
/// across modules. A loss of one score is written as a ``ScalarLoss``, by one function of two numbers.
///
/// Guarded by `ScoreLossTests`.
public protocol ScoreLoss: Sendable {
  /// What a row should become: a number, a class, a count with its exposure.
  associatedtype Target: Sendable & BitwiseCopyable

  /// Scores that hang together, ≥ 1.
  var width: Int { get }
  /// The largest eigenvalue that ∂²ℓ/∂z² can have; `nil` where there is none. Steps of 1/L need it.
  var curvatureBound: Double? { get }
  /// Whether ℓ stays the same when all scores of a row move alike, as softmax does. Then the penalty or the start
  /// decides their mean.
  var isShiftInvariant: Bool { get }

  /// Writes ℓ of every row, and ∂ℓ/∂z in place of its scores.
  func differentiate(_ block: ScoreBlock<Target>)
  /// Writes ∂²ℓ/∂z² of every row.
  func differentiateTwice(_ block: ScoreBlock<Target>)
}

extension ScoreLoss {
  /// `false`.
  public var isShiftInvariant: Bool { false }
}

/// A loss of a single score: its value, slope and curvature are all there is to write.
///
/// ```swift
/// struct LogCosh: ScalarLoss {
///   let curvatureBound: Double? = 1
///   func terms(_ z: Double, _ y: Double) -> LossTerms {
///     let t = tanh(z - y)
///     return LossTerms(value: log(cosh(z - y)), slope: t, curvature: 1 - t * t)
///   }
/// }
/// ```
public protocol ScalarLoss: ScoreLoss {
  associatedtype Target

  /// ℓ(z, y) with ∂ℓ/∂z and ∂²ℓ/∂z².
  func terms(_ z: Double, _ y: Target) -> LossTerms
}

/// A loss of one score at a point.
@frozen
public struct LossTerms: Sendable, Hashable {
  /// ℓ, finite, and for the tests of convergence best ≥ 0.
  public var value: Double
  /// ∂ℓ/∂z.
  public var slope: Double
  /// ∂²ℓ/∂z² ≥ 0.
  public var curvature: Double

  @inlinable public init(value: Double, slope: Double, curvature: Double) {
    (self.value, self.slope, self.curvature) = (value, slope, curvature)
  }
}

// Inlinable, so that the loop is compiled in the module of the loss, with its `terms` inside.
extension ScalarLoss {
  /// 1.
  @inlinable public var width: Int { 1 }

  /// The loop over ``terms(_:_:)``.
  @inlinable public func differentiate(_ block: ScoreBlock<Target>) {
    for row in 0..<block.rows {
      let terms = terms(block[row, 0], block.target(row))
      block.setLoss(row, terms.value)
      block[row, 0] = terms.slope
    }
  }

  /// The loop over ``terms(_:_:)``.
  @inlinable public func differentiateTwice(_ block: ScoreBlock<Target>) {
    for row in 0..<block.rows { block.setCurvature(row, 0, 0, terms(block[row, 0], block.target(row)).curvature) }
  }
}

/// A block of rows on its way through a loss: scores and targets to read, and room for the answers. Valid only during
/// the call that it is passed to.
@frozen
public struct ScoreBlock<Target: BitwiseCopyable> {
  /// Rows of the block; rows count from 0 in it.
  public let rows: Int
  /// Scores of a row.
  public let width: Int
  /// Numbers between the scores of two rows.
  @usableFromInline let stride: Int
  /// rows × stride numbers.
  @usableFromInline let scores: UnsafeMutablePointer<Double>
  /// `rows` targets.
  @usableFromInline let targets: UnsafePointer<Target>
  /// `rows` numbers for ℓ, or rows × width² for ∂²ℓ/∂z².
  @usableFromInline let results: UnsafeMutablePointer<Double>

  init(
    rows: Int, width: Int, stride: Int, scores: UnsafeMutablePointer<Double>, targets: UnsafePointer<Target>,
    results: UnsafeMutablePointer<Double>
  ) {
    (self.rows, self.width, self.stride) = (rows, width, stride)
    (self.scores, self.targets, self.results) = (scores, targets, results)
  }

  /// Score k of a row. ``ScoreLoss/differentiate(_:)`` puts ∂ℓ/∂z_k in its place.
  @inlinable public subscript(row: Int, k: Int) -> Double {
    get {
      assert(row >= 0 && row < rows && k >= 0 && k < width)
      return scores[row * stride + k]
    }
    nonmutating set {
      assert(row >= 0 && row < rows && k >= 0 && k < width)
      scores[row * stride + k] = newValue
    }
  }

  /// The target of a row.
  @inlinable public func target(_ row: Int) -> Target {
    assert(row >= 0 && row < rows)
    return targets[row]
  }

  /// Sets ℓ of a row: in ``ScoreLoss/differentiate(_:)``.
  @inlinable public func setLoss(_ row: Int, _ loss: Double) {
    assert(row >= 0 && row < rows)
    results[row] = loss
  }

  /// Sets ∂²ℓ/∂z_k∂z_l of a row, for all k and l: in ``ScoreLoss/differentiateTwice(_:)``.
  @inlinable public func setCurvature(_ row: Int, _ k: Int, _ l: Int, _ curvature: Double) {
    assert(row >= 0 && row < rows && k >= 0 && k < width && l >= 0 && l < width)
    results[(row * width + k) * width + l] = curvature
  }
}
