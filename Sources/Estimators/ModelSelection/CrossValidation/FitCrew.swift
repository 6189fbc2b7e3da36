import Dispatch
import Matrices

/// Runs independent fits side by side on the one thread budget (``Parallelism/threads``): as many at a time as there
/// are threads, each with its share of them. Results do not depend on how many run at a time.
///
/// A thread goes on once the caller has heard of its last fit, so a stop comes before the next one.
enum FitCrew {
  /// Why a run ended.
  enum End: Sendable { case completed, stopped, cancelled }

  /// Calls `work` once for every job in `0..<jobs`, on threads of their own, and `onDone` on the caller's thread after
  /// each. Returns when no thread works any more.
  ///
  /// - Parameters:
  ///   - work: Hands its second argument to a fit as `onIteration`, so that the fit ends within an iteration once the
  ///     run is stopped.
  ///   - keeping: What stays of an output in the results.
  ///   - onDone: May answer ``FitControl/stop``; what it throws is rethrown, save `CancellationError`, which counts as
  ///     the cancellation of the task.
  /// - Returns: The result of each job, `nil` for those that were stopped or not begun.
  static func run<Output: Sendable, Kept>(
    _ jobs: Int, _ work: @escaping @Sendable (_ job: Int, _ onIteration: OnIteration) throws -> Output,
    keeping: (Output) -> Kept, onDone: (_ job: Int, _ result: Result<Output, any Error>) throws -> FitControl
  ) throws -> (results: [Result<Kept, any Error>?], end: End) {
    let budget = Parallelism.threads
    let workers = max(1, min(budget, jobs))
    let board = CrewBoard<Output>(jobs: jobs, workers: workers)
    for worker in 0..<workers {
      // A serial queue of its own: it gets a thread even while others wait for theirs to finish.
      DispatchQueue(label: "estimators.crew").async {
        Parallelism.withThreads(max(1, budget / workers)) { board.workUntilDone(worker, work) }
      }
    }
    return try gather(board, keeping, onDone)
  }

  private static func gather<Output: Sendable, Kept>(
    _ board: CrewBoard<Output>, _ keeping: (Output) -> Kept,
    _ onDone: (Int, Result<Output, any Error>) throws -> FitControl
  ) throws -> (results: [Result<Kept, any Error>?], end: End) {
    var end = End.completed
    var failure: (any Error)?
    var results = [Result<Kept, any Error>?](repeating: nil, count: board.jobs)
    var isWorking = true
    while isWorking {
      let news = board.wait()
      isWorking = news.isWorking
      for (_, job, result) in news.done {
        // A stopped fit ends with an error that says so, and is no result.
        if end != .completed || failure != nil, case .failure = result { continue }
        results[job] = result.map(keeping)
        guard end == .completed, failure == nil else { continue }
        do {
          if try onDone(job, result) == .stop { end = .stopped }
        } catch is CancellationError {
          end = .cancelled
        } catch { failure = error }
      }
      if end == .completed, failure == nil, Task.isCancelled { end = .cancelled }
      if end != .completed || failure != nil { board.stop() }
      for (worker, _, _) in news.done { board.release(worker) }
    }
    if let failure { throw failure }
    return (results, end)
  }
}

/// Where the threads of a crew take jobs and leave results.
private final class CrewBoard<Output: Sendable>: Sendable {
  private struct State {
    var next = 0
    var working: Int
    var stopped = false
    var done: [News] = []
  }

  typealias News = (worker: Int, job: Int, result: Result<Output, any Error>)

  let jobs: Int
  private let state: Locked<State>
  private let news = DispatchSemaphore(value: 0)
  /// One for each worker: it waits until its last result was heard.
  private let heard: [DispatchSemaphore]

  init(jobs: Int, workers: Int) {
    self.jobs = jobs
    heard = (0..<workers).map { _ in DispatchSemaphore(value: 0) }
    state = Locked(State(working: workers))
  }

  func stop() { state.withLock { $0.stopped = true } }

  func release(_ worker: Int) { heard[worker].signal() }

  func workUntilDone(_ worker: Int, _ work: (Int, OnIteration) throws -> Output) {
    while let job = claim() {
      let result = Result {
        try work(job) { _ in
          if self.state.withLock({ $0.stopped }) { throw CancellationError() }
          return .proceed
        }
      }
      state.withLock { $0.done.append((worker, job, result)) }
      news.signal()
      heard[worker].wait()
    }
    state.withLock { $0.working -= 1 }
    news.signal()
  }

  private func claim() -> Int? {
    state.withLock { state in
      guard !state.stopped, state.next < jobs else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// What was done since the last call, at once or after a short wait (so that the caller can see a cancellation).
  func wait() -> (done: [News], isWorking: Bool) {
    _ = news.wait(timeout: .now() + .milliseconds(20))
    return state.withLock { state in
      defer { state.done = [] }
      return (state.done, state.working > 0)
    }
  }
}
