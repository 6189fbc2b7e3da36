/// What searches do when nothing else is asked for.
extension SupervisedEstimator {
  /// 5 folds in the given order, stratified where there are classes.
  @usableFromInline static var usualSplitter: any Splitter {
    Target.self is any ClassLabel.Type ? StratifiedKFold(5) : KFold(5)
  }

  /// Accuracy of classes, R² of numbers.
  @usableFromInline static var usualScoring: [Scorer<Target>] {
    [Scorer.coded("accuracy") ?? Scorer.coded("r2")].compactMap { $0 }
  }
}
