import Estimators

/// Combinations of settings.
enum Settings {
  static let solvers: [(name: String, solver: Solver)] = [
    ("auto", .auto), ("lbfgs", .lbfgs), ("newtonCholesky", .newtonCholesky), ("newtonCG", .newtonCG), ("gd", .gd),
    ("gd fixed", .gd(learningRate: .fixed(0.05))), ("gd backtracking", .gd(learningRate: .backtracking)),
    ("gd uniform", .gd(learningRate: .backtracking(initial: 0.1), initial: .uniform(scale: 0.01))),
    ("cd", .coordinateDescent), ("cd primal", .coordinateDescent(form: .primal)),
    ("cd dual", .coordinateDescent(form: .dual)), ("sag", .sag), ("saga", .saga), ("sgd", .sgd),
    ("sgd constant", .sgd(batchSize: 1, schedule: .constant(initial: 0.01))),
    ("sgd optimal", .sgd(batchSize: 3, schedule: .optimal, shuffle: false)),
    ("sgd averaged", .sgd(batchSize: 16, schedule: .inverseScaling(initial: 0.1, power: 0.5), averagingAfter: 50)),
    ("sgd adaptive", .sgd(batchSize: 64, schedule: .adaptive(initial: 0.2))),
  ]

  /// Those that need no setting of their own.
  static let main = solvers.filter { name, _ in
    ["auto", "lbfgs", "newtonCholesky", "newtonCG", "gd", "cd", "cd dual", "sag", "saga", "sgd"].contains(name)
  }

  /// Penalties, with factors and bounds, of so many columns.
  static func penalties(columns: Int) -> [(name: String, set: (inout LogisticRegression<Int>) -> Void)] {
    [
      ("l2", { $0.penalty = .l2 }), ("l1", { $0.penalty = .l1 }), ("none", { $0.penalty = .none }),
      ("elastic net", { $0.penalty = .elasticNet(l1Ratio: 0.4) }),
      ("l2 weak", { $0.c = 1000 }), ("l1 strong", { ($0.penalty, $0.c) = (.l1, 0.02) }),
      ("non-negative", { $0.bounds = .nonNegative }),
      (
        "l1, bounds",
        {
          $0.penalty = .l1
          $0.bounds = .perFeature(
            lower: (0..<columns).map { $0 % 3 == 0 ? -0.1 : -.infinity },
            upper: (0..<columns).map { $0 % 2 == 0 ? 0.2 : .infinity })
        }
      ),
      ("none, bounds", { ($0.penalty, $0.bounds) = (.none, .all(lower: -0.5, upper: 0.5)) }),
      ("factors", { $0.penaltyFactors = (0..<columns).map { 0.5 + Double($0 % 3) } }),
      (
        "elastic net, factors",
        {
          $0.penalty = .elasticNet(l1Ratio: 0.7)
          $0.penaltyFactors = (0..<columns).map { Double($0 % 3) }
        }
      ),
    ]
  }
}
