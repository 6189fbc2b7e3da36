// Guarded by `NewtonCholeskyTests`.
import Matrices

/// A Hessian H, ready to solve H·x = b: factored after scaling its diagonal to 1, so that columns of very different
/// scale lose no accuracy, and with the smallest multiple of its diagonal added that makes it definite.
struct ScaledCholesky: Sendable {
  private let scale: [Double]
  private let factor: Cholesky

  /// - Parameter hessian: Symmetric, lower triangle read.
  /// - Throws: ``MatrixError/notPositiveDefinite(pivot:)`` when it holds numbers that are not finite.
  init(_ hessian: Matrix<Double>) throws {
    let scale = (0..<hessian.rows).map { j in
      let curvature = hessian[j, j]
      return curvature > 0 ? 1 / curvature.squareRoot() : 1
    }
    var scaled = hessian
    scaled.withMutableElements { elements in
      for i in scale.indices {
        for j in 0...i { elements[i * scale.count + j] *= scale[i] * scale[j] }
      }
    }
    self.scale = scale
    factor = try Self.factorRaisingDiagonal(scaled)
  }

  /// The x with H·x = b.
  func solve(_ b: [Double]) throws -> [Double] {
    zip(try factor.solve(zip(b, scale).map(*)), scale).map(*)
  }

  private static func factorRaisingDiagonal(_ matrix: Matrix<Double>) throws -> Cholesky {
    var raised = matrix
    var raise = 1e-13
    while true {
      do {
        return try Cholesky(raised)
      } catch let error as MatrixError where error.code == .notPositiveDefinite {
        guard raise <= 1 else { throw error }
        for j in 0..<matrix.rows { raised[j, j] = matrix[j, j] + raise }
        raise *= 100
      }
    }
  }
}
