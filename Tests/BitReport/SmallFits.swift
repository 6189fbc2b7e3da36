import EstimatorDatasets
import Estimators

/// Every combination of settings on little data.
struct SmallFits {
  let report: BitReport
  let data: RealData

  func run() throws {
    try everySetting()
    try everyStorage()
    try weights()
    try rest()
    try toTheEnd()
  }

  private func fit(
    _ solver: (name: String, solver: Solver), _ penalty: String, _ data: FitData, _ classifier: LogisticRegression<Int>
  ) {
    let name = [data.name, classifier.multiClass.rawValue, solver.name, penalty, classifier.precision.rawValue]
      .joined(separator: ", ")
    report.logistic(name, classifier, data)
  }

  private func everySetting() throws {
    let two = try data.doubles.pair(0, 2)
    let penalties = Settings.penalties(columns: two.x.columns)
    for (name, rows) in [("", data.doubles), (" of two", two)] {
      for multiClass in MultiClass.allCases where name.isEmpty || multiClass == .multinomial {
        for solver in Settings.solvers {
          for penalty in penalties {
            for precision in Precision.allCases {
              var classifier = LogisticRegression(
                multiClass: multiClass, solver: solver.solver, tolerance: 1e-6, maxIterations: 40, randomState: 3,
                precision: precision)
              penalty.set(&classifier)
              fit(solver, penalty.name, rows, classifier)
            }
          }
        }
      }
    }
  }

  private func everyStorage() throws {
    let digits = try FitData.digits(300)
    let storages = [
      data.floats, data.chosen, data.sparse, digits, try digits.scaled("to 1", by: MaxAbsScaler()),
      try digits.scaled("standardised", by: StandardScaler()),
      try data.sparse.scaled("to 1", by: MaxAbsScaler()), try data.doubles.scaled("standardised", by: StandardScaler()),
      try FitData.wine(), try FitData.wine().scaled("standardised", by: StandardScaler()),
    ]
    for rows in storages {
      let penalties = Settings.penalties(columns: rows.x.columns).filter {
        ["l2", "l1", "elastic net", "non-negative"].contains($0.name)
      }
      for multiClass in MultiClass.allCases {
        for solver in Settings.main {
          for penalty in penalties {
            var classifier = LogisticRegression(
              multiClass: multiClass, solver: solver.solver, tolerance: 1e-5,
              maxIterations: iterations(solver.name, multiClass, rows), randomState: 5)
            penalty.set(&classifier)
            fit(solver, penalty.name, rows, classifier)
          }
        }
      }
    }
  }

  /// Fewer where each takes a Hessian of 650 × 650 numbers apart.
  private func iterations(_ solver: String, _ multiClass: MultiClass, _ rows: FitData) -> Int {
    let isLarge = multiClass == .multinomial && rows.x.columns > 20
    return isLarge && ["auto", "newtonCholesky"].contains(solver) ? 2 : 12
  }

  private func weights() throws {
    let digits = try FitData.digits(400)
    let classWeights: [(String, ClassWeight<Int>)] = [
      ("alike", .uniform), ("balanced", .balanced), ("by label", .weights([0: 2, 1: 0.5])),
    ]
    for rows in [data.doubles.weighted, data.sparse.weighted, digits.weighted] {
      for (name, classWeight) in classWeights {
        for multiClass in MultiClass.allCases {
          for solver in Settings.main {
            for fitIntercept in [true, false] {
              let classifier = LogisticRegression(
                multiClass: multiClass, solver: solver.solver,
                maxIterations: iterations(solver.name, multiClass, rows), fitIntercept: fitIntercept,
                classWeight: classWeight, randomState: 7)
              fit(solver, "l2, \(name)\(fitIntercept ? "" : ", no intercept")", rows, classifier)
            }
          }
        }
      }
    }
  }

  /// Shapes and numbers that ask for ways of their own.
  private func rest() throws {
    let shapes = [
      try FitData.normal("33 classes", rows: 400, columns: 5, classes: 33, seed: 11),
      try FitData.normal("17 classes", rows: 300, columns: 17, classes: 17, seed: 12),
      try FitData.normal("one column", rows: 90, columns: 1, classes: 3, seed: 13),
      try FitData.normal("more columns than rows", rows: 60, columns: 400, classes: 4, seed: 14),
      try FitData.wine().pair(0, 1),
      try FitData.normal("no penalty needed", rows: 500, columns: 4, classes: 2, seed: 15),
    ]
    for rows in shapes {
      for multiClass in MultiClass.allCases {
        for solver in Settings.main {
          for (name, penalty, c) in [("l2", Penalty.l2, 0.5), ("l1", .l1, 0.5), ("none", .none, 1)] {
            let classifier = LogisticRegression(
              multiClass: multiClass, solver: solver.solver, penalty: penalty, c: c, tolerance: 1e-8,
              maxIterations: 25, randomState: 9)
            fit(solver, name, rows, classifier)
          }
        }
      }
    }
  }

  /// Until convergence, or until single precision or rounding ends it: only there certificates are tight.
  private func toTheEnd() throws {
    let storages = [
      data.doubles, data.sparse, try FitData.wine(), try FitData.wine().scaled("standardised", by: StandardScaler()),
      try FitData.digits(100), try data.doubles.pair(0, 1),
    ]
    let solvers = Settings.main.filter { !["sag", "saga", "sgd"].contains($0.name) }
    for rows in storages {
      let penalties = Settings.penalties(columns: rows.x.columns).filter {
        ["l2", "l1", "l1, bounds", "elastic net, factors"].contains($0.name)
      }
      for multiClass in MultiClass.allCases {
        for solver in solvers where rows.x.columns < 20 || solver.name != "newtonCholesky" {
          for penalty in penalties {
            for precision in [Precision.single, .double] {
              var classifier = LogisticRegression(
                multiClass: multiClass, solver: solver.solver, tolerance: 1e-10,
                maxIterations: rows.x.columns < 20 ? 300 : 60, precision: precision)
              penalty.set(&classifier)
              fit(solver, "\(penalty.name) to the end", rows, classifier)
            }
          }
        }
      }
    }
  }
}
