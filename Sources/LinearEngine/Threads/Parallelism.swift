// Guarded by `ThreadTests`.
import CKernels
import Dispatch
import Matrices
internal import Platform

/// How many threads the package uses, everything together.
public enum Parallelism {
  /// More threads than this find no work, and each takes memory of its own.
  static let most = 256

  private static let setting = Locked<Int>(
    environmentThreads(getenv("ESTIMATORS_NUM_THREADS").map { String(cString: $0) }) ?? min(activeProcessors, most))

  /// The number of threads, in 1...256: at first `ESTIMATORS_NUM_THREADS` or the number of cores. Results do not depend
  /// on it.
  ///
  /// A number below 1 counts as 1, one above 256 as 256, here and in the environment. Inside a fit that shares the
  /// budget with others (a fold, a candidate) it reads as that fit's share.
  public static var threads: Int {
    get { share ?? setting.withLock { $0 } }
    set { setting.withLock { $0 = min(max(1, newValue), most) } }
  }

  /// What the work on this thread may use of the budget, all of it when `nil`.
  @TaskLocal private static var share: Int?

  /// Runs the closure with `threads` reading as the given number on this thread.
  package static func withThreads<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
    assert(threads >= 1, "A share of \(threads) threads")
    return try $share.withValue(threads, operation: body)
  }

  /// What a loop does most of. From the given count on it takes some 20 µs, and a second thread, which is woken in 5 µs
  /// while the pool is awake and in 50 else, saves more than it costs.
  package enum Work: Int {
    /// Exponentials and logarithms: 2 ns each.
    case exponentials = 10_000
    /// Numbers read, changed or copied: a fifth of a nanosecond from the cache, more from memory.
    case numbers = 100_000
    /// Multiplications of the kernels: a tenth of a nanosecond.
    case products = 200_000
    /// Multiplications of matrices through BLAS: 20 to 50 in a nanosecond.
    case matrixProducts = 1_000_000
  }

  /// How many threads so much work is worth.
  package static func threads(for work: Work, _ count: Int) -> Int { count < work.rawValue ? 1 : threads }

  static func environmentThreads(_ text: String?) -> Int? {
    guard let text, let threads = Int(text), threads >= 1 else { return nil }
    return min(threads, most)
  }

  private static var activeProcessors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `body` once for every task in `0..<tasks`, on up to `threads` threads; `worker` is in `0..<threads`, and no
  /// two calls with the same worker overlap. Returns when all are done.
  package static func perform(tasks: Int, threads: Int, _ body: @escaping (_ worker: Int, _ task: Int) -> Void) {
    assert(tasks >= 0 && threads >= 0, "\(tasks) tasks on \(threads) threads")
    guard threads > 1, tasks > 1 else {
      for task in 0..<tasks { body(0, task) }
      return
    }
    #if !canImport(Darwin)
      if performInPool(tasks: tasks, threads: min(threads, tasks), body) { return }
    #endif
    performByDispatch(tasks: tasks, threads: min(threads, tasks), body)
  }

  /// The same for work that may fail: after a failure no task is begun any more.
  ///
  /// - Throws: The first error of a task.
  package static func perform(
    tasks: Int, threads: Int, _ body: @escaping (_ worker: Int, _ task: Int) throws -> Void
  ) throws {
    guard threads > 1, tasks > 1 else {
      for task in 0..<tasks { try body(0, task) }
      return
    }
    let failure = Locked<(any Error)?>(nil)
    perform(tasks: tasks, threads: threads) { worker, task in
      guard failure.withLock({ $0 == nil }) else { return }
      do { try body(worker, task) } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// On threads that are still awake from the last call: many a loop takes no longer than waking a thread. `false`,
  /// with nothing done, while others use the pool.
  private static func performInPool(tasks: Int, threads: Int, _ body: @escaping (Int, Int) -> Void) -> Bool {
    let work = PooledWork(body)
    assert(threads <= tasks, "\(threads) threads for \(tasks) tasks")
    let done = withExtendedLifetime(work) {
      est_pool_perform(
        Int32(min(threads, most)), Int64(tasks),
        { context, worker, task in
          guard let context else { return }
          Unmanaged<PooledWork>.fromOpaque(context).takeUnretainedValue().body(Int(worker), Int(task))
        }, Unmanaged.passUnretained(work).toOpaque())
    }
    return done == 1
  }

  private final class PooledWork {
    let body: (Int, Int) -> Void
    init(_ body: @escaping (Int, Int) -> Void) { self.body = body }
  }

  private static func performByDispatch(tasks: Int, threads: Int, _ body: @escaping (Int, Int) -> Void) {
    guard !isForked, let next = est_counter_create() else {
      for task in 0..<tasks { body(0, task) }
      return
    }
    defer { est_counter_destroy(next) }
    let shared = Shared(next: next, body: body)
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      while true {
        let task = Int(est_counter_next(shared.next))
        guard task < tasks else { return }
        shared.body(worker, task)
      }
    }
  }

  /// Whether this is the child of a fork, where libdispatch has no threads and work that is handed to it never begins.
  private static var isForked: Bool { est_is_forked() != 0 }

  /// Runs `background` on another thread while `here` runs on this one with the rest of the budget; one after the other
  /// when there is one thread, and in the child of a fork.
  static func both<Result: Sendable>(
    _ here: () throws -> Void, background: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    guard threads > 1, !isForked else {
      try here()
      return try background()
    }
    let result = Locked<Swift.Result<Result, any Error>?>(nil)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      let answer = Swift.Result(catching: background)
      result.withLock { $0 = answer }
    }
    defer { group.wait() }
    try withThreads(threads - 1, here)
    group.wait()
    return try result.withLock { $0 }?.get() ?? background()
  }

  /// What the workers of one `perform` share. Unchecked: the counter is atomic, and every body here writes only to
  /// memory of its own task or worker.
  private struct Shared: @unchecked Sendable {
    let next: OpaquePointer
    let body: (Int, Int) -> Void
  }
}
