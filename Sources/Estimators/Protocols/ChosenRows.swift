/// Rows chosen from those that a fit was handed. An error that names one of them names it by its number among all.
///
///     let rows = try ChosenRows(data)                    // those with weight
///     let model = try rows.selectingRows(fold.train).fitted(base, onIteration: onIteration)
///
/// What a wrapper fits on: rows of weight 0 count as absent, so they must not move a fold, nor be shown to an encoder.
public struct ChosenRows<Input: EstimatorInput, Target: Hashable & Sendable>: Sendable {
  /// The rows, and all that belongs to them.
  public let data: TrainingData<Input, Target>
  private let numbers: RowNumbers

  private init(_ data: TrainingData<Input, Target>, _ numbers: RowNumbers) {
    (self.data, self.numbers) = (data, numbers)
  }

  /// The rows with weight, once counts and weights are right.
  ///
  /// - Throws: The ``EstimatorError`` that names the difference.
  /// - Complexity: O(1) where all rows have weight, else as ``selectingRows(_:)``.
  public init(_ data: TrainingData<Input, Target>) throws {
    try data.requireFittingCounts()
    let kept = try data.droppingWeightless()
    guard let weights = data.weights, kept.count < data.count else {
      self.init(data, RowNumbers())
      return
    }
    self.init(kept, RowNumbers().choosing(weights.indices.filter { weights[$0] > 0 }))
  }

  /// All rows, those of weight 0 too.
  init(all data: TrainingData<Input, Target>) { self.init(data, RowNumbers()) }

  /// Chosen rows of these, as ``TrainingData/selectingRows(_:)``.
  ///
  /// - Parameter rows: Numbers among these rows.
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)`` or `MatrixError` for a row that is not there.
  public func selectingRows(_ rows: [Int]) throws -> ChosenRows {
    ChosenRows(try data.selectingRows(rows), numbers.choosing(rows))
  }

  /// The model of these rows, cold. What is set for classes that they lack is no error; see
  /// ``SupervisedEstimator/lacking(_:)``.
  ///
  /// - Throws: What the fit throws, with the row by its number among all; what `onIteration` throws as it is.
  public func fitted<Base: SupervisedEstimator<Target>>(
    _ base: Base, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Base.Model where Base.Input == Input {
    try naming(onIteration) { try base.fitted(to: $0, onIteration: $1) }
  }

  /// What `work` makes of these rows: a prediction, a score.
  ///
  /// - Throws: What `work` throws, with the row by its number among all.
  public func naming<Output>(_ work: (TrainingData<Input, Target>) throws -> Output) throws -> Output {
    do { return try work(data) } catch { throw numbers.named(error) }
  }

  /// The same of a fit: what `onIteration` throws names no row of these, and comes back as it is.
  func naming<Output>(
    _ onIteration: OnIteration, _ work: (TrainingData<Input, Target>, OnIteration) throws -> Output
  ) throws -> Output {
    var ofTheCaller: (any Error)?
    do {
      return try withoutActuallyEscaping(onIteration) { onIteration in
        try work(data) { iteration in
          do { return try onIteration(iteration) } catch {
            ofTheCaller = error
            throw error
          }
        }
      }
    } catch {
      guard let ofTheCaller, error is EstimatorError || error is MatrixError else { throw numbers.named(error) }
      throw ofTheCaller
    }
  }
}

/// The numbers that rows of a part have in the whole.
private struct RowNumbers: Sendable {
  /// One choice after the other.
  private var choices: [[Int]] = []

  func choosing(_ rows: [Int]) -> RowNumbers {
    var copy = self
    copy.choices.append(rows)
    return copy
  }

  /// The error with the number of its row in the whole.
  func named(_ error: any Error) -> any Error {
    switch error {
    case let error as EstimatorError: error.renumbered(number)
    case let error as MatrixError: error.renumbered(number)
    default: error
    }
  }

  /// A number beyond the part is of no row of it, and stays.
  private func number(_ row: Int) -> Int {
    var found = row
    for choice in choices.reversed() {
      guard choice.indices.contains(found) else { return row }
      found = choice[found]
    }
    return found
  }
}

extension EstimatorError {
  /// The same with another number for the row of the data, where it names one.
  fileprivate func renumbered(_ number: (Int) -> Int) -> EstimatorError {
    switch kind {
    case .invalidWeight(let row, let value): .invalidWeight(row: number(row), value: value)
    case .notFinite(let row, let column, let value): .notFinite(row: number(row), column: column, value: value)
    case .labelNotAmongClasses(let row, let label, let classes):
      .labelNotAmongClasses(row: number(row), label: label, classes: classes)
    case .unknownCategory(let column, let row, let value, let known):
      .unknownCategory(column: column, row: number(row), value: value, known: known)
    case .notAClassLabel(let row, let value): .notAClassLabel(row: number(row), value: value)
    case .invalidTarget(let row, let value, let rule): .invalidTarget(row: number(row), value: value, rule: rule)
    case .notADistribution(let row, let sum): .notADistribution(row: number(row), sum: sum)
    default: self
    }
  }
}

extension MatrixError {
  /// The same with another number for the row of the table, where it names one.
  fileprivate func renumbered(_ number: (Int) -> Int) -> MatrixError {
    switch kind {
    case .missingCell(let column, let row): .missingCell(column: column, row: number(row))
    case .unreadableCell(let column, let row, let text, let rule):
      .unreadableCell(column: column, row: number(row), text: text, rule: rule)
    default: self
    }
  }
}
