import Estimators
internal import InterchangeSchemas

/// The nodes of an ``ONNXModel`` while they are added. Nodes and constants that nothing needs are left out of the file.
public struct ONNXGraph: Sendable {
  let form: ONNXForm
  /// The classes of the whole model.
  let labels: ExportedLabels
  private(set) var nodes: [Node] = []
  private(set) var constants: [Constant] = []
  private(set) var inputs: [Input] = []
  /// The columns of the features that are the model's input, when a part has said so.
  private(set) var columns: FittedColumns?
  /// Whether the model reads the columns of a table, not features.
  public internal(set) var readsTable = false
  /// What has been made of the input, not to be made twice.
  private var converted: [String: ONNXValue] = [:]
  private var counts: [String: Int] = [:]

  /// Rows as the model gets them.
  var input: ONNXRows { ONNXRows(kind: .input) }

  struct Node: Sendable {
    let operation: String
    let domain: String
    let inputs: [ONNXValue]
    let outputs: [ONNXValue]
    let attributes: [String: ONNXAttribute]
  }

  struct Constant: Sendable {
    enum Numbers: Sendable {
      case doubles([Double])
      case integers([Int])
      case texts([String])
    }

    let value: ONNXValue
    let shape: [Int]
    let numbers: Numbers
  }

  struct Input: Sendable {
    let value: ONNXValue
    let element: ONNXElement
    /// The number of columns; `nil` where no part has said it.
    var columns: Int?
  }

  init(form: ONNXForm, labels: ExportedLabels) {
    self.form = form
    self.labels = labels
  }

  /// What names begin with that are not those of columns.
  private static let own = "/"

  private mutating func newValue(_ stem: String) -> ONNXValue {
    let count = counts[stem, default: 0]
    counts[stem] = count + 1
    return ONNXValue("\(Self.own)\(stem)_\(count)")
  }
}

// MARK: What is read

extension ONNXGraph {
  /// Features as doubles, n × p.
  ///
  /// - Parameters:
  ///   - rows: What the part reads.
  ///   - columns: The columns of the fit; `nil` where the part does not know them.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` where a table is read by other parts.
  public mutating func features(_ rows: ONNXRows, of columns: FittedColumns?) throws -> ONNXValue {
    if case .features(let value) = rows.kind { return value }
    guard !readsTable else {
      throw ExportError.notExportable(
        part: "a part that reads features beside one that reads columns of a table", format: "An ONNX model",
        instead: "Put what reads features into Columns(…) { … }.")
    }
    if self.columns?.names == nil { self.columns = columns ?? self.columns }
    let element: ONNXElement = form == .linearClassifier ? .float : .double
    inputs = [Input(value: ONNXValue("X"), element: element, columns: self.columns?.count)]
    return element == .double ? inputs[0].value : cast(inputs[0].value, of: "X", to: .double)
  }

  /// A column of numbers of a table as doubles, n × 1; NaN for a gap.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for a column that another part reads as texts.
  public mutating func numbers(_ rows: ONNXRows, of column: String) throws -> ONNXValue {
    try tableColumn(rows, column, .double)
  }

  /// A column of texts of a table, n × 1; the empty text for a gap.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for a column that another part reads as numbers, and
  ///   where features are read.
  public mutating func texts(_ rows: ONNXRows, of column: String) throws -> ONNXValue {
    try tableColumn(rows, column, .string)
  }

  private mutating func tableColumn(_ rows: ONNXRows, _ name: String, _ element: ONNXElement) throws -> ONNXValue {
    func refused(_ part: String, _ instead: String) -> ExportError {
      .notExportable(part: part, format: "An ONNX model", instead: instead)
    }
    guard case .input = rows.kind, readsTable else {
      throw refused("a part that reads a column of a table behind features", "Read tables in the first stage.")
    }
    guard !["", "label", "probabilities"].contains(name), !name.hasPrefix(Self.own) else {
      throw refused("a column called \"\(name)\"", "Give it a name that is no output's, and begins with no slash.")
    }
    if let known = inputs.first(where: { $0.value.name == name }) {
      guard known.element == element else {
        throw refused("the column \"\(name)\" as numbers and as texts", "Copy the column under another name.")
      }
      return known.value
    }
    inputs.append(Input(value: ONNXValue(name), element: element, columns: 1))
    return inputs[inputs.count - 1].value
  }

  private mutating func cast(_ value: ONNXValue, of name: String, to element: ONNXElement) -> ONNXValue {
    if let known = converted[name] { return known }
    let result = cast(value, to: element)
    converted[name] = result
    return result
  }

