import Estimators
import Foundation

/// A model in a file that `train` has written.
enum TrainedModel {
  case logistic(TableRecipe<LogisticRegression<String>>.Model)
  case logisticCV(TableRecipe<LogisticRegressionCV<String>>.Model)
  case naiveBayes(TableRecipe<GaussianNB<String>>.Model)

  /// - Throws: `ModelFileError`, and ``ToolError/otherModel(file:kind:)`` for a file that another program has written.
  init(contentsOf url: URL) throws {
    let info = try ModelFileInfo(contentsOf: url)
    if let model = try Self.model(of: LogisticRegression<String>(), url) {
      self = .logistic(model)
    } else if let model = try Self.model(of: LogisticRegressionCV(LogisticRegression<String>()), url) {
      self = .logisticCV(model)
    } else if let model = try Self.model(of: GaussianNB<String>(), url) {
      self = .naiveBayes(model)
    } else {
      throw ToolError.otherModel(file: url.lastPathComponent, kind: info.kind)
    }
  }

  /// `nil` for a file with a model of another kind.
  private static func model<Last: Classifier>(of last: Last, _ url: URL) throws -> TableRecipe<Last>.Model? {
    do {
      return try tableRecipe(last).load(url)
    } catch ModelFileError.Code.otherKind {
      return nil
    }
  }

  var model: any TableClassifierModel<String> & Storable {
    switch self {
    case .logistic(let model): model
    case .logisticCV(let model): model
    case .naiveBayes(let model): model
    }
  }

  /// The linear classifier at its end, if it is one.
  var linear: LogisticRegression<String>.Model? {
    switch self {
    case .logistic(let model): model.classifier
    case .logisticCV(let model): model.classifier.classifier
    case .naiveBayes: nil
    }
  }
}
