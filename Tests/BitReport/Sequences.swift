import Estimators

/// Fits that go on from others: warm starts, streams, paths, cross-validation, and fits that are stopped.
struct Sequences {
  let report: BitReport
  let data: RealData

  func run() throws {
    try warmStarts()
    try streams()
    try paths()
    try crossValidations()
    try lecture()
  }

  private func warmStarts() throws {
    for rows in [data.doubles, try FitData.digits(300), data.sparse] {
      for multiClass in MultiClass.allCases {
        for solver in Settings.solvers where rows.x.columns < 20 || solver.name != "newtonCholesky" {
          for penalty in [Penalty.l2, .l1] {
            let name = [rows.name, multiClass.rawValue, solver.name, penalty == .l1 ? "l1" : "l2", "warm start"]
            report.line(name.joined(separator: ", ")) {
              var classifier = LogisticRegression(
                multiClass: multiClass, solver: solver.solver, penalty: penalty, maxIterations: 3, warmStart: true)
              try classifier.fit(rows.x, rows.y)
              classifier.c = 0.3
              classifier.maxIterations = 4
              try classifier.fit(rows.x, rows.y)
              return try BitReport.told(classifier.requireModel(), rows.x)
            }
          }
        }
        report.line("\(rows.name), \(multiClass), stopped by the caller") {
          let model = try LogisticRegression(multiClass: multiClass, tolerance: 1e-9)
            .fitted(to: rows.x, rows.y) { $0.number >= 4 ? .stop : .proceed }
          return try BitReport.told(model, rows.x)
        }
      }
    }
  }

  private func streams() throws {
    let penalties: [(String, Penalty)] = [
      ("l2", .l2), ("l1", .l1), ("elastic net", .elasticNet(l1Ratio: 0.5)), ("none", .none),
    ]
    for rows in [data.doubles, data.floats, data.sparse, try FitData.digits(300)] {
      for multiClass in MultiClass.allCases {
        for solver in Settings.solvers where solver.name.hasPrefix("sgd") {
          for (name, penalty) in penalties {
            for total in [nil, 1000.0] {
              let words = [rows.name, multiClass.rawValue, solver.name, name, "chunks", total == nil ? "" : "of 1000"]
              report.line(words.joined(separator: ", ")) {
                try stream(rows, solver.solver, multiClass, penalty, total: total)
              }
            }
          }
        }
      }
    }
  }

  private func stream(
    _ rows: FitData, _ solver: Solver, _ multiClass: MultiClass, _ penalty: Penalty, total: Double?
  ) throws -> String {
    var classifier = LogisticRegression(multiClass: multiClass, solver: solver, penalty: penalty, randomState: 4)
    let classes = Set(rows.y).sorted()
    for start in stride(from: 0, to: rows.y.count, by: 50) {
      let chunk = Array(start..<min(start + 50, rows.y.count))
      try classifier.partialFit(
        rows.x.selectingRows(chunk), chunk.map { rows.y[$0] }, classes: classes, totalWeight: total,
        sampleWeight: start % 100 == 0 ? nil : chunk.map { Double($0 % 3) / 2 })
    }
    let all = Array(0..<50)
    try classifier.partialFit(
      rows.x.selectingRows(all), all.map { $0 == 7 ? 99 : rows.y[$0] }, unseenLabels: .extend, totalWeight: total)
    return try BitReport.told(classifier.requireModel(), rows.x)
  }

