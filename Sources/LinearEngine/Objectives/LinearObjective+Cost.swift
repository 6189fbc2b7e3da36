// Guarded by `HessianRenewalTests`.
import Files

extension LinearObjective {
  /// Multiplications of one pass over the data for all problems.
  package var passMultiplications: Double {
    2 * Double(features.rows) * Double(columnParameters) * Double(columnsPerProblem * problemCount)
  }

  /// Multiplications of one Newton step of all problems: Hessian, with its triangles in groups of columns, and Cholesky
  /// factorisation.
  package var newtonMultiplications: Double {
    let (n, q, k) = (Double(features.rows), Double(columnParameters), Double(columnsPerProblem))
    let (pairs, order) = (max(1, k * (loss.isShiftInvariant ? k - 1 : k + 1) / 2), q * k)
    return Double(problemCount) * (n * pairs * q * (q + 16) / 2 + order * order * order / 3)
  }

  /// Multiplications of a Hessian in the time of one in a pass, which skips some where rows are packed.
  private static let productSpeed = 2.0
  /// Iterations between two Hessians at the least: before, the memory of L-BFGS has not shown what it can do.
  private static let leastRenewal = 40.0
  /// All Hessians that L-BFGS keeps, in bytes; with those that are being made it takes six times as much.
  private static let renewalBytes = 128 << 20

  /// Iterations of L-BFGS after which a Hessian for every problem is worth its time: as many as take as long; `nil`
  /// where that is too large, and for softmax, whose mean curvature follows the fit anyway.
  package var hessianRenewal: Int? {
    guard columnsPerProblem == 1 else { return nil }
    let bytes = Memory.bytes(problemCount, parameterCount, parameterCount, MemoryLayout<Double>.stride)
    guard bytes <= Self.renewalBytes, Memory.has(6 * bytes) else { return nil }
    return Int(max(Self.leastRenewal, newtonMultiplications / Self.productSpeed / passMultiplications))
  }

  /// Multiplications of a Newton step that takes minutes on a few cores.
  private static let mostNewtonMultiplications = 2e13
  /// The same above this many classes, whose blocks of the Hessian are too small for products of matrices.
  private static let mostWithManyClasses = 2e10
  private static let manyClasses = 300

  /// - Throws: ``EstimatorError/tooSlow(what:instead:)`` where one iteration of Newton's method would take minutes.
  package func requireQuickNewtonSteps() throws {
    let most = columnsPerProblem > Self.manyClasses ? Self.mostWithManyClasses : Self.mostNewtonMultiplications
    guard newtonMultiplications > most else { return }
    throw EstimatorError.tooSlow(
      what: "An iteration of solver .newtonCholesky on \(parameterCount * problemCount) parameters",
      instead: "Use the solver .lbfgs or .newtonCG, which need no Hessian.")
  }

  // MARK: Memory

  /// Bytes of the scores of all rows and problems and of their changes.
  private var scoreBytes: Double {
    Double(features.rows) * Double(columnsPerProblem * problemCount) * Double(2 * MemoryLayout<Double>.stride)
  }

  /// Whether scores are computed afresh for every trial.
  package var streams: Bool { scoreBytes > Double(scoreLimit) }

  /// Conjugate gradients ask for the probabilities of all rows.
  func requireScores() throws {
    guard streams else { return }
    throw EstimatorError.tooLarge(
      what: "The scores of \(features.rows) rows and \(columnsPerProblem * problemCount) classes",
      bytes: Int(scoreBytes), limit: scoreLimit, instead: "Use the solver .lbfgs, which does without them.")
  }
}
