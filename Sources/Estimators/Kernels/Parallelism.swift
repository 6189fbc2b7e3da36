import CKernels
import Dispatch
import Matrices

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How many threads the package uses, everything together.
public enum Parallelism {
  private static let setting = Locked<Int>(
    environmentThreads(getenv("ESTIMATORS_NUM_THREADS").map { String(cString: $0) }) ?? activeProcessors)

  /// The number of threads, ≥ 1: at first `ESTIMATORS_NUM_THREADS` or the number of cores. Results do not depend on it.
  ///
  /// A number below 1 counts as 1. Inside a fit that shares the budget with others (a fold, a candidate) it reads as that
  /// fit's share.
  public static var threads: Int {
    get { share ?? setting.withLock { $0 } }
    set { setting.withLock { $0 = max(1, newValue) } }
  }

  /// What the work on this thread may use of the budget, all of it when `nil`.
  @TaskLocal private static var share: Int?

  /// Runs the closure with `threads` reading as the given number on this thread.
  package static func withThreads<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
    try $share.withValue(threads, operation: body)
  }

  static func environmentThreads(_ text: String?) -> Int? {
    guard let text, let threads = Int(text), threads >= 1 else { return nil }
    return threads
  }

  private static var activeProcessors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `body` once for every task in `0..<tasks`, on up to `threads` threads; `worker` is in `0..<threads`, and no two
  /// calls with the same worker overlap. Returns when all are done.
  static func perform(tasks: Int, threads: Int, _ body: @escaping (_ worker: Int, _ task: Int) -> Void) {
    guard threads > 1, tasks > 1, let next = est_counter_create() else {
      for task in 0..<tasks { body(0, task) }
      return
    }
    defer { est_counter_destroy(next) }
    let shared = Shared(next: next, body: body)
    DispatchQueue.concurrentPerform(iterations: min(threads, tasks)) { worker in
      while true {
        let task = Int(est_counter_next(shared.next))
        guard task < tasks else { return }
        shared.body(worker, task)
      }
    }
  }

  /// What the workers of one `perform` share. Unchecked: the counter is atomic, and every body here writes only to memory
  /// of its own task or worker.
  private struct Shared: @unchecked Sendable {
    let next: OpaquePointer
    let body: (Int, Int) -> Void
  }
}
