import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says. `null` stands for NaN.
private struct FeatureAnswers: Decodable {
  struct Imputer: Decodable {
    let strategy: String
    let indicator: Bool
    let keep: Bool
    let rows: [[Double?]]
    let new: [[Double?]]
    let filled: [[Double]]
    let filledNew: [[Double]]
    let names: [String]
  }
  struct Polynomial: Decodable {
    let degree: Int
    let interactionOnly: Bool
    let bias: Bool
    let rows: [[Double]]
    let products: [[Double]]
    let names: [String]
  }
  struct Selection: Decodable {
    let data: String
    let variances: [Double]
    let varied: [Int]
    let notConstant: [Int]
    let f: [Double?]
    let fP: [Double?]
    let fKept: [Int]
    let chi: [Double?]
    let chiP: [Double?]
    let chiKept: [Int]
  }
  struct Power: Decodable {
    let data: String
    let method: String
    let rows: [[Double?]]?
    let powers: [Double]
    let likelihoods: [Double]
    let transformed: [[Double?]]
    let plain: [[Double?]]
  }
  let imputers: [Imputer]
  let polynomials: [Polynomial]
  let selections: [Selection]
  let powers: [Power]
}

private func matrix(_ rows: [[Double?]]) throws -> Matrix<Double> { try Matrix(rows.map { $0.map { $0 ?? .nan } }) }

private func data(_ name: String) throws -> (x: Matrix<Double>, y: [Int]) {
  switch name {
  case "iris": (try Iris.load().features, try Iris.load().labels)
  case "wine": (try Wine.load().features, try Wine.load().labels)
  case "breast-cancer": (try BreastCancer.load().features, try BreastCancer.load().labels)
  default: (try Digits.load().features.map(Double.init), try Digits.load().labels)
  }
}

/// Whether both are missing, or as near as `tolerance` allows, relative to the expected number or 1e-300.
private func isNear(_ a: Double?, _ b: Double?, _ tolerance: Double) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= tolerance * max(abs(b), 1e-300)
}

@Suite struct FeatureReferenceTests {
  private let answers: FeatureAnswers

  init() throws { answers = try Reference.load("features", as: FeatureAnswers.self) }

  @Test func gapsAreFilled() throws {
    #expect(answers.imputers.count == 16)
    for each in answers.imputers {
      let strategy: SimpleImputer.Strategy =
        switch each.strategy {
        case "mean": .mean
        case "median": .median
        case "most_frequent": .mostFrequent
        default: .constant(-7.5)
        }
      let imputer = SimpleImputer(strategy: strategy, addsIndicator: each.indicator, keepsEmptyColumns: each.keep)
      let dense = try matrix(each.rows)
      let name: Comment = "\(each.strategy), indicator: \(each.indicator), keep: \(each.keep)"
      for x in [dense.features, try SparseMatrix(dense).features] {
        let model = try imputer.fitted(to: x.named(["a", "b", "c", "d"]))
        let filled = try model.transform(x.named(["a", "b", "c", "d"]))
        #expect(filled.names == each.names, name)
        #expect(try relativeError(filled.matrix().elements, Array(each.filled.joined())) < 1e-15, name)
        let new = try model.transform(matrix(each.new))
        #expect(try relativeError(new.matrix().elements, Array(each.filledNew.joined())) < 1e-15, name)
      }
    }
  }

  @Test func productsAndTheirNames() throws {
    for each in answers.polynomials {
      let polynomial = PolynomialFeatures(
        degree: each.degree, interactionOnly: each.interactionOnly, includesBias: each.bias)
      let dense = try Matrix(each.rows)
      for x in [dense.features, try SparseMatrix(dense).features] {
        let model = try polynomial.fitted(to: x)
        let products = try model.transform(x.named(["a", "b", "c"]))
        #expect(try products.matrix() == (try Matrix(each.products)), "degree \(each.degree)")
        #expect(products.names == each.names)
        #expect(model.width == each.names.count)
      }
    }
  }

