import Matrices

/// ``StratifiedKFold`` several times, each time in another order. scikit-learn's `RepeatedStratifiedKFold`.
public struct RepeatedStratifiedKFold: Splitter, Codable {
  /// The number of folds of one round, 2...n. scikit-learn's `n_splits`. Default 5.
  public var splits: Int
  /// The number of rounds, in 1...1,000,000. scikit-learn's `n_repeats`. Default 10.
  public var repeats: Int
  /// The seed by which the rounds differ. Default 0.
  public var randomState: UInt32

  /// `repeats` times `splits` folds.
  public init(_ splits: Int = 5, repeats: Int = 10, randomState: UInt32 = 0) {
    self.splits = splits
    self.repeats = repeats
    self.randomState = randomState
  }

  /// - Throws: As ``StratifiedKFold``; ``EstimatorError/invalidSetting(name:value:rule:)`` without a round;
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` as ``ShuffleSplit``.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    try requireSplitCount(repeats, name: "repeats")
    try requireRoom(forSplits: repeats, rowsEach: rows.count)
    var random = RandomState(randomState)
    return try (0..<repeats).flatMap { _ in
      try StratifiedKFold(splits).folds(of: rows) { random.shuffle(&$0) }
    }
  }
}
