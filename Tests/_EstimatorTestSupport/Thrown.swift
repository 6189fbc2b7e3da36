import Estimators

/// The error that a call throws, for checks that name its code:
///
///     #expect(MatrixError.Code.shapeMismatch ~= thrown { try a.times(b) })
public func thrown(_ body: () throws -> some Any) -> any Error {
  do { _ = try body() } catch { return error }
  return NothingThrown()
}

/// The setting that a call refuses, `nil` where it throws anything else, or nothing:
///
///     #expect(refusedSetting { try KFold(1).folds(rows: 9) } == "splits")
public func refusedSetting(_ body: () throws -> some Any) -> String? { (thrown(body) as? EstimatorError)?.setting }

/// Stands for the error of a call that threw none.
public struct NothingThrown: Error {}
