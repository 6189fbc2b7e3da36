import Estimators

extension ClassifierTrial {
  func fitLeavesSettingsAlone() throws {
    let before = contents(of: classifier)
    var copy = classifier
    try copy.fit(sample.input, sample.labels)
    let after = contents(of: copy.unfitted)
    try require(before == after, "Settings before: \(before)after: \(after)")
  }

  func fittedNeverReadsTheModel() throws {
    var copy = classifier
    try copy.fit(sample.input, sample.labels.reversed())
    let again = try copy.fitted(to: sample.input, sample.labels)
    try require(try again == fitted(), "An earlier model changed the next one.")
  }

  func sameDataSameBits() throws {
    try require(try fitted() == fitted(), "Two fits of the same data differ.")
  }

  func threadsDoNotChangeBits() throws {
    let alone = try Parallelism.withThreads(1) { try fitted() }
    for count in [2, 3, 7] {
      let together = try Parallelism.withThreads(count) { try fitted() }
      try require(together == alone, "\(count) threads give other bits than 1.")
    }
  }

  func earlierFitsLeaveNoTrace() throws {
    let (alone, earlier) = (try fitted(), try sample.earlier)
    var copy = classifier
    // Whether it can make anything of the other data does not matter here.
    _ = try? copy.fit(earlier.input, earlier.labels)
    if !classifier.warmStart {
      try copy.fit(sample.input, sample.labels)
      try require(copy.model == alone, "After a fit of other data, `fit` gives another model.")
    }
    try require(try fitted() == alone, "After a fit of other data, another value's fit gives another model.")
  }
}
