// Guarded by `ErrorCodeTests`.
/// What a caller's data or settings can get wrong. ``code`` says which it is, `description` what was wrong, the rule,
/// and the next step.
public struct EstimatorError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notFitted(String)
    case invalidSetting(name: String, value: String, rule: String)
    case unsupported(what: String, instead: String)
    case emptyInput(rows: Int, columns: Int)
    case rowCountMismatch(features: Int, targets: Int)
    case weightCountMismatch(rows: Int, weights: Int)
    case groupCountMismatch(rows: Int, groups: Int)
    case invalidWeight(row: Int, value: Double)
    case noWeight
    case weightsTooLarge(rows: Int)
    case notFinite(row: Int, column: String, value: Double)
    case tooFewClasses(found: [String])
    case unknownClass(label: String, known: [String])
    case labelNotAmongClasses(row: Int, label: String, classes: [String])
    case unknownCategory(column: String, row: Int, value: String, known: [String])
    case notAClassLabel(row: Int, value: Double)
    case invalidTarget(row: Int, value: Double, rule: String)
    case featureCountMismatch(expected: Int, found: Int)
    case featureNamesMismatch(missing: [String], unexpected: [String], firstMoved: String?)
    case featureNameCount(names: Int, columns: Int)
    case rowOutOfRange(row: Int, rows: Int)
    case columnOutOfRange(column: Int, columns: Int)
    case incompatibleWarmStart(reason: String)
    case targetsRequired(by: String)
    case tooLarge(what: String, bytes: Int, limit: Int, instead: String)
    case tooSlow(what: String, instead: String)
    case scaleTooLarge(column: String, instead: String)
    case objectiveNotFinite(iteration: Int, advice: String)
    case notADistribution(row: Int, sum: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// A model was asked for before `fit`.
  public static func notFitted(_ type: String) -> EstimatorError { Self(.notFitted(type)) }
  /// A setting is outside its range.
  public static func invalidSetting(name: String, value: String, rule: String) -> EstimatorError {
    Self(.invalidSetting(name: name, value: value, rule: rule))
  }
  /// Two settings do not go together.
  public static func unsupported(what: String, instead: String) -> EstimatorError {
    Self(.unsupported(what: what, instead: instead))
  }
  /// There are no rows or no columns.
  public static func emptyInput(rows: Int, columns: Int) -> EstimatorError {
    Self(.emptyInput(rows: rows, columns: columns))
  }
  /// Features and targets have different counts.
  public static func rowCountMismatch(features: Int, targets: Int) -> EstimatorError {
    Self(.rowCountMismatch(features: features, targets: targets))
  }
  /// Features and weights have different counts.
  public static func weightCountMismatch(rows: Int, weights: Int) -> EstimatorError {
    Self(.weightCountMismatch(rows: rows, weights: weights))
  }
  /// Rows and groups have different counts.
  public static func groupCountMismatch(rows: Int, groups: Int) -> EstimatorError {
    Self(.groupCountMismatch(rows: rows, groups: groups))
  }
  /// A weight is negative, infinite or not a number.
  public static func invalidWeight(row: Int, value: Double) -> EstimatorError {
    Self(.invalidWeight(row: row, value: value))
  }
  /// All weights are 0.
  public static let noWeight = Self(.noWeight)
  /// The sum of the weights is beyond the largest Double.
  public static func weightsTooLarge(rows: Int) -> EstimatorError { Self(.weightsTooLarge(rows: rows)) }
  /// A feature is infinite or not a number.
  public static func notFinite(row: Int, column: String, value: Double) -> EstimatorError {
    Self(.notFinite(row: row, column: column, value: value))
  }
  /// Only one class is left to learn from.
  public static func tooFewClasses(found: [String]) -> EstimatorError { Self(.tooFewClasses(found: found)) }
  /// A class weight was given for a label that no row has.
  public static func unknownClass(label: String, known: [String]) -> EstimatorError {
    Self(.unknownClass(label: label, known: known))
  }
  /// A label that the listed classes leave out.
  public static func labelNotAmongClasses(row: Int, label: String, classes: [String]) -> EstimatorError {
    Self(.labelNotAmongClasses(row: row, label: label, classes: classes))
  }
  /// A cell of a table that an encoder has not seen in its fit.
  public static func unknownCategory(column: String, row: Int, value: String, known: [String]) -> EstimatorError {
    Self(.unknownCategory(column: column, row: row, value: value, known: known))
  }
  /// A target with a fraction.
  public static func notAClassLabel(row: Int, value: Double) -> EstimatorError {
    Self(.notAClassLabel(row: row, value: value))
  }
  /// A number to be predicted that the loss has no place for, or that is not finite.
  public static func invalidTarget(row: Int, value: Double, rule: String) -> EstimatorError {
    Self(.invalidTarget(row: row, value: value, rule: rule))
  }
  /// The number of features is another than the model was fitted on.
  public static func featureCountMismatch(expected: Int, found: Int) -> EstimatorError {
    Self(.featureCountMismatch(expected: expected, found: found))
  }
  /// The feature names differ from those of the fit.
  public static func featureNamesMismatch(
    missing: [String], unexpected: [String], firstMoved: String?
  ) -> EstimatorError {
    Self(.featureNamesMismatch(missing: missing, unexpected: unexpected, firstMoved: firstMoved))
  }
  /// There must be one name per column.
  public static func featureNameCount(names: Int, columns: Int) -> EstimatorError {
    Self(.featureNameCount(names: names, columns: columns))
  }
  /// A chosen row does not exist.
  public static func rowOutOfRange(row: Int, rows: Int) -> EstimatorError { Self(.rowOutOfRange(row: row, rows: rows)) }
  /// A chosen column does not exist.
  public static func columnOutOfRange(column: Int, columns: Int) -> EstimatorError {
    Self(.columnOutOfRange(column: column, columns: columns))
  }
  /// A warm start from a model of other classes or features.
  public static func incompatibleWarmStart(reason: String) -> EstimatorError {
    Self(.incompatibleWarmStart(reason: reason))
  }
  /// A supervised transformer was fitted without targets.
  public static func targetsRequired(by: String) -> EstimatorError { Self(.targetsRequired(by: by)) }
  /// A solver would need more memory than it may take.
  public static func tooLarge(what: String, bytes: Int, limit: Int, instead: String) -> EstimatorError {
    Self(.tooLarge(what: what, bytes: bytes, limit: limit, instead: instead))
  }
  /// A solver would take minutes for each iteration.
  public static func tooSlow(what: String, instead: String) -> EstimatorError {
    Self(.tooSlow(what: what, instead: instead))
  }
  /// Numbers of a column are so large that their squares are no finite numbers.
  public static func scaleTooLarge(column: String, instead: String) -> EstimatorError {
    Self(.scaleTooLarge(column: column, instead: instead))
  }
  /// The objective became infinite or not a number.
  public static func objectiveNotFinite(iteration: Int, advice: String) -> EstimatorError {
    Self(.objectiveNotFinite(iteration: iteration, advice: advice))
  }
  /// A row of probabilities does not sum to 1, or holds something that is not a probability.
  public static func notADistribution(row: Int, sum: Double) -> EstimatorError {
    Self(.notADistribution(row: row, sum: sum))
  }
}

