import Matrices

/// What a flawed estimator remembers of its earlier fits, where nobody looks: copies share it, and it does not show
/// among the settings.
struct FlawedMemory: Sendable, CustomReflectable {
  private let classes = Locked(0)

  var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether the last fit knew fewer classes.
  func grows(to count: Int) -> Bool {
    classes.withLock { last in
      defer { last = count }
      return last > 0 && last < count
    }
  }
}
