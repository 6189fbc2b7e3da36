import EstimatorDatasets
import Estimators

/// Data large enough for packed rows, block columns, samples, preconditioners, strips of columns, and threads.
struct LargeFits {
  let report: BitReport

  func run() throws {
    for threads in [1, 2] {
      Parallelism.threads = threads
      try digits()
      try pictures()
      try words()
      try dense()
    }
    Parallelism.threads = 1
  }

  private func fit(_ name: String, _ classifier: LogisticRegression<Int>, _ data: FitData, asked: Features? = nil) {
    let settings = [data.name, classifier.multiClass.rawValue, name, classifier.precision.rawValue]
    report.logistic(
      settings.joined(separator: ", ") + ", threads \(Parallelism.threads)", classifier, data, asked: asked)
  }

  private func digits() throws {
    let raw = try FitData.digits()
    for rows in [raw, try raw.scaled("standardised", by: StandardScaler())] {
      for solver in Settings.main {
        for multiClass in MultiClass.allCases {
          for (name, penalty) in [("l2", Penalty.l2), ("l1", .l1)] {
            let isSlow = multiClass == .multinomial && ["auto", "newtonCholesky", "cd"].contains(solver.name)
            let hasSingle = !isSlow && ["lbfgs", "newtonCholesky", "newtonCG", "gd"].contains(solver.name)
            for precision in Precision.allCases where hasSingle || precision == .automatic {
              let classifier = LogisticRegression(
                multiClass: multiClass, solver: solver.solver, penalty: penalty, c: 0.1, tolerance: 1e-4,
                maxIterations: isSlow ? 1 : 8, precision: precision)
              fit("\(solver.name), \(name)", classifier, rows)
            }
          }
        }
      }
    }
  }

  private func pictures() throws {
    let (bytes, labels) = try FitData.pictures(6000)
    let raw = FitData(name: "pictures", x: bytes.features, y: labels)
    let scaled = try raw.scaled("to 1", by: MaxAbsScaler())
    let storages = [raw, scaled, try raw.scaled("standardised", by: StandardScaler())]
    let asked = bytes[rows: 0..<1000].features
    let few: [(String, Solver, Penalty, Int)] = [
      ("lbfgs, l2", .lbfgs, .l2, 12), ("lbfgs, l1", .lbfgs, .l1, 4), ("newtonCG, l2", .newtonCG, .l2, 2),
      ("gd, l2", .gd, .l2, 3), ("saga, l2", .saga, .l2, 1), ("sgd, l1", .sgd, .l1, 1),
    ]
    for rows in storages {
      let isPlain = rows.x.affine == nil
      for multiClass in MultiClass.allCases {
        for (name, solver, penalty, most) in few where name == "lbfgs, l2" || !isPlain {
          let precisions = name == "lbfgs, l2" ? Precision.allCases : [.automatic]
          for precision in precisions {
            let classifier = LogisticRegression(
              multiClass: multiClass, solver: solver, penalty: penalty, c: 0.05, tolerance: 1e-4, maxIterations: most,
              precision: precision)
            fit(name, classifier, rows, asked: isPlain ? asked : nil)
          }
        }
      }
    }
    let cd = LogisticRegression(multiClass: .ovr, solver: .coordinateDescent, penalty: .l1, c: 0.05, maxIterations: 2)
    fit("cd, l1", cd, scaled)
    let dual = LogisticRegression(
      multiClass: .ovr, solver: .coordinateDescent(form: .dual), c: 0.001, maxIterations: 3)
    fit("cd dual, l2", dual, scaled)
    try otherStorages(bytes, labels)
    // A tenth of the pixels, so that a Hessian is small enough.
    let pixels = try raw.x.selectingColumns(Array(stride(from: 130, to: 650, by: 8)))
    let part = FitData(name: "some pixels", x: pixels, y: labels)
    for multiClass in MultiClass.allCases {
      let newton = LogisticRegression(multiClass: multiClass, solver: .newtonCholesky, c: 0.01, maxIterations: 2)
      fit("newtonCholesky, l2", newton, part)
    }
  }

