/// How many rows: a share of all, or a number. `0.25` and `30` are literals of it.
public struct SplitSize: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case share(Double)
    case rows(Int)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// A share of all rows, above 0 and below 1. Test rows round up, training rows down, as in scikit-learn.
  public static func share(_ share: Double) -> SplitSize { Self(.share(share)) }
  /// A number of rows, at least 1 and fewer than all.
  public static func rows(_ count: Int) -> SplitSize { Self(.rows(count)) }

  /// The share of all rows; `nil` where a number of rows was given.
  public var share: Double? {
    if case .share(let share) = kind { share } else { nil }
  }

  /// The number of rows; `nil` where a share was given.
  public var rows: Int? {
    if case .rows(let count) = kind { count } else { nil }
  }
}

extension SplitSize: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A share of all rows.
  public init(floatLiteral share: Double) { self = .share(share) }
  /// A number of rows.
  public init(integerLiteral rows: Int) { self = .rows(rows) }
}

/// How many rows train and how many judge.
struct SplitCounts {
  let train: Int
  let test: Int

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  init(rows: Int, test: SplitSize?, train: SplitSize?, otherwise defaultTest: Double) throws {
    let test = test ?? (train == nil ? .share(defaultTest) : nil)
    let testRows = try test?.count(of: rows, name: "testSize", rounding: .up)
    let trainRows = try train?.count(of: rows, name: "trainSize", rounding: .down)
    self.test = testRows ?? rows - (trainRows ?? 0)
    self.train = trainRows ?? rows - self.test
    guard self.train + self.test <= rows else {
      throw EstimatorError.invalidSetting(
        name: "trainSize", value: "\(self.train) rows beside \(self.test) test rows",
        rule: "such that both together are at most the \(rows) rows")
    }
    guard self.train > 0, self.test > 0 else {
      throw EstimatorError.invalidSetting(
        name: self.train > 0 ? "testSize" : "trainSize", value: "0 of \(rows) rows", rule: "at least one row")
    }
  }
}

extension SplitSize {
  fileprivate func count(of rows: Int, name: String, rounding: FloatingPointRoundingRule) throws -> Int {
    switch kind {
    case .share(let share):
      guard share > 0, share < 1 else {
        throw EstimatorError.invalidSetting(name: name, value: "\(share)", rule: "a share above 0 and below 1")
      }
      return Int((share * Double(rows)).rounded(rounding))
    case .rows(let count):
      guard count > 0, count < rows else {
        throw EstimatorError.invalidSetting(
          name: name, value: "\(count)", rule: "at least 1 and fewer than the \(rows) rows")
      }
      return count
    }
  }
}