  @Test func variancesAndWhatTheyKeep() throws {
    for each in answers.selections {
      let x = try data(each.data).x
      let model = try VarianceThreshold(threshold: 0.5).fitted(to: x)
      #expect(relativeError(model.variances, each.variances) < 1e-13, "\(each.data)")
      #expect(model.kept == each.varied, "\(each.data)")
      #expect(try VarianceThreshold().fitted(to: x).kept == each.notConstant, "\(each.data)")
    }
  }

  @Test func scoresAndProbabilitiesAndWhatTheyKeep() throws {
    for each in answers.selections {
      let (x, y) = try data(each.data)
      let targets = ClassEncoding(y).targets
      for features in [x.features, try SparseMatrix(x).features] {
        let f = try SelectKBest(k: 3).fitted(to: features, targets: targets)
        let chi = try SelectKBest(k: 3, score: .chiSquared).fitted(to: features, targets: targets)
        #expect(zip(f.scores, each.f).allSatisfy { isNear($0, $1, 1e-10) }, "\(each.data)")
        #expect(zip(f.pValues, each.fP).allSatisfy { isNear($0, $1, 1e-10) }, "\(each.data)")
        #expect(zip(chi.scores, each.chi).allSatisfy { isNear($0, $1, 1e-10) }, "\(each.data)")
        #expect(zip(chi.pValues, each.chiP).allSatisfy { isNear($0, $1, 1e-10) }, "\(each.data)")
        #expect(f.kept == each.fKept)
        #expect(chi.kept == each.chiKept)
      }
    }
  }

  /// An inner optimisation: a likelihood no worse than scikit-learn's, and the same numbers within its accuracy.
  @Test func powersAreAtLeastAsLikely() throws {
    #expect(answers.powers.count == 3)
    for each in answers.powers {
      let method: PowerTransformer.Method = each.method == "box-cox" ? .boxCox : .yeoJohnson
      let x = try each.rows.map(matrix) ?? data(each.data).x
      let model = try PowerTransformer(method: method).fitted(to: x)
      for (j, expected) in each.likelihoods.enumerated() {
        let column = x[column: j].filter { !$0.isNaN }
        let ours = logLikelihood(column, method, model.powers[j])
        // Sums of rounded logarithms on both sides.
        #expect(ours >= logLikelihood(column, method, each.powers[j]) - 1e-12 * abs(expected), "\(each.data) \(j)")
      }
      let plain = try PowerTransformer(method: method, standardize: false).fitted(to: x)
      let rows = x[rows: ..<8]
      for (found, expected) in [
        (try model.transform(rows).matrix(), each.transformed), (try plain.transform(rows).matrix(), each.plain),
      ] {
        for (row, numbers) in expected.enumerated() {
          for (j, number) in numbers.enumerated() {
            guard let number else {
              #expect(found[row, j].isNaN)
              continue
            }
            #expect(
              abs(found[row, j] - number) <= 1e-6 * max(1, abs(number)), "\(each.data) \(each.method) \(row) \(j)")
          }
        }
      }
    }
  }

  /// ℓ(λ) as in the papers, straight from the bent numbers.
  private func logLikelihood(_ column: [Double], _ method: PowerTransformer.Method, _ power: Double) -> Double {
    let n = Double(column.count)
    let bent = column.map { value -> Double in
      switch method.kind {
      case .boxCox: power == 0 ? log(value) : expm1(power * log(value)) / power
      case .yeoJohnson:
        value >= 0
          ? (power == 0 ? log1p(value) : expm1(power * log1p(value)) / power)
          : -(power == 2 ? log1p(-value) : expm1((2 - power) * log1p(-value)) / (2 - power))
      }
    }
    let mean = bent.reduce(0, +) / n
    let variance = bent.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let slopes = column.map { value -> Double in
      if method == .boxCox { return log(value) }
      return value >= 0 ? log1p(value) : -log1p(-value)
    }
    return -n / 2 * log(variance) + (power - 1) * slopes.reduce(0, +)
  }
}
