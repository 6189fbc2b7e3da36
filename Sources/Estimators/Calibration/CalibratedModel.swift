import Matrices
internal import Platform

/// What fitting a ``CalibratedClassifier`` returns: classifiers with their calibrators; probabilities are their mean.
public struct CalibratedModel<Base: LabelModel>: LabelModel {
  public typealias Input = Base.Input

  /// A classifier and what turns its scores into probabilities.
  package struct Member: Sendable, Hashable, Codable {
    package let model: Base
    package let calibrator: Calibrator
  }

  public let classes: [Base.Label]
  package let members: [Member]
  /// Classes with too few rows to be in every fold, in words; empty when there are none.
  public let notes: [String]

  /// The classifiers behind it: one for each fold, or one.
  public var models: [Base] { members.map(\.model) }

  init(classes: [Base.Label], members: [Member], notes: [String] = []) {
    self.classes = classes
    self.members = members
    self.notes = notes
  }

  /// ln of the probabilities, n × K; for two classes their difference, n × 1.
  public func decisionFunction(_ x: Input) throws -> Matrix<Double> {
    let logs = try predictLogProbabilities(x)
    guard classes.count == 2 else { return logs }
    return Matrix(rows: logs.rows, columns: 1) { elements in
      for row in 0..<logs.rows {
        elements.initializeElement(at: row, to: logs[row, 1] - logs[row, 0])
      }
    }
  }

  public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
    try predictProbabilities(x).map { log(max($0, .leastNormalMagnitude)) }
  }

  public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
    var sum = Matrix<Double>.zeros(rows: x.rows, columns: classes.count)
    for member in members {
      let own = member.calibrator.probabilities(try member.model.decisionFunction(x))
        .columns(of: member.model.classes, spreadOver: classes, filling: 0)
      for row in 0..<sum.rows {
        for k in classes.indices { sum[row, k] += own[row, k] }
      }
    }
    // Divided at the end, so that no mean exceeds 1.
    return sum.map { $0 / Double(members.count) }
  }
}

extension CalibratedModel: ClassifierModel where Base: ClassifierModel {}
extension CalibratedModel: TableClassifierModel where Base: TableClassifierModel {}

extension CalibratedModel {
  private enum CodingKeys: String, CodingKey { case classes, members, notes }

  /// - Throws: `DecodingError.dataCorrupted` when classes, classifiers and calibrators do not fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Base.Label>].self, forKey: .classes).map(\.label)
    members = try container.decode([Member].self, forKey: .members)
    notes = try container.decodeIfPresent([String].self, forKey: .notes) ?? []
    try requireClasses(classes, decoder)
    let known = Set(classes)
    let isSound =
      !members.isEmpty
      && members.allSatisfy { member in
        let own = member.model.classes
        return own.count >= 2 && known.isSuperset(of: own)
          && member.calibrator.isValid(columns: own.count == 2 ? 1 : own.count)
      }
    try requireDecoded(
      isSound, "The classes, classifiers and calibrators of this model do not fit together. Store it again.", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(members, forKey: .members)
    try container.encode(notes, forKey: .notes)
  }
}
