import ArgumentParser
import Estimators

/// The settings of a logistic regression.
struct PenaltyOptions: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case l2, l1
    case elasticNet = "elastic-net"
    case none
  }

  enum Classes: String, CaseIterable, ExpressibleByArgument {
    case multinomial, ovr
  }

  @Option(help: ArgumentHelp("The inverse of the strength of the penalty. Default 1.", valueName: "number"))
  var c: Double?

  @Option(help: "l2, l1, elastic-net or none. Default l2.")
  var penalty: Kind?

  @Option(help: ArgumentHelp("The share of L1 in an elastic net. Default 0.5.", valueName: "share"))
  var l1Ratio: Double?

  @Option(help: "multinomial or ovr. Default multinomial.")
  var multiClass: Classes?

  @Flag(help: "Weigh classes so that each counts as much as all others.")
  var balanced = false

  @Option(help: ArgumentHelp("The largest gradient that a fit may end with. Default 1e-4.", valueName: "number"))
  var tolerance: Double?

  @Option(help: ArgumentHelp("The most iterations of a fit. Default 1000.", valueName: "count"))
  var maxIterations: Int?

  /// The first option that was given.
  var given: String? {
    if c != nil { return "--c" }
    if penalty != nil { return "--penalty" }
    if l1Ratio != nil { return "--l1-ratio" }
    if multiClass != nil { return "--multi-class" }
    if balanced { return "--balanced" }
    if tolerance != nil { return "--tolerance" }
    return maxIterations == nil ? nil : "--max-iterations"
  }

  /// One C where it is given, otherwise the usual ones.
  var usualGrid: [Double] { c.map { [$0] } ?? LogisticRegressionCV<String>.usualGrid }

  func classifier(verbose: Bool) -> LogisticRegression<String> {
    let kind: Penalty =
      switch penalty ?? (l1Ratio == nil ? .l2 : .elasticNet) {
      case .l2: .l2
      case .l1: .l1
      case .elasticNet: .elasticNet(l1Ratio: l1Ratio ?? 0.5)
      case .none: .none
      }
    return LogisticRegression(
      multiClass: multiClass == .ovr ? .ovr : .multinomial, penalty: kind, c: c ?? 1,
      tolerance: tolerance ?? 1e-4, maxIterations: maxIterations ?? 1000,
      classWeight: balanced ? .balanced : .uniform, verbose: verbose)
  }
}