  private func paths() throws {
    let digits = try FitData.digits(500)
    let sets: [(FitData, CGrid)] = [
      (data.doubles, .automatic(count: 12, span: 300)), (data.sparse, .automatic(count: 8, span: 100)),
      (digits, .automatic(count: 5, span: 30)), (digits, .values([0.001, 0.1, 0.01])),
      (try FitData.normal("wide", rows: 80, columns: 1500, classes: 3, seed: 31), .automatic(count: 6, span: 50)),
    ]
    for (rows, grid) in sets {
      for multiClass in MultiClass.allCases {
        for solver in [("lbfgs", Solver.lbfgs), ("cd", .coordinateDescent), ("auto", .auto)] {
          for (name, penalty) in [("l2", Penalty.l2), ("l1", .l1), ("elastic net", .elasticNet(l1Ratio: 0.6))] {
            let classifier = LogisticRegression(
              multiClass: multiClass, solver: solver.1, penalty: penalty, tolerance: 1e-4, maxIterations: 60)
            let words = ["path", rows.name, "\(grid)", multiClass.rawValue, solver.0, name]
            report.line(words.joined(separator: ", ")) {
              let path = try LogisticRegressionPath(classifier, grid: grid).fitted(to: rows.x, rows.y)
              let models = path.models.flatMap { $0.coefficients.elements + $0.intercepts }
              let reports = path.models.map { BitReport.told($0.report) }
              return "cs=\(hash(path.cs)) null=\(bits(path.largestNullC)) looked=\(hash(path.featuresLookedAt)) "
                + "w=\(hash(models)) reports=\(hash(reports)) y=\(hash(try path.models.flatMap { try $0.predict(rows.x) }))"
            }
          }
        }
      }
    }
  }

  private func crossValidations() throws {
    let digits = try FitData.digits(600)
    for threads in [1, 2] {
      Parallelism.threads = threads
      for rows in [data.doubles, data.doubles.weighted, digits, data.sparse] {
        for multiClass in MultiClass.allCases {
          for (name, solver) in [("lbfgs", Solver.lbfgs), ("cd", .coordinateDescent), ("saga", .saga), ("auto", .auto)]
          {
            for ratios in [nil, [0, 0.5, 1]] {
              let search = LogisticRegressionCV(
                LogisticRegression(multiClass: multiClass, solver: solver, tolerance: 1e-4, maxIterations: 12),
                cs: [0.01, 0.1, 1], l1Ratios: ratios, splitter: StratifiedKFold(3), rule: .oneStandardError,
                keepsCoefficientPaths: true)
              let words = ["search", rows.name, multiClass.rawValue, name, ratios == nil ? "l2" : "ratios"]
              report.line(words.joined(separator: ", ") + ", threads \(threads)") { try told(search, rows) }
            }
          }
        }
      }
    }
    Parallelism.threads = 1
  }

  private func told(_ search: LogisticRegressionCV<Int>, _ rows: FitData) throws -> String {
    let model = try search.fitted(to: rows.x, rows.y, sampleWeight: rows.weights)
    let paths = (model.coefficientPaths ?? []).flatMap { $0.flatMap { $0.flatMap(\.elements) } }
    return try [
      "c=\(bits(model.c)) ratio=\(bits(model.l1Ratio)) scores=\(hash(model.paths.flatMap { $0.scores.flatMap { $0 } }))",
      "counts=\(hash(model.paths.flatMap { $0.iterations.flatMap { $0 } })) paths=\(hash(paths))",
      BitReport.told(model.classifier, rows.x),
    ].joined(separator: " ")
  }

  private func lecture() throws {
    let digits = try FitData.digits()
    for threads in [1, 2] {
      Parallelism.threads = threads
      report.line("lecture, ten steps, threads \(threads)") {
        var random = RandomState(42)
        var w = random.random(640).map { $0 * 1e-4 }
        let losses = try (0..<10).map { _ in
          try SoftmaxLecture.step(&w, learningRate: 1e-3, digits.x, digits.y)
        }
        let (sigma, right) = try (
          SoftmaxLecture.sigma(digits.x, w), SoftmaxLecture.checkAccuracy(w, digits.x, digits.y)
        )
        return "losses=\(hash(losses)) w=\(hash(w)) p=\(hash(sigma)) right=\(bits(right))"
      }
    }
    Parallelism.threads = 1
  }
}