  private func otherStorages(_ bytes: Matrix<UInt8>, _ labels: [Int]) throws {
    let part = bytes[rows: 500..<3500]
    let storages = [
      FitData(name: "pictures as floats", x: part.map { Float($0) / 255 }.features, y: Array(labels[500..<3500])),
      FitData(name: "pictures as doubles", x: part.map { Double($0) / 255 }.features, y: Array(labels[500..<3500])),
      FitData(
        name: "sparse pictures", x: try SparseMatrix(part.map { Double($0) / 255 }).features,
        y: Array(labels[500..<3500])),
      FitData(
        name: "chosen pictures", x: try bytes.features.selectingRows((0..<3000).map { $0 * 7 % 6000 }),
        y: (0..<3000).map { labels[$0 * 7 % 6000] }),
    ]
    for rows in storages {
      for multiClass in MultiClass.allCases {
        for (name, penalty) in [("l2", Penalty.l2), ("l1", .l1)] {
          let classifier = LogisticRegression(
            multiClass: multiClass, penalty: penalty, c: 0.1, maxIterations: penalty == .l1 ? 3 : 8)
          fit("lbfgs, \(name)", classifier, rows)
        }
      }
      fit("lbfgs, l2", LogisticRegression(c: 0.1, maxIterations: 5, classWeight: .balanced), rows.weighted)
    }
  }

  /// So many columns that a gradient does not fit the cache.
  private func words() throws {
    let words = try FitData.words(rows: 4000, columns: 40_000, each: 30, classes: 10)
    let asked = try words.x.selectingRows(Array(0..<200))
    let few: [(String, Solver, Penalty, Int)] = [
      ("lbfgs, l2", .lbfgs, .l2, 6), ("lbfgs, l1", .lbfgs, .l1, 3), ("newtonCG, l2", .newtonCG, .l2, 2),
      ("cd, l1", .coordinateDescent, .l1, 2), ("sgd, l1", .sgd, .l1, 1),
    ]
    for multiClass in MultiClass.allCases {
      for (name, solver, penalty, most) in few {
        let classifier = LogisticRegression(
          multiClass: multiClass, solver: solver, penalty: penalty, maxIterations: most)
        fit(name, classifier, words, asked: asked)
        if name == "lbfgs, l2" {
          var single = classifier
          single.precision = .single
          fit(name, single, words.weighted, asked: asked)
        }
      }
    }
    let two = try FitData.words(rows: 3000, columns: 9000, each: 40, classes: 2)
    for solver in Settings.main where solver.name != "newtonCholesky" {
      let classifier = LogisticRegression(multiClass: .ovr, solver: solver.solver, maxIterations: 3)
      fit("\(solver.name), l2, two", classifier, two, asked: try two.x.selectingRows(Array(0..<200)))
    }
  }

  /// Long and wide matrices of real numbers.
  private func dense() throws {
    let long = try FitData.normal("long", rows: 30_000, columns: 12, classes: 4, seed: 21)
    let wide = try FitData.normal("wide", rows: 120, columns: 3300, classes: 3, seed: 22)
    let square = try FitData.normal("square", rows: 1500, columns: 300, classes: 3, seed: 23)
    for rows in [long, wide, square] {
      for multiClass in MultiClass.allCases {
        for solver in Settings.main where rows.name == "long" || solver.name != "newtonCholesky" {
          for (name, penalty) in [("l2", Penalty.l2), ("l1", .l1)] {
            let classifier = LogisticRegression(
              multiClass: multiClass, solver: solver.solver, penalty: penalty, c: 0.1, tolerance: 1e-6,
              maxIterations: ["sag", "saga", "sgd"].contains(solver.name) ? 2 : 5)
            fit("\(solver.name), \(name)", classifier, rows)
          }
        }
      }
    }
  }
}
