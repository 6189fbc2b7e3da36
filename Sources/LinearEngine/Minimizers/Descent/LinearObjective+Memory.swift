extension LinearObjective {
  /// What L-BFGS has learnt in an earlier fit of the same rows with another penalty; `nil` when nothing was kept.
  package func remembered(_ preconditioner: (any CurvaturePreconditioner)?) -> [LBFGS]? {
    guard let memories, memories.count == problemCount else { return nil }
    let change = zip(parameterL2, memorizedL2).map { $0 - $1 }
    return memories.compactMap { ($0 as? LBFGS)?.with(curvatureChange: change, preconditioner: preconditioner) }
  }

  /// Keeps what was learnt, where that is wanted.
  package func remember(_ methods: [LBFGS]) {
    guard memories != nil else { return }
    (memories, memorizedL2) = (methods, parameterL2)
  }
}