  /// Features as floats; the input as it is, where it is made of floats.
  mutating func floats(_ value: ONNXValue) -> ONNXValue {
    if value == converted["X"], let input = inputs.first { return input.value }
    return cast(value, to: .float)
  }

  /// The elements as another type.
  public mutating func cast(_ value: ONNXValue, to element: ONNXElement) -> ONNXValue {
    add("Cast", value, attributes: ["to": .integer(element.number)])
  }
}

// MARK: Nodes and constants

extension ONNXGraph {
  /// Adds a node with one output.
  ///
  /// - Parameters:
  ///   - operation: The name of an operator of opset 13.
  ///   - inputs: What it reads.
  ///   - attributes: Its settings.
  ///   - domain: Empty for `ai.onnx`, or `ai.onnx.ml`.
  public mutating func add(
    _ operation: String, _ inputs: ONNXValue..., attributes: [String: ONNXAttribute] = [:], domain: String = ""
  ) -> ONNXValue {
    add(operation, inputs, outputs: 1, attributes: attributes, domain: domain)[0]
  }

  /// Adds a node with any number of inputs and outputs.
  public mutating func add(
    _ operation: String, _ inputs: [ONNXValue], outputs: Int, attributes: [String: ONNXAttribute] = [:],
    domain: String = ""
  ) -> [ONNXValue] {
    let stem = operation.lowercased()
    let values = (0..<outputs).map { _ in newValue(stem) }
    nodes.append(
      Node(operation: operation, domain: domain, inputs: inputs, outputs: values, attributes: attributes))
    return values
  }

  private mutating func constant(_ shape: [Int], _ numbers: Constant.Numbers) -> ONNXValue {
    let value = newValue("constant")
    constants.append(Constant(value: value, shape: shape, numbers: numbers))
    return value
  }

  /// Doubles of one dimension.
  public mutating func constant(_ numbers: [Double]) -> ONNXValue { constant([numbers.count], .doubles(numbers)) }
  /// Doubles of two dimensions.
  public mutating func constant(_ matrix: Matrix<Double>) -> ONNXValue {
    constant([matrix.rows, matrix.columns], .doubles(matrix.elements))
  }
  /// One double, of no dimension.
  public mutating func constant(_ number: Double) -> ONNXValue { constant([], .doubles([number])) }
  /// Whole numbers of 64 bits, of one dimension.
  public mutating func constant(_ integers: [Int]) -> ONNXValue { constant([integers.count], .integers(integers)) }
  /// Texts of one dimension.
  public mutating func constant(_ texts: [String]) -> ONNXValue { constant([texts.count], .texts(texts)) }

  /// Chosen columns of features, in a new order.
  public mutating func columns(_ places: [Int], of value: ONNXValue) -> ONNXValue {
    add("Gather", value, constant(places), attributes: ["axis": 1])
  }

  /// Columns side by side.
  public mutating func joined(_ values: [ONNXValue]) -> ONNXValue {
    values.count == 1 ? values[0] : add("Concat", values, outputs: 1, attributes: ["axis": 1])[0]
  }
}

// MARK: Parts

extension ONNXGraph {
  /// What a fitted transformer makes of rows.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for one that is no ``ONNXTransformer``.
  public mutating func transformed(_ rows: ONNXRows, by model: some EstimatorModel) throws -> ONNXValue {
    guard let model = model as? any ONNXTransformer else { throw Self.notExportable(model, "ONNXTransformer") }
    return try model.addNodes(to: &self, reading: rows)
  }

  /// What a fitted classifier says of rows.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for one that is no ``ONNXClassifier``.
  public mutating func classified(_ rows: ONNXRows, by model: some LabelModel) throws -> ONNXClasses {
    guard let model = model as? any ONNXClassifier else { throw Self.notExportable(model, "ONNXClassifier") }
    return try model.addNodes(to: &self, reading: rows)
  }

  private static func notExportable(_ model: some EstimatorModel, _ conformance: String) -> ExportError {
    let name = Readable.name(type(of: model))
    return .notExportable(
      part: "a fitted \(name)", format: "An ONNX model",
      instead: "Use another step, conform \(name).Model to \(conformance), or ship the model itself.")
  }

  /// Refuses a part whose base must give more than labels and probabilities.
  func requireGraph(for part: String) throws {
    guard form == .graph else {
      throw ExportError.notExportable(
        part: part, format: "The form .linearClassifier", instead: "Leave the form out: arithmetic can hold it.")
    }
  }
}
