import EstimatorDatasets
import Estimators
import Foundation

/// What a case brings: bytes, the extension that a file of them has, and what was changed in them.
struct Input: Sendable {
  var bytes: Data
  var format: String
  var slips: [String] = []
  /// Whether there are numbers in it from which results may overflow though each is one.
  var isExtreme = false
}

/// One kind of input, with a way to make it and a way to read it.
struct Target: Sendable {
  /// What an accepted input is put to; it may throw what callers can read.
  typealias Use = (inout CaseRandom) throws -> Void

  let name: String
  /// How often it is drawn, compared with others.
  var weight = 1
  let make: @Sendable (inout CaseRandom) throws -> Input
  /// Throws what a refused input gets.
  let open: @Sendable (Input) throws -> Use
}

/// Something that must not come out of an accepted input.
struct Fault: Error, CustomStringConvertible {
  let description: String

  static func require(_ holds: Bool, _ description: @autoclosure () -> String) throws {
    if !holds { throw Fault(description: description()) }
  }
}

/// Whether an error is one that the package promises.
func isPromised(_ error: any Error) -> Bool {
  error is EstimatorError || error is MatrixError || error is DatasetError || error is FileRowsError
    || error is ModelFileError
    || error is DecodingError || error is CancellationError
}

/// Does all of it, whatever some throw; then throws the first error that is not promised, or one where nothing went
/// well.
func each(_ steps: [() throws -> Void]) throws {
  var errors: [any Error] = []
  for step in steps {
    do { try step() } catch { errors.append(error) }
  }
  if let error = errors.first(where: { !isPromised($0) }) { throw error }
  if let error = errors.first, errors.count == steps.count { throw error }
}
