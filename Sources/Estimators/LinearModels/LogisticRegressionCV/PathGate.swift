import Dispatch

/// Lets the steps of each chain in one after the other, whichever threads run them.
///
/// Steps have to be begun in their order, so that the one waited for is running or done.
final class PathGate: Sendable {
  private let ends: [[DispatchSemaphore]]

  init(chains: Int, steps: Int) {
    ends = (0..<chains).map { _ in (0..<steps).map { _ in DispatchSemaphore(value: 0) } }
  }

  /// Runs `body` once the earlier steps of the chain have ended.
  func pass<Result>(chain: Int, step: Int, _ body: () throws -> Result) rethrows -> Result {
    if step > 0 { ends[chain][step - 1].wait() }
    defer { ends[chain][step].signal() }
    return try body()
  }
}
