import Estimators

/// The settings of a classifier, for labels of any type.
struct ClassifierSettings: Sendable {
  /// The text that they were read from.
  let json: String
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
    self.json = json
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

  var warmStart: Bool { usual.warmStart }

  /// The estimator for one type of labels.
  ///
  /// - Parameter label: The label that a name of a class weight stands for; `nil` where it is none.
  func classifier<Label: ClassLabel>(_ label: (String) -> Label?) throws -> LogisticRegression<Label> {
    LogisticRegression<Label>(
      labels: Label.self, multiClass: usual.multiClass, solver: usual.solver, penalty: usual.penalty, c: usual.c,
      tolerance: usual.tolerance, maxIterations: usual.maxIterations, fitIntercept: usual.fitIntercept,
      classWeight: try classWeight(label), warmStart: usual.warmStart, randomState: usual.randomState,
      precision: usual.precision)
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
    let name =
      try reader.has("penalty") && reader.value("penalty") == nil
      ? "none"
      : reader.choice(
        "penalty", default: "l2", ["l2": "l2", "l1": "l1", "elasticnet": "elasticnet", "none": "none"])
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
    switch reader.value("class_weight") {
    case nil: return .uniform
    case .text("balanced"): return .balanced
    case .object(let found):
      return .weights(
        try found.mapValues { value in
          guard case .number(let weight) = value, weight >= 0 else {
            throw reader.refusal("class_weight", value, "numbers that are finite and not negative, by label")
          }
          return weight
        })
    case let other?: throw reader.refusal("class_weight", other, "null, \"balanced\" or an object of weights by label")
    }
  }
}
