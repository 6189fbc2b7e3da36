extension Scorer where Target == Double {
  /// R², the share of the targets' spread that is explained. scikit-learn's `"r2"`.
  public static var r2: Scorer {
    Scorer(
      "R²", true, in: -.infinity...1, code: "r2",
      .predictions { predicted, truth, weights in
        try r2Score(of: predicted, against: truth, sampleWeight: weights)
      })
  }

  /// The scorer of this module that a file calls so, `nil` when there is none.
  static func ofNumbers(_ code: String) -> Scorer? { standard.first { $0.code == code } }

  private static var standard: [Scorer] { [.r2] }
}