extension EstimatorError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { try clf.fit(x, y) }
  ///     catch EstimatorError.Code.tooFewClasses { askForMoreRows() }
  ///     catch let error as EstimatorError where error.code == .notFinite { mark(row: error.row) }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? EstimatorError)?.code == code }

    /// ``EstimatorError/notFitted(_:)``.
    public static let notFitted = Code("notFitted")
    /// ``EstimatorError/invalidSetting(name:value:rule:)``.
    public static let invalidSetting = Code("invalidSetting")
    /// ``EstimatorError/unsupported(what:instead:)``.
    public static let unsupported = Code("unsupported")
    /// ``EstimatorError/emptyInput(rows:columns:)``.
    public static let emptyInput = Code("emptyInput")
    /// ``EstimatorError/rowCountMismatch(features:targets:)``.
    public static let rowCountMismatch = Code("rowCountMismatch")
    /// ``EstimatorError/weightCountMismatch(rows:weights:)``.
    public static let weightCountMismatch = Code("weightCountMismatch")
    /// ``EstimatorError/groupCountMismatch(rows:groups:)``.
    public static let groupCountMismatch = Code("groupCountMismatch")
    /// ``EstimatorError/invalidWeight(row:value:)``.
    public static let invalidWeight = Code("invalidWeight")
    /// ``EstimatorError/noWeight``.
    public static let noWeight = Code("noWeight")
    /// ``EstimatorError/weightsTooLarge(rows:)``.
    public static let weightsTooLarge = Code("weightsTooLarge")
    /// ``EstimatorError/notFinite(row:column:value:)``.
    public static let notFinite = Code("notFinite")
    /// ``EstimatorError/tooFewClasses(found:)``.
    public static let tooFewClasses = Code("tooFewClasses")
    /// ``EstimatorError/unknownClass(label:known:)``.
    public static let unknownClass = Code("unknownClass")
    /// ``EstimatorError/labelNotAmongClasses(row:label:classes:)``.
    public static let labelNotAmongClasses = Code("labelNotAmongClasses")
    /// ``EstimatorError/unknownCategory(column:row:value:known:)``.
    public static let unknownCategory = Code("unknownCategory")
    /// ``EstimatorError/notAClassLabel(row:value:)``.
    public static let notAClassLabel = Code("notAClassLabel")
    /// ``EstimatorError/invalidTarget(row:value:rule:)``.
    public static let invalidTarget = Code("invalidTarget")
    /// ``EstimatorError/featureCountMismatch(expected:found:)``.
    public static let featureCountMismatch = Code("featureCountMismatch")
    /// ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)``.
    public static let featureNamesMismatch = Code("featureNamesMismatch")
    /// ``EstimatorError/featureNameCount(names:columns:)``.
    public static let featureNameCount = Code("featureNameCount")
    /// ``EstimatorError/rowOutOfRange(row:rows:)``.
    public static let rowOutOfRange = Code("rowOutOfRange")
    /// ``EstimatorError/columnOutOfRange(column:columns:)``.
    public static let columnOutOfRange = Code("columnOutOfRange")
    /// ``EstimatorError/incompatibleWarmStart(reason:)``.
    public static let incompatibleWarmStart = Code("incompatibleWarmStart")
    /// ``EstimatorError/targetsRequired(by:)``.
    public static let targetsRequired = Code("targetsRequired")
    /// ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
    public static let tooLarge = Code("tooLarge")
    /// ``EstimatorError/tooSlow(what:instead:)``.
    public static let tooSlow = Code("tooSlow")
    /// ``EstimatorError/scaleTooLarge(column:instead:)``.
    public static let scaleTooLarge = Code("scaleTooLarge")
    /// ``EstimatorError/objectiveNotFinite(iteration:advice:)``.
    public static let objectiveNotFinite = Code("objectiveNotFinite")
    /// ``EstimatorError/notADistribution(row:sum:)``.
    public static let notADistribution = Code("notADistribution")
  }

  /// What went wrong.
  @inline(never)
  public var code: Code {
    switch kind {
    case .notFitted: .notFitted
    case .invalidSetting: .invalidSetting
    case .unsupported: .unsupported
    case .emptyInput: .emptyInput
    case .rowCountMismatch: .rowCountMismatch
    case .weightCountMismatch: .weightCountMismatch
    case .groupCountMismatch: .groupCountMismatch
    case .invalidWeight: .invalidWeight
    case .noWeight: .noWeight
    case .weightsTooLarge: .weightsTooLarge
    case .notFinite: .notFinite
    case .tooFewClasses: .tooFewClasses
    case .unknownClass: .unknownClass
    case .labelNotAmongClasses: .labelNotAmongClasses
    case .unknownCategory: .unknownCategory
    case .notAClassLabel: .notAClassLabel
    case .invalidTarget: .invalidTarget
    case .featureCountMismatch: .featureCountMismatch
    case .featureNamesMismatch: .featureNamesMismatch
    case .featureNameCount: .featureNameCount
    case .rowOutOfRange: .rowOutOfRange
    case .columnOutOfRange: .columnOutOfRange
    case .incompatibleWarmStart: .incompatibleWarmStart
    case .targetsRequired: .targetsRequired
    case .tooLarge: .tooLarge
    case .tooSlow: .tooSlow
    case .scaleTooLarge: .scaleTooLarge
    case .objectiveNotFinite: .objectiveNotFinite
    case .notADistribution: .notADistribution
    }
  }

  /// The row that is to blame, `nil` where none is alone.
  @inline(never)
  public var row: Int? {
    switch kind {
    case .invalidWeight(let row, _), .notFinite(let row, _, _), .labelNotAmongClasses(let row, _, _),
      .unknownCategory(_, let row, _, _), .notAClassLabel(let row, _), .rowOutOfRange(let row, _),
      .notADistribution(let row, _), .invalidTarget(let row, _, _):
      row
    default: nil
    }
  }

  /// The name or the number of the column that is to blame, `nil` where none is alone.
  @inline(never)
  public var column: String? {
    switch kind {
    case .notFinite(_, let column, _), .unknownCategory(let column, _, _, _), .scaleTooLarge(let column, _):
      column
    case .columnOutOfRange(let column, _): "\(column)"
    default: nil
    }
  }

  /// The setting that is outside its range, `nil` for other errors.
  @inline(never)
  public var setting: String? {
    if case .invalidSetting(let name, _, _) = kind { name } else { nil }
  }

  /// The label that is unknown, `nil` for other errors.
  @inline(never)
  public var label: String? {
    switch kind {
    case .unknownClass(let label, _), .labelNotAmongClasses(_, let label, _): label
    default: nil
    }
  }
}
