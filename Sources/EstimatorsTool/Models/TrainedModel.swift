import Estimators
import Foundation

/// A model in a file that `train` has written.
struct TrainedModel {
  let model: any TableClassifierModel<String>
  /// The linear classifier at its end, if it is one.
  let linear: LogisticRegression<String>.Model?
  /// What scales the columns of a table of numbers alone.
  let scaler: StandardScaler.Model?
  /// The columns of texts.
  let texts: [String]

  /// - Throws: `ModelFileError`, and ``ToolError/otherModel(file:kind:)`` for a file that another program has written.
  init(contentsOf url: URL) throws {
    let info = try ModelFileInfo(contentsOf: url)
    let kinds: [() throws -> TrainedModel?] = [
      { try Self(url, info, LogisticRegression<String>()) { $0 } },
      { try Self(url, info, LogisticRegressionCV(LogisticRegression<String>())) { $0.classifier } },
      { try Self(url, info, GaussianNB<String>()) { _ in nil } },
    ]
    for kind in kinds {
      guard let found = try kind() else { continue }
      self = found
      return
    }
    throw ToolError.otherModel(file: url.lastPathComponent, kind: info.kind)
  }

  /// `nil` for a file with a model of another kind.
  private init?<Last: Classifier<String>>(
    _ url: URL, _ info: ModelFileInfo, _ last: Last, linear: (Last.Model) -> LogisticRegression<String>.Model?
  ) throws {
    if let model = try Self.load(TableRecipe.ofNumbers(last), url, info) {
      self.init(model, linear(model.classifier), scaler: model.stages.base.then)
    } else if let model = try Self.load(TableRecipe.ofBoth(last), url, info) {
      self.init(model, linear(model.classifier), texts: model.stages.then.categories.map(\.name))
    } else if let model = try Self.load(TableRecipe.ofTexts(last), url, info) {
      self.init(model, linear(model.classifier), texts: model.stages.categories.map(\.name))
    } else {
      return nil
    }
  }

  private init(
    _ model: any TableClassifierModel<String>, _ linear: LogisticRegression<String>.Model?,
    scaler: StandardScaler.Model? = nil, texts: [String] = []
  ) { (self.model, self.linear, self.scaler, self.texts) = (model, linear, scaler, texts) }

  private static func load<Recipe: Estimator>(_ recipe: Recipe, _ url: URL, _ info: ModelFileInfo) throws
    -> Recipe.Model?
  { info.kind == KindName.of(Recipe.Model.self) ? try recipe.load(url) : nil }
}
