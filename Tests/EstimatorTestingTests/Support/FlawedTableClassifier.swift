import Estimators

/// A ``FlawedClassifier`` of tables.
struct FlawedTableClassifier: TableClassifier {
  typealias Label = String

  /// The class means of the columns.
  struct Model: TableClassifierModel {
    let base: FlawedClassifier.Model
    let flaw: TableFlaw?

    var classes: [String] { base.classes }
    func decisionFunction(_ table: Table) throws -> Matrix<Double> { try base.decisionFunction(read(table)) }
    func predictLogProbabilities(_ table: Table) throws -> Matrix<Double> {
      try base.predictLogProbabilities(read(table))
    }
    func predictProbabilities(_ table: Table) throws -> Matrix<Double> { try base.predictProbabilities(read(table)) }
    func predict(_ table: Table) throws -> [String] { try base.predict(read(table)) }

    private func read(_ table: Table) throws -> Features { try TableFlaw.features(table, flaw) }
  }

  private var base: FlawedClassifier
  private let flaw: TableFlaw?

  init(_ flaw: TableFlaw? = nil) { (base, self.flaw) = (FlawedClassifier(), flaw) }
  init(_ flaw: ClassifierFlaw) { (base, self.flaw) = (FlawedClassifier(flaw), nil) }

  var model: Model? {
    get { base.model.map { Model(base: $0, flaw: flaw) } }
    set { base.model = newValue?.base }
  }

  func validate() throws {}

  func fitted(
    to data: TrainingData<Table, String>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    do {
      let model = try base.fitted(
        to: data.with(TableFlaw.features(data.input, flaw)), startingFrom: startingFrom?.base,
        onIteration: onIteration)
      return Model(base: model, flaw: flaw)
    } catch let stop as FitInterrupted<FlawedClassifier.Model> {
      throw stop.map { Model(base: $0, flaw: flaw) }
    }
  }
}
