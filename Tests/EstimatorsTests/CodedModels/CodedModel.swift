import Estimators
import Foundation

/// A kind of fitted model that files hold: how it was made, and what it is asked when it has been read.
struct CodedModel {
  /// The name of its file.
  let name: String
  /// Its type, with the module in front.
  let type: String
  /// Fits and codes it, with a duration that is always the same.
  let coded: () throws -> Data
  /// Reads it, and answers.
  let answers: (Data) throws -> CodedAnswers
  /// Reads it, codes it and reads that; whether both are equal.
  let survives: (Data) throws -> Bool
  /// Reads it, and writes its model file.
  let filed: (Data) throws -> Data
  /// Reads a model file, and answers.
  let fileAnswers: (Data) throws -> CodedAnswers
  /// Reads a model file and writes it again.
  let filedAgain: (Data, ReportDetail) throws -> Data

  init<Value: Storable & Equatable>(
    _ name: String, fit: @escaping () throws -> Value, ask: @escaping (Value) throws -> CodedAnswers
  ) {
    self.name = name
    type = String(reflecting: Value.self)
    coded = {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let text = String(decoding: try encoder.encode(fit()), as: UTF8.self)
      return Data(text.replacing(/"seconds":[^,}]*/, with: #""seconds":0.25"#).utf8)
    }
    answers = { try ask(JSONDecoder().decode(Value.self, from: $0)) }
    survives = { data in
      let value = try JSONDecoder().decode(Value.self, from: data)
      return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value
    }
    filed = { try JSONDecoder().decode(Value.self, from: $0).fileContent() }
    fileAnswers = { try ask(Value.load($0)) }
    filedAgain = { try Value.load($0).fileContent(report: $1) }
  }
}

/// What models say: under each heading numbers as the sixteen digits of their bits, or texts.
typealias CodedAnswers = [String: [String]]

extension [String] {
  /// Numbers as the hexadecimal digits of their bits.
  init(bits numbers: some Sequence<Double>) {
    self = numbers.map { number in
      let digits = String(number.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}

/// The rows that models learn from and are asked about: small whole numbers, and the same and a quarter.
enum CodedRows {
  static let labels = (0..<18).map { ["ash", "birch", "cedar"][$0 % 3] }

  private static func bytes(_ rows: Range<Int>) throws -> Matrix<UInt8> {
    try Matrix(
      rows: rows.count, columns: 4,
      rows.flatMap { row in
        (0..<4).map { UInt8((row % 3) * ($0 + 1) + (row * (7 + $0) + row / 3) % 5) }
      })
  }

  static func learned() throws -> Features { try bytes(0..<18).features.named(["a", "b", "c", "d"]) }

  static func asked() throws -> [(name: String, x: Features)] {
    let few = try bytes(20..<26)
    let quarters = few.map { Double($0) + 0.25 }
    return [
      ("bytes", few.features), ("doubles", try quarters.features.named(["a", "b", "c", "d"])),
      ("sparse", try SparseMatrix(few.map(Double.init)).features),
    ]
  }

  /// The numbers to learn from, some of them missing.
  static func gaps() throws -> Features {
    let numbers = try bytes(0..<18).map(Double.init).elements.enumerated().map {
      $0.offset % 11 == 4 ? .nan : $0.element
    }
    return try Matrix(rows: 18, columns: 4, numbers).features
  }

  static func table(_ rows: Range<Int>) throws -> Table {
    try Table([
      "size": .doubles(rows.map { $0 % 7 == 3 ? nil : Double($0 % 5) + Double($0 % 3) }),
      "count": .integers(rows.map { $0 % 4 }),
      "kind": .strings(rows.map { $0 % 8 == 5 ? nil : ["x", "y", "z"][$0 % 3] }),
      "ripe": .booleans(rows.map { $0 % 2 == 0 }),
      "picked": .strings(rows.map { "20\(10 + $0 % 7)-0\(1 + $0 % 5)-28" }),
    ])
  }
}

extension CodedModel {
  /// A classifier's model: scores, probabilities and labels.
  static func classifier<C: Classifier>(_ name: String, _ classifier: C, _ labels: [C.Label]) -> CodedModel {
    CodedModel(name) {
      try classifier.fitted(to: CodedRows.learned(), labels)
    } ask: {
      try answers($0)
    }
  }

  static func answers<Model: ClassifierModel>(_ model: Model) throws -> CodedAnswers {
    var answers: CodedAnswers = ["classes": model.classes.map { "\($0)" }]
    for (name, x) in try CodedRows.asked() {
      answers["\(name): scores"] = .init(bits: try model.decisionFunction(x).elements)
      answers["\(name): probabilities"] = .init(bits: try model.predictProbabilities(x).elements)
      answers["\(name): logarithms"] = .init(bits: try model.predictLogProbabilities(x).elements)
      answers["\(name): labels"] = try model.predict(x).map { "\($0)" }
    }
    return answers
  }

  /// A regressor's model: what it predicts. Targets are small numbers above 0.
  static func regressor<R: Regressor>(_ name: String, _ regressor: R) -> CodedModel {
    CodedModel(name) {
      try regressor.fitted(to: CodedRows.learned(), (0..<18).map { 0.5 + Double(($0 * 5) % 7) })
    } ask: { model in
      var answers: CodedAnswers = [:]
      if let model = model as? any LinearRegressorModel {
        answers["coefficients"] = .init(bits: model.coefficients + [model.intercept])
      }
      for (name, x) in try CodedRows.asked() { answers["\(name): numbers"] = .init(bits: try model.predict(x)) }
      return answers
    }
  }

  /// A transformer's model: the changed rows.
  static func transformer<T: Transformer>(_ name: String, _ transformer: T) -> CodedModel {
    CodedModel(name) {
      let targets = ClassEncoding(CodedRows.labels).targets
      return try transformer.fitted(to: CodedRows.learned(), targets: targets)
    } ask: {
      try answers($0)
    }
  }

  static func answers(_ model: some TransformerModel) throws -> CodedAnswers {
    var answers: CodedAnswers = [:]
    for (name, x) in try CodedRows.asked() {
      let changed = try model.transform(x)
      answers["\(name): numbers"] = .init(bits: try changed.matrix().elements)
      answers["\(name): names"] = changed.names
    }
    return answers
  }

  static func table<T: TableTransformer>(_ name: String, _ transformer: T) -> CodedModel {
    CodedModel(name) {
      try transformer.fitted(to: CodedRows.table(0..<18))
    } ask: { model in
      let changed = try model.transform(CodedRows.table(20..<26))
      var answers: CodedAnswers = ["numbers": .init(bits: try changed.matrix().elements)]
      answers["names"] = changed.names
      return answers
    }
  }

  static func table<C: TableClassifier<String>>(_ name: String, classifier: C) -> CodedModel {
    CodedModel(name) {
      try classifier.fitted(to: CodedRows.table(0..<18), CodedRows.labels)
    } ask: { model in
      let few = try CodedRows.table(20..<26)
      return try [
        "scores": .init(bits: model.decisionFunction(few).elements),
        "probabilities": .init(bits: model.predictProbabilities(few).elements), "labels": model.predict(few),
      ]
    }
  }
}
