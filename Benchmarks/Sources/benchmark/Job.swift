import Estimators
import Foundation

/// What one run measures, as the driver writes it.
struct Job: Decodable {
  enum Kind: String, Decodable {
    /// One cold fit, its set-up included.
    case fit
    /// Many fits of small data, after a warm-up.
    case repeatedFit
    /// One loss and gradient.
    case pass
    /// The classes of `predictedRows` rows.
    case predict
    /// A grid of 10 C by 5 folds, and the fit of the best.
    case crossValidate
    /// The grid of the example `model-selection`.
    case selection
    /// One pass with losses from outside of the package, over one with the package's own.
    case losses
    /// The memory of a whole process that fits a scaler and a logistic regression.
    case pipelineMemory
    /// The fits of a path over `cs`.
    case path
    /// Passes, readings of memory and products of matrices in turn.
    case roofline
  }

  enum DataSet: String, Decodable {
    case mnist, digits, iris
    /// Made by the job.
    case made
    /// The sparse rows of `file`.
    case text
    /// The dense rows of `file`.x.npy, in the type they have there, and the labels of `file`.y.npy.
    case table
  }

  /// What the features are stored in.
  enum Storage: String, Decodable { case uint8, float, double }

  enum Penalty: String, Decodable { case l1, l2 }

  enum Method: String, Decodable { case lbfgs, newtonCholesky, newtonCG, coordinateDescent, saga, auto }

  var kind: Kind
  var data: DataSet
  /// The first rows only.
  var rows: Int?
  /// What the features are divided by. 1 when missing.
  var scale: Double?
  /// `double` when missing.
  var storage: Storage?
  var scheme: MultiClass?
  var method: Method?
  var penalty: Penalty?
  /// Whether the columns get mean 0 and variance 1. Stored numbers stay as they are.
  var standardized: Bool?
  /// Compressed sparse rows as npz: data, indices, indptr, shape, labels.
  var file: String?
  var precision: Precision?
  var c: Double?
  /// The values of C of `path`, ascending.
  var cs: [Double]?
  var tolerance: Double?
  var maxIterations: Int?
  /// The fit ends at the first iteration whose objective is not above this.
  var target: Double?
  /// Whether the seconds and the objective of every iteration are printed.
  var trajectory: Bool?
  var predictedRows: Int?
  /// Rounds of `losses`. 7 when missing.
  var rounds: Int?
  /// Where the coefficients go, as npz.
  var output: String?

  /// - Throws: ``BenchmarkError/usage(_:)`` with what does not decode.
  init(json: String) throws {
    do {
      self = try JSONDecoder().decode(Job.self, from: Data(json.utf8))
    } catch {
      throw BenchmarkError.usage("The job does not decode (\(error)). See Job.swift for its fields.")
    }
  }

  /// The classifier of the job: the library's defaults unless it says otherwise.
  func classifier() -> LogisticRegression<Int> {
    LogisticRegression(
      multiClass: scheme ?? .multinomial, solver: (method ?? .lbfgs).solver,
      penalty: penalty == .l1 ? .l1 : .l2, c: c ?? 1,
      tolerance: tolerance ?? 1e-4, maxIterations: maxIterations ?? 1000, precision: precision ?? .automatic)
  }
}

extension Job.Method {
  var solver: Solver {
    switch self {
    case .lbfgs: .lbfgs
    case .newtonCholesky: .newtonCholesky
    case .newtonCG: .newtonCG
    case .coordinateDescent: .coordinateDescent
    case .saga: .saga
    case .auto: .auto
    }
  }
}
