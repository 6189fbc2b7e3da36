extension Scorer {
  /// The scorer of this module that a file calls so, `nil` when there is none.
  static func coded(_ code: String) -> Scorer? {
    if let label = Target.self as? any ClassLabel.Type { return labelScorer(code, label) as? Scorer }
    return Scorer<Double>.ofNumbers(code) as? Scorer
  }
}

private func labelScorer<Label: ClassLabel>(_ code: String, _ label: Label.Type) -> any Sendable {
  Scorer<Label>.ofLabels(code)
}

extension Scorer where Target: ClassLabel {
  /// The scorer of this module that a file calls so, `nil` when there is none.
  fileprivate static func ofLabels(_ code: String) -> Scorer? {
    if code.hasPrefix("top-"), let k = Int(code.dropFirst(4)), k > 0 { return .topK(k) }
    return standard.first { $0.code == code }
  }

  private static var standard: [Scorer] {
    [.accuracy, .balancedAccuracy, .matthews, .logLoss, .brier, .averagePrecision]
      + CalibrationBins.allCases.map { .calibrationError(by: $0) } + AreaAveraging.allCases.map { .rocAUC($0) }
      + [Averaging.macro, .weighted, .micro].flatMap { [.f1($0), .precision($0), .recall($0)] }
  }
}

/// The scorer that a search chose by, inside its model.
///
/// A file holds the scorers of this module. Of one that is a caller's closure it holds the name, so the model that is
/// read back cannot score, and says so.
struct ChosenScorer<Target: Hashable & Sendable>: Sendable, Hashable {
  let name: String
  private let scorer: Scorer<Target>?

  init(_ scorer: Scorer<Target>) {
    name = scorer.name
    self.scorer = scorer
  }

  static func == (a: ChosenScorer, b: ChosenScorer) -> Bool { a.name == b.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` when there is none.
  static func required(_ scorer: ChosenScorer?) throws -> ChosenScorer {
    guard let scorer else {
      throw EstimatorError.unsupported(
        what: "A score of a model from a file that does not name the scorer that chose it",
        instead: "Score its predictions, or fit it again.")
    }
    return scorer
  }

  /// The score of a model's answers. Labels that the model has not seen get probability 0.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` when the scorer did not come back from a file, and what
  ///   the scorer throws.
  func score(_ answers: ModelAnswers<Target>, _ truth: [Target], weights: [Double]?) throws -> Double {
    guard let scorer else {
      throw EstimatorError.unsupported(
        what: "A score of a model that was read from a file, by the scorer \"\(name)\", which is code of yours",
        instead: "Score its predictions by that code, or fit the search again.")
    }
    var answers = answers
    return try answers.score(by: scorer, truth, classes: answers.classes(with: truth), weights: weights)
  }
}

extension ChosenScorer: Codable {
  private enum CodingKeys: String, CodingKey { case name, code }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    scorer = try container.decodeIfPresent(String.self, forKey: .code).flatMap(Scorer.coded)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(scorer?.code, forKey: .code)
  }
}
