#if canImport(Darwin) || os(Linux)
  internal import Platform
#else
  internal import Synchronization
#endif

/// A value behind a lock.
///
/// Unchecked because the compiler cannot see that `value` is touched only while the lock is held.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  private let lock = Lock()
  private var value: Value

  package init(_ value: Value) { self.value = value }

  /// Reads or changes the value while nobody else does. Keep it short; do not call back into the same lock.
  package func withLock<Result: Sendable, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try lock.hold { () throws(Failure) in try body(&value) }
  }
}

#if canImport(Darwin) || os(Linux)
  /// `Mutex` of the standard library needs newer Apple systems than this package supports, and on Linux it takes the
  /// thread that goes on in a child of a fork for the parent's: two threads of the child that meet at one end it.
  private struct Lock: ~Copyable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    deinit {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    func hold<Result: Sendable, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return try body()
    }
  }
#else
  private struct Lock: ~Copyable {
    private let mutex = Mutex(())

    func hold<Result: Sendable, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
      try mutex.withLock { (_: inout Void) throws(Failure) in try body() }
    }
  }
#endif
