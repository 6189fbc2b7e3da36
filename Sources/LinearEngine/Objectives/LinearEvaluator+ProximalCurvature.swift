import Matrices

extension LinearEvaluator {
  /// Rows from which the Gram matrix is made for a model that L-BFGS's pairs correct.
  private static var modelRows: Int { 4000 }
  /// Above this many columns only the diagonal of the Gram matrix is kept.
  static var mostGramColumns: Int { 3000 }

  /// The model of the curvature for ``ProximalQuasiNewton``.
  ///
  /// - Complexity: O(min(rows, 4000) · d²) for up to 3000 columns; a pass over the data above.
  package func proximalCurvature() throws -> any ProximalCurvature {
    let model = try proximalModel ?? newProximalModel()
    proximalModel = model
    return model.with(l2: objective.penalty.l2)
  }

  private func newProximalModel() throws -> any ProximalCurvature {
    let squares = try meanSquares()
    guard objective.columnParameters <= Self.mostGramColumns else { return diagonalCurvature(squares) }
    if gramNeedsDouble(squares) {
      return GramCurvature(
        gram: try gram(Double.self, squares, columns: Array(squares.indices), rows: Self.modelRows),
        hasIntercept: objective.hasIntercept, l2: objective.penalty.l2)
    }
    return GramCurvature(
      gram: try gram(Float.self, squares, columns: Array(squares.indices), rows: Self.modelRows),
      hasIntercept: objective.hasIntercept, l2: objective.penalty.l2)
  }

  private func diagonalCurvature(_ squares: [Double]) -> GramCurvature<Double> {
    GramCurvature(diagonal: squares, hasIntercept: objective.hasIntercept, l2: objective.penalty.l2)
  }
}
