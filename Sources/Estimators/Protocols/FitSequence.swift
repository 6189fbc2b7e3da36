import Dispatch
import Matrices

/// What a fit in the background tells: its iterations, and at the end the model.
public enum FitProgress<Model: Sendable>: Sendable {
  /// An iteration was done. When the reader is slower than the fit, only the newest is kept.
  case iteration(Iteration)
  /// The fit is over; always the last element.
  case model(Model)
}

/// A fit in the background as a sequence of its iterations, ending in the model.
///
///     for try await progress in clf.fitting(x, y) {
///       switch progress {
///       case .iteration(let iteration): print(iteration.number, iteration.objective)
///       case .model(let model): use(model)
///       }
///     }
///
/// The fit starts with the first element asked for, on a thread of its own, and never blocks the threads that Swift's
/// tasks share. Leaving the loop stops it within one iteration; so does cancelling the task, and then the loop throws
/// ``FitInterrupted`` with the best model so far.
public struct FitSequence<Model: Sendable>: AsyncSequence, Sendable {
  public typealias Element = FitProgress<Model>

  private let run: @Sendable (OnIteration) throws -> Model

  init(_ run: @escaping @Sendable (OnIteration) throws -> Model) { self.run = run }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(run) }

  /// Starts the fit when first asked, and stops it when it is dropped.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let fit: BackgroundFit<Model>

    init(_ run: @escaping @Sendable (OnIteration) throws -> Model) { fit = BackgroundFit(run) }

    public mutating func next() async throws -> FitProgress<Model>? { try await fit.next() }
  }
}

extension FitSequence {
  /// The model at the end, without a loop. Cancelling the task stops the fit within one iteration.
  ///
  ///     let model = try await clf.fitting(x, y).model
  ///
  /// - Throws: What the fit throws; ``FitInterrupted`` with the best model so far when the task is cancelled.
  public var model: Model {
    get async throws {
      for try await progress in self {
        if case .model(let model) = progress { return model }
      }
      throw CancellationError()  // a fit ends with its model or throws, so the loop never ends by itself
    }
  }
}

extension LabelEstimator {
  /// Learns from `x` and `y` in the background and returns its progress. The settings are those of now; `model` is not
  /// changed: keep the one that the sequence ends in.
  ///
  /// - Parameters:
  ///   - x: n rows: a feature matrix, or a table for what reads tables.
  ///   - y: n labels.
  ///   - groups: The group of each row, for a search whose splitter asks for groups.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  public func fitting<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<Label>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil
  ) -> FitSequence<Model> where Groups.Element: ClassLabel {
    let data = TrainingData(x, y, weights: sampleWeight, groups: numbered(groups))
    let estimator = unfitted
    return FitSequence { try estimator.fitted(to: data, startingFrom: nil, onIteration: $0) }
  }
}

/// One fit on a thread of its own, and the one reader of its progress.
///
/// Dropping the last reference cancels the fit; the thread itself holds only the mailbox.
private final class BackgroundFit<Model: Sendable>: Sendable {
  private let mailbox = Mailbox<Model>()
  private let run: @Sendable (OnIteration) throws -> Model

  init(_ run: @escaping @Sendable (OnIteration) throws -> Model) { self.run = run }

  deinit { mailbox.cancel() }

  func next() async throws -> FitProgress<Model>? {
    start()
    return try await withTaskCancellationHandler {
      try await mailbox.next()
    } onCancel: {
      mailbox.cancel()
    }
  }

  private func start() {
    guard mailbox.claimStart() else { return }
    let (mailbox, run) = (mailbox, run)
    DispatchQueue(label: "estimators.fit").async {
      do {
        let model = try run { iteration in
          if mailbox.isCancelled { throw CancellationError() }
          mailbox.post(.iteration(iteration))
          return .proceed
        }
        mailbox.finish(.success(.model(model)))
      } catch {
        mailbox.finish(.failure(error))
      }
    }
  }
}

/// Hands the newest progress from the fitting thread to the reader.
private final class Mailbox<Model: Sendable>: Sendable {
  private typealias Reader = CheckedContinuation<FitProgress<Model>?, any Error>

  private struct State {
    var started = false
    var cancelled = false
    var delivered = false
    var newest: FitProgress<Model>?
    var end: Result<FitProgress<Model>?, any Error>?
    var reader: Reader?
  }

  private let state = Locked(State())

  var isCancelled: Bool { state.withLock { $0.cancelled } }

  func cancel() { state.withLock { $0.cancelled = true } }

  /// Whether the caller is the first, and so the one to start the fit.
  func claimStart() -> Bool {
    state.withLock { state in
      defer { state.started = true }
      return !state.started
    }
  }

  func post(_ progress: FitProgress<Model>) {
    let reader = state.withLock { state -> Reader? in
      defer { state.reader = nil }
      if state.reader == nil { state.newest = progress }
      return state.reader
    }
    reader?.resume(returning: progress)
  }

  func finish(_ end: Result<FitProgress<Model>?, any Error>) {
    let reader = state.withLock { state -> Reader? in
      defer { state.reader = nil }
      if state.reader == nil { state.end = end } else { state.delivered = true }
      return state.reader
    }
    reader?.resume(with: end)
  }

  /// The newest progress, waiting for it if need be; the end once; then `nil`.
  func next() async throws -> FitProgress<Model>? {
    try await withCheckedThrowingContinuation { (reader: Reader) in
      let ready = state.withLock { state -> Result<FitProgress<Model>?, any Error>? in
        if state.delivered { return .success(nil) }
        if let newest = state.newest {
          state.newest = nil
          return .success(newest)
        }
        if let end = state.end {
          state.delivered = true
          return end
        }
        state.reader = reader
        return nil
      }
      if let ready { reader.resume(with: ready) }
    }
  }
}
