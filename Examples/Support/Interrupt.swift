import Dispatch
import Estimators
import Foundation

/// Ctrl-C as a wish to stop: the fit ends after the current iteration, and the program goes on with the model it has.
/// A second Ctrl-C ends the program at once.
///
///     let interrupt = Interrupt()
///     try clf.fit(x, y) { _ in interrupt.control }
public final class Interrupt {
  private let wished = Locked(false)
  private let source: any DispatchSourceSignal

  /// Starts to listen.
  public init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "interrupt"))
    source.setEventHandler { [wished] in
      wished.withLock { $0 = true }
      signal(SIGINT, SIG_DFL)
      note("Stopping after this iteration, with the model so far. Press Ctrl-C again to end at once.")
    }
    source.resume()
  }

  deinit { signal(SIGINT, SIG_DFL) }

  /// Whether Ctrl-C was pressed.
  public var isWished: Bool { wished.withLock { $0 } }

  /// The answer of an `onIteration` closure.
  public var control: FitControl { isWished ? .stop : .proceed }
}
