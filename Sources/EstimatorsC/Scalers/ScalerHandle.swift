import Estimators

/// What `estimators_scaler` stands for: settings, and what the last fit learned.
final class ScalerHandle: Sendable {
  private let scaler: any Transformer
  private let current = Locked<(any TransformerModel)?>(nil)

  /// - Throws: ``Refusal`` or `EstimatorError` for a name or value that there is not.
  init(json: String) throws {
    let names = ["scaler", "with_mean", "with_std", "feature_range"]
    let kind = try SettingsReader(json, of: "scaler", known: names).choice(
      "scaler", default: "StandardScaler",
      ["StandardScaler": "StandardScaler", "MinMaxScaler": "MinMaxScaler", "MaxAbsScaler": "MaxAbsScaler"])
    switch kind {
    case "MinMaxScaler":
      let reader = try SettingsReader(json, of: kind, known: ["scaler", "feature_range"])
      scaler = MinMaxScaler(range: try Self.range(reader))
    case "MaxAbsScaler":
      _ = try SettingsReader(json, of: kind, known: ["scaler"])
      scaler = MaxAbsScaler()
    default:
      let reader = try SettingsReader(json, of: kind, known: ["scaler", "with_mean", "with_std"])
      scaler = StandardScaler(
        withMean: try reader.bool("with_mean", default: true),
        withStandardDeviation: try reader.bool("with_std", default: true))
    }
    try scaler.validate()
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

  private var model: any TransformerModel {
    get throws {
      guard let model = current.withLock({ $0 }) else { throw EstimatorError.notFitted("estimators_scaler") }
      return model
    }
  }
}
