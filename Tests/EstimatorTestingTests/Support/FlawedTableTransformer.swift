import Estimators

/// A ``FlawedTransformer`` of tables.
struct FlawedTableTransformer: TableTransformer {
  /// What is subtracted from the columns.
  struct Model: TableTransformerModel {
    let base: FlawedTransformer.Model
    let flaw: TableFlaw?

    func transform(_ table: Table) throws -> Features { try base.transform(TableFlaw.features(table, flaw)) }
  }

  private var base: FlawedTransformer
  private let flaw: TableFlaw?

  init(_ flaw: TableFlaw? = nil) { (base, self.flaw) = (FlawedTransformer(), flaw) }
  init(_ flaw: TransformerFlaw) { (base, self.flaw) = (FlawedTransformer(flaw), nil) }

  var model: Model? {
    get { base.model.map { Model(base: $0, flaw: flaw) } }
    set { base.model = newValue?.base }
  }

  func validate() throws {}

  func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    let x = try TableFlaw.features(table, flaw)
    return Model(base: try base.fitted(to: x, targets: targets, weights: weights), flaw: flaw)
  }
}
