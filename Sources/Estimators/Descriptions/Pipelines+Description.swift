import Matrices

/// Estimators that are one after the other, or side by side: a description lists them, however they are nested.
protocol PartList {
  var parts: [any Estimator] { get }
}

/// The same of their models.
protocol ModelPartList {
  var parts: [any EstimatorModel] { get }
}

private func flat(_ estimator: any Estimator) -> [any Estimator] {
  (estimator as? any PartList)?.parts ?? [estimator]
}

private func flat(_ model: any EstimatorModel) -> [any EstimatorModel] {
  (model as? any ModelPartList)?.parts ?? [model]
}

// Settings.

extension Chain: PartList {
  var parts: [any Estimator] { flat(first) + [then] }

  /// The stages as they stand in a pipeline.
  public var description: String { Readable.call("Chain", parts.map { ("", $0.description) }) }
}

extension Beside: PartList {
  var parts: [any Estimator] { flat(first) + [then] }

  /// The parts as they stand in a ``ColumnTransformer``.
  public var description: String { Readable.call("Beside", parts.map { ("", $0.description) }) }
}

extension OptionalStage: PartList {
  var parts: [any Estimator] { stage.map(flat) ?? [] }

  /// The stage, or that there is none.
  public var description: String { stage?.description ?? "OptionalStage(nil)" }
}

extension Pipeline {
  /// The stages as they are written: `Pipeline { StandardScaler(); LogisticRegression(c: 0.1) }`.
  public var description: String {
    Readable.block("Pipeline", (flat(stages) + [last]).map(\.description))
  }
}

extension TablePipeline {
  /// The stages as they are written.
  public var description: String {
    Readable.block("TablePipeline", (flat(stages) + [last]).map(\.description))
  }
}

extension ColumnTransformer {
  /// The parts as they are written.
  public var description: String {
    guard let whole = parts as? any RemainderParts else {
      return Readable.block("ColumnTransformer", flat(parts).map(\.description))
    }
    return Readable.block(
      "ColumnTransformer(remainder: \(whole.restText))", flat(whole.chosenParts).map(\.description))
  }
}

/// A ``WithRemainder``, whatever it is generic over.
private protocol RemainderParts {
  var chosenParts: any Estimator { get }
  var restText: String { get }
}

extension WithRemainder: RemainderParts {
  fileprivate var chosenParts: any Estimator { parts }
  fileprivate var restText: String { rest.description }
}

extension Columns {
  /// The columns and their stages as they are written.
  public var description: String {
    let head = "Columns(\(selection.argumentText))"
    return base is Passthrough ? head : Readable.block(head, flat(base).map(\.description))
  }
}

extension ColumnSelection {
  /// As it is written: `["age", "fare"]`, `.at([0, 3])`, `.numbers`.
  public var description: String {
    switch kind {
    case .all: ".all"
    case .numbers: ".numbers"
    case .texts: ".texts"
    case .named(let names): Readable.text(names)
    case .at(let places): ".at(\(Readable.text(places)))"
    }
  }

  public var debugDescription: String { description }

  /// What ``Columns`` takes: names or numbers without brackets.
  fileprivate var argumentText: String {
    switch kind {
    case .named(let names): String(Readable.text(names).dropFirst().dropLast())
    case .at(let places): String(Readable.text(places).dropFirst().dropLast())
    case .all, .numbers, .texts: description
    }
  }
}

// What was learned.

extension Chain.Model: ModelPartList {
  var parts: [any EstimatorModel] { flat(first) + [then] }

  /// The fitted stages.
  public var description: String { Readable.block("fitted Chain", parts.map(\.description)) }
}

extension Beside.Model: ModelPartList {
  var parts: [any EstimatorModel] { flat(first) + [then] }

  /// The fitted parts.
  public var description: String { Readable.block("fitted ColumnTransformer", parts.map(\.description)) }
}

extension WithRemainder.Model {
  /// The fitted parts, and the way of what is left.
  public var description: String {
    Readable.block(
      "fitted ColumnTransformer", (flat(parts) + (rest.map { [$0] } ?? [])).map(\.description))
  }
}

extension OptionalStage.Model: ModelPartList {
  var parts: [any EstimatorModel] { stage.map(flat) ?? [] }

  /// The fitted stage, or that there is none.
  public var description: String { stage?.description ?? "fitted OptionalStage: no stage" }
}

extension Columns.Model {
  /// The columns and their fitted stages.
  public var description: String {
    let names = selected.kept.map { place in selected.source.names?[place] ?? "\(place)" }
    let head = "fitted Columns (\(Readable.list(names)))"
    return base is Passthrough.Model ? head : Readable.block(head, flat(base).map(\.description))
  }
}

extension Pipeline.Model {
  /// The fitted stages, one below the other.
  public var description: String {
    Readable.block("fitted Pipeline", (flat(stages) + [last]).map(\.description))
  }
}

extension TablePipeline.Model {
  /// The fitted stages, one below the other.
  public var description: String {
    Readable.block("fitted TablePipeline", (flat(stages) + [last]).map(\.description))
  }
}
