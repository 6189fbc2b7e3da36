import Estimators
import Matrices
import Testing
import _EstimatorTestSupport

/// Where a model of the curvature is left out because rows vary evenly.
@Suite struct EvennessTests {
  private func normal(_ rows: Int, _ columns: Int, seed: UInt32 = 3) throws -> Matrix<Double> {
    var random = RandomState(seed)
    let numbers = try random.normal(count: rows * columns)
    return Matrix<Double>(rows: rows, columns: columns, repeating: 0).mapPlaces { numbers[$0 * columns + $1] }
  }

  private func pass(_ x: Features) -> LinearPass {
    LinearPass(
      features: x, targets: ClassRows(classes: (0..<x.rows).map { Int32($0 % 3) }, weights: nil), loss: .softmax,
      classCount: 3)
  }

  @Test(arguments: [1, 2, 5, 20, 32, 33, 50, 64, 128, 129, 300, 1000])
  func independentColumnsVaryEvenly(columns: Int) throws {
    let x = try normal(600, columns)
    #expect(try pass(x.features).variesEvenly())
    #expect(try pass(x.map { Float($0) }.features).variesEvenly())
  }

  @Test(arguments: [3, 32, 50, 300])
  func othersDoNot(columns: Int) throws {
    let x = try normal(600, columns)
    let uneven = [
      "far from 0": x.mapPlaces { x[$0, $1] + 8 },
      "one large column": x.mapPlaces { x[$0, $1] * ($1 == 0 ? 40 : 1) },
      "a common part": x.mapPlaces { x[$0, $1] + 6 * x[$0, 0] },
      "a column of zeros": x.mapPlaces { columns <= 32 && $1 == 1 ? 0 : x[$0, $1] * ($1 == 0 ? 40 : 1) },
    ]
    for (name, rows) in uneven { #expect(try !pass(rows.features).variesEvenly(), "\(name)") }
  }

  @Test func theChangeOfColumnsCounts() throws {
    let x = try normal(600, 20)
    let far = x.mapPlaces { x[$0, $1] * 3 + 50 }
    let change = try ColumnAffine(
      scale: Array(repeating: 1.0 / 3, count: 20), shift: Array(repeating: 50, count: 20))
    #expect(try !pass(far.features).variesEvenly())
    #expect(try pass(far.features.applying(change)).variesEvenly())
  }

  @Test func aFewRowsAreEnough() throws {
    #expect(try pass(try normal(1, 40).features).variesEvenly())
    #expect(try pass(try normal(3, 3000).features).variesEvenly())
  }

  /// Forty directions of 3,100 columns: more than were ever modelled before, and worth it.
  @Test func wideDenseRowsGetAModelOfTheirCurvatureWhereItPays() throws {
    let (n, p, classes) = (1500, 3100, 4)
    let (hidden, mixing) = (try normal(n, 20, seed: 1), try normal(20, p, seed: 2))
    let noise = try normal(n, p, seed: 3)
    let mixed = hidden.plainProduct(mixing)
    let smooth = mixed.mapPlaces { mixed[$0, $1] + noise[$0, $1] / 2 }
    func evaluator(_ x: Matrix<Double>) throws -> LinearEvaluator {
      LinearEvaluator(
        features: x.map { Float($0) }.features,
        targets: ClassRows(classes: (0..<n).map { Int32(hidden[$0, $0 % 2] > 0 ? 1 : $0 % classes) }, weights: nil),
        loss: .softmax, classCount: classes, hasIntercept: true, weightTotal: Double(n),
        penalty: WeightPenalty(l2: Array(repeating: 1.0 / Double(n), count: p), l1: Array(repeating: 0, count: p)))
    }
    #expect(try evaluator(smooth).preconditioner() is GramPreconditioner)
    #expect(try evaluator(noise).preconditioner() == nil)
  }
}

extension Matrix where Scalar == Double {
  fileprivate func mapPlaces(_ number: (Int, Int) -> Double) -> Matrix {
    Matrix(rows: rows, columns: columns) { elements in
      for i in 0..<rows {
        for j in 0..<columns { elements[i * columns + j] = number(i, j) }
      }
    }
  }

  fileprivate func plainProduct(_ other: Matrix) -> Matrix {
    Matrix(rows: rows, columns: other.columns) { elements in
      for index in elements.indices { elements[index] = 0 }
      for i in 0..<rows {
        for k in 0..<columns {
          for j in 0..<other.columns { elements[i * other.columns + j] += self[i, k] * other[k, j] }
        }
      }
    }
  }
}
