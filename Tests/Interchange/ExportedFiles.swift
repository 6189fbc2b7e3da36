import EstimatorDatasets
import EstimatorInterchange
import Estimators
import Foundation

/// A folder of models in all formats, of what they say, and a list of them, `cases.json`.
struct ExportedFiles {
  /// One model.
  struct Case: Codable {
    let name: String
    /// The file with the test rows: npy for features, JSON for the columns of a table.
    let rows: String
    /// What probabilities may differ by, where that is not the usual.
    var tolerance: Double?
    var onnx: [String: String] = [:]
    var coreML: String?
    var sources: [String: String] = [:]
    var mlflow: String?
  }

  let folder: URL
  private var cases: [Case] = []
  private var written: Set<String> = []

  init(folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func url(_ name: String) -> URL { folder.appending(path: name) }

  /// Writes a model of features.
  ///
  /// - Parameter formats: Beside the double graph: `operator`, `coreML`, `sources`, `mlflow`.
  mutating func write<Label: ClassLabel>(
    _ name: String, _ model: some ClassifierModel<Label>, on x: Matrix<some MatrixScalar & FeatureScalar>,
    rows: String, _ formats: Set<String> = [], tolerance: Double? = nil
  ) throws {
    if written.insert(rows).inserted { try NPY.write(.matrix(x), to: url(rows)) }
    var entry = Case(name: name, rows: rows, tolerance: tolerance)
    try writeAnswers(name, model, x.features)
    entry.onnx["graph"] = "\(name).onnx"
    try ONNXModel(model).write(to: url("\(name).onnx"))
    if formats.contains("operator") {
      entry.onnx["operator"] = "\(name)-operator.onnx"
      try ONNXModel(model, form: .linearClassifier).write(to: url("\(name)-operator.onnx"))
    }
    if formats.contains("coreML") {
      entry.coreML = "\(name).mlmodel"
      try CoreMLModel(model).write(to: url("\(name).mlmodel"))
    }
    if formats.contains("sources") {
      for (language, ending) in [(SourceLanguage.swift, "swift"), (.c, "c"), (.javaScript, "mjs")] {
        entry.sources[ending] = "\(name).\(ending)"
        try SourceCode(model, in: language, name: "model").write(to: url("\(name).\(ending)"))
      }
    }
    if formats.contains("mlflow") {
      entry.mlflow = "\(name)-mlflow"
      try MLflowModel(model).write(to: url("\(name)-mlflow"))
    }
    cases.append(entry)
  }

  /// Writes a model of a table: a JSON object with the cells of each column, `null` for a gap.
  mutating func write(_ name: String, _ model: some TableClassifierModel, on table: Table) throws {
    try writeAnswers(name, model, table)
    let columns = try Dictionary(
      uniqueKeysWithValues: table.names.map { column in
        (column, try table.column(column).values.map { $0.map(Cell.init) })
      })
    try JSONEncoder().encode(columns).write(to: url("\(name)-rows.json"))
    try ONNXModel(model).write(to: url("\(name).onnx"))
    cases.append(Case(name: name, rows: "\(name)-rows.json", onnx: ["graph": "\(name).onnx"]))
  }

  private func writeAnswers<Model: LabelModel>(_ name: String, _ model: Model, _ x: Model.Input) throws {
    try NPY.write(.matrix(model.predictProbabilities(x)), to: url("\(name)-probabilities.npy"))
    let labels = try model.predict(x)
    let array: NumPyArray
    if let numbers = labels as? [Int] {
      array = .integers(numbers)
    } else if let flags = labels as? [Bool] {
      array = .integers(flags.map { $0 ? 1 : 0 })
    } else {
      array = try .strings(labels.map { "\($0)" })
    }
    try NPY.write(array, to: url("\(name)-labels.npy"))
  }

  /// Writes the list.
  func finish() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(cases).write(to: url("cases.json"))
  }
}

/// A cell as JSON.
private struct Cell: Encodable {
  let value: Table.Value

  init(_ value: Table.Value) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let number = value.double { try container.encode(number) }
    if let number = value.integer { try container.encode(number) }
    if let text = value.string { try container.encode(text) }
    if let flag = value.boolean { try container.encode(flag ? 1 : 0) }
  }
}
