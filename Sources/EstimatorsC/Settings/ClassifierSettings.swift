import Estimators

/// The settings of a classifier, for labels of any type.
struct ClassifierSettings: Sendable {
  /// All but the class weights, which are by label.
  private let usual: LogisticRegression<Int>
  private let classWeight: NamedClassWeight

  private enum NamedClassWeight {
    case uniform, balanced
    case weights([String: Double])
  }

  private static let names = [
    "estimator", "multi_class", "solver", "penalty", "l1_ratio", "C", "tol", "max_iter", "fit_intercept",
    "class_weight", "warm_start", "random_state", "precision",
  ]

  private static let solvers: KeyValuePairs<String, Solver> = [
    "lbfgs": .lbfgs, "auto": .auto, "newton-cg": .newtonCG, "newton-cholesky": .newtonCholesky,
    "coordinate-descent": .coordinateDescent, "liblinear": .coordinateDescent,
    "coordinate-descent-primal": .coordinateDescent(form: .primal),
    "coordinate-descent-dual": .coordinateDescent(form: .dual), "sag": .sag, "saga": .saga, "sgd": .sgd, "gd": .gd,
  ]

  /// - Throws: ``Refusal`` or `EstimatorError` for a name or value that there is not.
  init(json: String) throws {
    let reader = try SettingsReader(json, of: "LogisticRegression", known: Self.names)
    _ = try reader.choice("estimator", default: "", ["LogisticRegression": ""])
    usual = LogisticRegression(
      multiClass: try reader.choice("multi_class", default: .multinomial, ["multinomial": .multinomial, "ovr": .ovr]),
      solver: try reader.choice("solver", default: .lbfgs, Self.solvers),
      penalty: try Self.penalty(reader),
      c: try reader.number("C", default: 1),
      tolerance: try reader.number("tol", default: 1e-4),
      maxIterations: try reader.whole("max_iter", default: 1000, in: 1...Int(Int32.max)),
      fitIntercept: try reader.bool("fit_intercept", default: true),
      warmStart: try reader.bool("warm_start", default: false),
      randomState: UInt32(try reader.whole("random_state", default: 0, in: 0...Int(UInt32.max))),
      precision: try reader.choice(
        "precision", default: .automatic, ["automatic": .automatic, "single": .single, "double": .double]))
    classWeight = try Self.classWeight(reader)
    try usual.validate()
  }

  /// The settings of a classifier from a file.
  init<Label: ClassLabel>(_ classifier: LogisticRegression<Label>) {
    usual = Self.relabelled(classifier, classWeight: .uniform)
    classWeight =
      if let weights = classifier.classWeight.weights {
        .weights(Dictionary(weights.map { ("\($0)", $1) }) { first, _ in first })
      } else {
        classifier.classWeight == .balanced ? .balanced : .uniform
      }
  }

  var warmStart: Bool { usual.warmStart }

  /// The estimator for one type of labels.
  ///
  /// - Parameter label: The label that a name of a class weight stands for; `nil` where it is none.
  func classifier<Label: ClassLabel>(_ label: (String) -> Label?) throws -> LogisticRegression<Label> {
    Self.relabelled(usual, classWeight: try classWeight(label))
  }

  private static func relabelled<Old: ClassLabel, New: ClassLabel>(
    _ from: LogisticRegression<Old>, classWeight: ClassWeight<New>
  ) -> LogisticRegression<New> {
    LogisticRegression<New>(
      labels: New.self, multiClass: from.multiClass, solver: from.solver, penalty: from.penalty, c: from.c,
      penaltyFactors: from.penaltyFactors, bounds: from.bounds, tolerance: from.tolerance,
      maxIterations: from.maxIterations, fitIntercept: from.fitIntercept, classWeight: classWeight,
      warmStart: from.warmStart, randomState: from.randomState, precision: from.precision)
  }

  private func classWeight<Label: ClassLabel>(_ label: (String) -> Label?) throws -> ClassWeight<Label> {
    switch classWeight {
    case .uniform: return .uniform
    case .balanced: return .balanced
    case .weights(let byName):
      var byLabel: [Label: Double] = [:]
      for (name, weight) in byName {
        guard let label = label(name) else {
          throw EstimatorError.invalidSetting(
            name: "class_weight", value: "\"\(name)\"", rule: "names that are labels of the type that is fitted")
        }
        byLabel[label] = weight
      }
      return .weights(byLabel)
    }
  }

  private static func penalty(_ reader: SettingsReader) throws -> Penalty {
    let names: KeyValuePairs = ["l2": "l2", "l1": "l1", "elasticnet": "elasticnet", "none": "none"]
    let name = try reader.choice("penalty", default: reader.isNull("penalty") ? "none" : "l2", names)
    guard name == "elasticnet" else {
      guard let ratio = reader.value("l1_ratio") else { return ["l1": .l1, "none": .none][name] ?? .l2 }
      throw reader.refusal("l1_ratio", ratio, "left out, or together with \"penalty\": \"elasticnet\"")
    }
    guard reader.value("l1_ratio") != nil else {
      throw reader.refusal("l1_ratio", .null, "a number in 0...1 where \"penalty\" is \"elasticnet\"")
    }
    return .elasticNet(l1Ratio: try reader.number("l1_ratio", default: 0))
  }

  private static func classWeight(_ reader: SettingsReader) throws -> NamedClassWeight {
    guard let value = reader.value("class_weight") else { return .uniform }
    if value.text == "balanced" { return .balanced }
    guard let byName = value.members else {
      throw reader.refusal("class_weight", value, "null, \"balanced\" or an object of weights by label")
    }
    return .weights(
      try byName.mapValues { value in
        guard let weight = value.number, weight >= 0 else {
          throw reader.refusal("class_weight", value, "numbers that are finite and not negative, by label")
        }
        return weight
      })
  }
}
