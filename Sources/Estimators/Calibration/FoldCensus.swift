/// Which classes the training and test rows of each fold lack: where a class is missing, there is nothing to calibrate
/// it by.
struct FoldCensus<Label: ClassLabel> {
  private let classes: [Label]
  /// The rows of each class.
  private let counts: [Int]
  private let folds: [(lacksInTraining: [Int], lacksInTest: [Int], testCount: Int)]

  /// - Complexity: O(n · folds), less than one fit for each fold.
  init(_ encoding: ClassEncoding<Label>, _ folds: [Fold]) {
    let targets = encoding.targets
    func counted(_ rows: [Int]) -> [Int] {
      var counts = [Int](repeating: 0, count: targets.count)
      for row in rows where targets.indices.indices.contains(row) { counts[Int(targets.indices[row])] += 1 }
      return counts
    }
    classes = encoding.classes
    counts = counted(Array(targets.indices.indices))
    self.folds = folds.map { fold in
      let (training, test) = (counted(fold.train), counted(fold.test))
      return (training.indices.filter { training[$0] == 0 }, test.indices.filter { test[$0] == 0 }, fold.test.count)
    }
  }

  /// The test rows of each fold have two classes at least, and training and test rows every class that has a row for
  /// each fold.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` that names the first fold and class.
  func requireClassesOfEnsemble() throws {
    for (place, fold) in folds.enumerated() {
      guard classes.count - fold.lacksInTest.count >= 2 else {
        throw EstimatorError.unsupported(
          what: "Calibrating by fold \(place), whose \(fold.testCount) test rows are all of one class,",
          instead: "Use stratified folds of more rows, or `ensemble: false`, which calibrates by all folds together.")
      }
      for (name, lacks) in [("training", fold.lacksInTraining), ("test", fold.lacksInTest)] {
        guard let k = lacks.first(where: isFrequent) else { continue }
        throw EstimatorError.unsupported(
          what: "Calibrating the class \(classes[k]) by fold \(place), in which no \(name) row has it,",
          instead: "Use stratified folds (StratifiedKFold, StratifiedShuffleSplit) of more rows.")
      }
    }
  }

  /// The training rows of each fold have every class.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` that names the first fold and class.
  func requireTrainingClasses() throws {
    for (place, fold) in folds.enumerated() {
      guard let k = fold.lacksInTraining.first else { continue }
      throw EstimatorError.unsupported(
        what: "One calibrator of all folds when no training row of fold \(place) has the class \(classes[k])",
        instead: "Use `ensemble: true`, or stratified folds and fewer of them.")
    }
  }

  /// What the folds lack, one sentence a class.
  var notes: [String] {
    classes.indices.compactMap { k in
      let training = folds.indices.filter { folds[$0].lacksInTraining.contains(k) }
      let test = folds.indices.filter { folds[$0].lacksInTest.contains(k) }
      guard !training.isEmpty || !test.isEmpty else { return nil }
      return "The class \(classes[k]) has \(counts[k]) rows, too few for \(folds.count) folds: \(training.count) train "
        + "without it and give it probability 0, \(test.count) calibrate without it and give it about 0."
    }
  }

  /// Whether the class has a row for each fold, and one to train by.
  private func isFrequent(_ k: Int) -> Bool { counts[k] >= max(2, folds.count) }
}
