/// Time of the wall clock.
struct Stopwatch {
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant

  init() { began = clock.now }

  var seconds: Double {
    let components = began.duration(to: clock.now).components
    return Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }

  /// Times `body` again and again for `seconds`, at least `least` times, after a call that does not count. Ascending.
  static func repetitions(
    for seconds: Double, least: Int, _ body: () throws -> Void
  ) rethrows -> [Double] {
    try body()
    let all = Stopwatch()
    var times: [Double] = []
    while times.count < least || all.seconds < seconds {
      let one = Stopwatch()
      try body()
      times.append(one.seconds)
    }
    return times.sorted()
  }
}

extension Outcome {
  /// The best and the median of repetitions, which ascend.
  init(repetitions times: [Double]) {
    self.init(seconds: times[0], medianSeconds: times[times.count / 2], repetitions: times.count)
  }
}
