/// A bar on standard error for a loop of one's own. Python's `tqdm`.
///
///     for step in ProgressBar(0..<5, title: "Gradient descent") {
///       try descent.step()
///     }
///
/// On a terminal it redraws itself within one row and shows what is done, the time so far and the time left; elsewhere
/// a line comes every five seconds. The line ends when the loop does, however it ends.
public struct ProgressBar<Base: Sequence>: Sequence {
  private let base: Base
  private let title: String
  private let total: Int?

  /// A bar for the elements of a collection.
  ///
  /// - Parameters:
  ///   - base: What the loop goes through.
  ///   - title: What goes on, in a word or two.
  public init(_ base: Base, title: String = "Progress") where Base: Collection {
    (self.base, self.title, total) = (base, title, base.count)
  }

  /// A bar for the elements of a sequence.
  ///
  /// - Parameters:
  ///   - base: What the loop goes through.
  ///   - title: What goes on, in a word or two.
  ///   - total: How many elements there are; `nil` when nobody knows, then there are only numbers.
  public init(_ base: Base, title: String = "Progress", total: Int?) {
    (self.base, self.title, self.total) = (base, title, total)
  }

  public func makeIterator() -> Iterator {
    Iterator(base: base.makeIterator(), counter: ProgressCounter(title: title, total: total))
  }

  /// Gives the elements and counts them.
  public struct Iterator: IteratorProtocol {
    var base: Base.Iterator
    let counter: ProgressCounter

    public mutating func next() -> Base.Element? {
      guard let element = base.next() else {
        counter.finish()
        return nil
      }
      counter.beginNext()
      return element
    }
  }
}

/// What the loop has done. A class, so that the line also ends where a loop is left early.
final class ProgressCounter {
  private let title: String
  private let total: Int?
  private let began = ContinuousClock.now
  private var terminal = TerminalLine()
  private var begun = 0
  private var isFinished = false

  init(title: String, total: Int?) { (self.title, self.total) = (title, total) }

  deinit { finish() }

  /// Another element goes out, so the one before it is done.
  func beginNext() {
    begun += 1
    if terminal.isDue { show(done: begun - 1) }
  }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    show(done: begun)
    terminal.finish()
  }

  private func show(done: Int) {
    let fraction = total.map { $0 > 0 ? min(1, Double(done) / Double($0)) : 1 }
    let count = total.map { "\(done) of \($0)" } ?? "\(done)"
    let times = ProgressText.times(elapsed: began.duration(to: .now).seconds, fraction: fraction)
    terminal.show(
      ProgressText.line(title: title, fraction: fraction, details: [count] + times, width: terminal.width))
  }
}
