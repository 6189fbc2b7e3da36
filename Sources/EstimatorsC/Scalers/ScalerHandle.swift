import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `estimators_scaler` stands for: settings, and what the last fit learned.
final class ScalerHandle: Sendable {
  private let scaler: any StoredScaler
  private let current: Locked<(any TransformerModel)?>

  init(_ scaler: any StoredScaler, model: (any TransformerModel)?) {
    (self.scaler, current) = (scaler, Locked(model))
  }

  /// - Throws: ``Refusal`` or `EstimatorError` for a name or value that there is not.
  convenience init(json: String) throws {
    let scaler = try Self.scaler(json)
    try scaler.validate()
    self.init(scaler, model: nil)
  }

  private static func scaler(_ json: String) throws -> any StoredScaler {
    let names = ["scaler", "with_mean", "with_std", "feature_range"]
    let kind = try SettingsReader(json, of: "scaler", known: names).choice(
      "scaler", default: "StandardScaler",
      ["StandardScaler": "StandardScaler", "MinMaxScaler": "MinMaxScaler", "MaxAbsScaler": "MaxAbsScaler"])
    switch kind {
    case "MinMaxScaler":
      let reader = try SettingsReader(json, of: kind, known: ["scaler", "feature_range"])
      return MinMaxScaler(range: try range(reader))
    case "MaxAbsScaler":
      _ = try SettingsReader(json, of: kind, known: ["scaler"])
      return MaxAbsScaler()
    default:
      let reader = try SettingsReader(json, of: kind, known: ["scaler", "with_mean", "with_std"])
      return StandardScaler(
        withMean: try reader.bool("with_mean", default: true),
        withStandardDeviation: try reader.bool("with_std", default: true))
    }
  }

  private static func range(_ reader: SettingsReader) throws -> ClosedRange<Double> {
    guard let value = reader.value("feature_range") else { return 0...1 }
    let ends = (value.list ?? []).compactMap(\.number)
    guard let low = ends.first, let high = ends.last, value.list?.count == 2, ends.count == 2, low < high
    else { throw reader.refusal("feature_range", value, "a list of two numbers, the smaller one first") }
    return low...high
  }

  func fit(_ x: Features, weights: [Double]?) throws {
    let model: any TransformerModel = try scaler.fitted(to: x, targets: nil, weights: weights)
    current.withLock { $0 = model }
  }

  func transform(_ x: Features) throws -> Features { try model.transform(x) }

  /// The change of `columns` columns.
  func change(columns: Int) throws -> ColumnAffine? {
    // Of rows without a row: whatever change they had is not part of it.
    try model.transform(Matrix<Double>(rows: 0, columns: columns, []).features).affine
  }

  /// Writes settings and model as Swift's scalers do.
  ///
  /// - Throws: `ModelFileError`.
  func save(_ url: URL) throws {
    try scaler.write(with: current.withLock { $0 }, to: url)
  }

  /// - Throws: `ModelFileError` for a file that can't be read, or holds something else.
  static func load(_ url: URL) throws -> ScalerHandle {
    let info = try ModelFileInfo(contentsOf: url)
    func read(_ usual: some StoredScaler) throws -> ScalerHandle {
      // Swift may have written a model alone.
      guard info.hasSettings else { return ScalerHandle(usual, model: try usual.load(url)) }
      let scaler = try usual.restored(from: url)
      return ScalerHandle(scaler, model: scaler.model)
    }
    switch info.kind {
    case "StandardScaler": return try read(StandardScaler())
    case "MinMaxScaler": return try read(MinMaxScaler())
    case "MaxAbsScaler": return try read(MaxAbsScaler())
    default:
      throw ModelFileError.otherKind(
        file: url.lastPathComponent, found: info.kind, wanted: "StandardScaler, MinMaxScaler or MaxAbsScaler")
    }
  }

  private var model: any TransformerModel {
    get throws {
      guard let model = current.withLock({ $0 }) else { throw EstimatorError.notFitted("estimators_scaler") }
      return model
    }
  }
}

/// A scaler that a file can hold.
protocol StoredScaler: Transformer, Codable {}

extension StandardScaler: StoredScaler {}
extension MinMaxScaler: StoredScaler {}
extension MaxAbsScaler: StoredScaler {}

extension StoredScaler {
  fileprivate func write(with model: (any TransformerModel)?, to url: URL) throws {
    var scaler = self
    scaler.model = model as? Model
    try scaler.write(to: url)
  }
}
