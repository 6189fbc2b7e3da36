import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fitted model that can be made of what skops has saved of scikit-learn's: `LogisticRegression`, `StandardScaler`,
/// `MinMaxScaler`, `MaxAbsScaler`, `RobustScaler`, and pipelines of them.
public protocol SkopsReadable {
  /// - Throws: `DatasetError` for steps of other kinds, and for what is wrong with them.
  init(skops steps: [SkopsStep]) throws
}

extension Estimator where Model: SkopsReadable {
  /// Reads what `skops.io.dump` has saved of the same estimator of scikit-learn. No Python runs, and no code of the
  /// file does.
  ///
  ///     let model = try Pipeline { StandardScaler(); LogisticRegression<String>() }.load(skops: url)
  ///
  /// The kinds of the steps and of the labels are those of this recipe; its settings play no part. Steps that are
  /// `"passthrough"` are left out.
  ///
  /// - Throws: `DatasetError` for a file that cannot be read or is damaged, and for whatever is not read here, by name.
  public func load(skops url: URL) throws -> Model { try Model(skops: SkopsFile(contentsOf: url).steps) }
}
