import Estimators

/// What `estimators_rows` stands for: features over the caller's memory. Naming the columns is the only change there
/// is.
final class RowsHandle: Sendable {
  private let current: Locked<Features>

  init(_ features: Features) { current = Locked(features) }

  var features: Features { current.withLock { $0 } }

  func name(_ names: [String]) throws { try current.withLock { $0 = try $0.named(names) } }
}
