import Estimators

/// A classifier without iterations never calls the closure, and its fit just ends.
extension ClassifierTrial {
  func stoppingKeepsTheModelSoFar() throws {
    var (all, told) = (0, 0)
    _ = try fitted { _ in
      all += 1
      return .proceed
    }
    // Halfway, when a search too has something to choose from.
    let model = try fitted { _ in
      told += 1
      return 2 * told < all ? .proceed : .stop
    }
    try require(all < 2 || told < all, "It went on for all of its \(all) iterations after .stop.")
    _ = try model.predict(sample.input)
  }

  func cancellationKeepsTheModelSoFar() throws {
    var all = 0
    _ = try fitted { _ in
      all += 1
      return .proceed
    }
    // The first iteration, and one near the end: a search or a calibration then fits all rows.
    for place in Set([1, all - 1]) where place >= 1 { try requireModel(cancelledAt: place) }
  }

  private func requireModel(cancelledAt place: Int) throws {
    var told = 0
    do {
      _ = try fitted { _ in
        told += 1
        guard told >= place else { return .proceed }
        throw CancellationError()
      }
    } catch let interrupted as FitInterrupted<C.Model> {
      try require(told == place, "It went on for \(told - place) iterations after cancellation.")
      _ = try interrupted.model.predict(sample.input)
      return
    }
    try require(told == 0, "Cancellation was swallowed.")
  }

  func errorsOfTheCallerComeBack() throws {
    var iterations = 0
    do {
      _ = try fitted { _ in
        iterations += 1
        throw Complaint()
      }
    } catch is Complaint {
      try require(iterations == 1, "It went on for \(iterations) iterations after an error.")
      return
    }
    try require(iterations == 0, "An error of the caller was swallowed.")
  }
}

/// An error that only the caller can have thrown.
private struct Complaint: Error {}
