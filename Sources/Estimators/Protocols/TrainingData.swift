/// What an estimator learns from: rows and everything that belongs to them. `fit(x, y, sampleWeight: s)` makes one.
///
///     let data = TrainingData(x, y, weights: s)
///     let model = try clf.fitted(to: data, startingFrom: nil) { _ in .proceed }
///
/// The labels are numbered once; chosen rows, as folds and candidates take them, keep the numbers.
public struct TrainingData<Input: EstimatorInput, Target: Hashable & Sendable>: Sendable {
  /// n rows of features, or of a table.
  public let input: Input
  /// What is to be learned, n labels or numbers.
  public let targets: [Target]
  /// n weights ≥ 0, or `nil` for all equal.
  public let weights: [Double]?
  /// Which rows belong together (a patient, a writer, a day); only what divides rows looks at them.
  public let groups: ClassTargets?

  /// The classes of the data that these rows were chosen from, ascending, those without weight too; none for numbers.
  let origin: [Target]
  /// The place of each label in `origin`; none for numbers.
  let places: [Int32]
  /// Classes that had rows, but none with weight, and are left out.
  private(set) var classesWithoutWeight: [Target] = []
  /// The numbers of these rows before rows without weight were left out; `nil` where none were.
  private(set) var rowNumbers: [Int]?

  private init(
    _ input: Input, _ targets: [Target], _ weights: [Double]?, _ groups: ClassTargets?, origin: [Target],
    places: [Int32]
  ) {
    (self.input, self.targets, self.weights, self.groups) = (input, targets, weights, groups)
    (self.origin, self.places) = (origin, places)
  }

  /// The number of targets, n.
  public var count: Int { targets.count }

  /// There is a row and a column, one target, weight and group for each row, and every weight is finite and ≥ 0.
  ///
  /// - Throws: The ``EstimatorError`` that names the difference.
  public func requireFittingCounts() throws {
    try Estimators.requireFittingCounts(input, targets: count, weights: weights)
    if let groups, groups.indices.count != count {
      throw EstimatorError.groupCountMismatch(rows: count, groups: groups.indices.count)
    }
  }

  /// Chosen rows in the given order, with all that belongs to them.
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)`` or `MatrixError` for a row that is not there.
  /// - Complexity: O(number chosen) for features, which are not copied; a table copies the cells.
  public func selectingRows(_ rows: [Int]) throws -> TrainingData {
    TrainingData(
      try input.selectingRows(rows), try targets.selecting(rows), try weights?.selecting(rows),
      try groups?.selecting(rows), origin: origin, places: origin.isEmpty ? [] : try places.selecting(rows))
  }

  /// The same targets, weights and groups with other input: what a pipeline has made of it.
  ///
  /// - Parameter input: n rows.
  public func with<Other: EstimatorInput>(_ input: Other) -> TrainingData<Other, Target> {
    var copy = TrainingData<Other, Target>(input, targets, weights, groups, origin: origin, places: places)
    (copy.classesWithoutWeight, copy.rowNumbers) = (classesWithoutWeight, rowNumbers)
    return copy
  }
}

extension TrainingData {
  /// The rows with weight: weight 0 equals the row being absent, so it must not move a fold, nor be shown to a stage.
  func droppingWeightless() throws -> TrainingData {
    guard let weights, weights.contains(0) else { return self }
    let kept = weights.indices.filter { weights[$0] > 0 }
    var copy = try selectingRows(kept)
    copy.rowNumbers = rowNumbers.map { numbers in kept.map { numbers[$0] } } ?? kept
    let (before, after) = (presentClasses, Set(copy.presentClasses))
    copy.classesWithoutWeight = classesWithoutWeight + before.filter { !after.contains($0) }
    return copy
  }

  /// The classes of the data that these rows lack.
  var lostClasses: Set<Target> { Set(zip(origin, classPresence).lazy.filter { !$0.1 }.map(\.0)) }

  /// The classes of these rows, ascending; none for numbers.
  var presentClasses: [Target] { zip(origin, classPresence).lazy.filter(\.1).map(\.0) }

  /// Whether a row has it, for each class of `origin`.
  private var classPresence: [Bool] {
    var isThere = [Bool](repeating: false, count: origin.count)
    for place in places { isThere[Int(place)] = true }
    return isThere
  }

  /// The class of each row, as splitters look at it; `nil` for numbers.
  var classTargets: ClassTargets? {
    origin.isEmpty ? nil : ClassEncoding(choosing: places, among: Array(origin.indices)).targets
  }

  /// What a splitter looks at.
  func splitRows() throws -> SplitRows { try SplitRows(count: count, classes: classTargets, groups: groups) }
}

extension TrainingData where Target == Double {
  /// Rows and their numbers.
  ///
  /// - Parameters:
  ///   - input: n rows: a feature matrix, or a table.
  ///   - numbers: n numbers.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  ///   - groups: n groups, as `ClassEncoding(groups).targets` numbers them.
  public init(
    _ input: some InputSource<Input>, _ numbers: some Collection<Double>, weights: [Double]? = nil,
    groups: ClassTargets? = nil
  ) {
    self.init(input.input, Array(numbers), weights, groups, origin: [], places: [])
  }
}

extension TrainingData where Target: ClassLabel {
  /// Rows and their labels.
  ///
  /// - Parameters:
  ///   - input: n rows: a feature matrix, or a table.
  ///   - labels: n labels.
  ///   - weights: n weights ≥ 0, 0 for a row that counts as absent; `nil` for all equal.
  ///   - groups: n groups, as `ClassEncoding(groups).targets` numbers them.
  /// - Complexity: O(n).
  public init(
    _ input: some InputSource<Input>, _ labels: some Collection<Target>, weights: [Double]? = nil,
    groups: ClassTargets? = nil
  ) {
    let labels = Array(labels)
    let encoding = ClassEncoding(labels)
    self.init(
      input.input, labels, weights, groups, origin: encoding.classes, places: encoding.targets.indices)
  }

  /// The n labels.
  public var labels: [Target] { targets }

  /// The classes of these rows, ascending, and the place of each row's among them.
  ///
  /// - Complexity: O(n), without a look at the labels.
  public var encoding: ClassEncoding<Target> { ClassEncoding(choosing: places, among: origin) }
}

extension ClassTargets {
  /// Chosen rows; the classes that they have keep their order and are numbered without gaps.
  func selecting(_ rows: [Int]) throws -> ClassTargets {
    ClassEncoding(choosing: try indices.selecting(rows), among: Array(0..<count)).targets
  }
}
