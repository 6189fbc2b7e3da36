import EstimatorDatasets
import Estimators

/// `one-fit FOLDER`: fits the digits by L-BFGS and predicts them, and writes into the folder which lines each of the
/// two ran: `fit.profraw`, `predict.profraw`. What prepares the data is not in them.
@main
struct OneFit {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else { return print("usage: one-fit FOLDER") }
    let folder = CommandLine.arguments[1]
    let digits = try Digits.load()
    let rows = digits.features.map { Double($0) }
    let estimator = LogisticRegression<Int>(solver: .lbfgs)

    resetCounters()
    let model = try estimator.fitted(to: rows, digits.labels)
    try write("\(folder)/fit.profraw")

    resetCounters()
    let predictions = try model.predict(rows)
    try write("\(folder)/predict.profraw")

    print("\(predictions.count) predictions")
  }

  static func write(_ path: String) throws {
    let status = path.withCString { name in
      setFileName(name)
      return writeFile()
    }
    guard status == 0 else { throw CannotWrite(path: path) }
  }
}

struct CannotWrite: Error {
  let path: String
}

// The compiler's own, linked where `-profile-generate` is given.
@_silgen_name("__llvm_profile_reset_counters") func resetCounters()
@_silgen_name("__llvm_profile_set_filename") func setFileName(_ name: UnsafePointer<CChar>)
@_silgen_name("__llvm_profile_write_file") func writeFile() -> Int32
