// Cross-validation, and a grid search over settings of a pipeline.
import EstimatorDatasets
import Estimators

let wine = try Wine.load()
let pipeline = Pipeline {
  StandardScaler()
  LogisticRegression()
}

let folds = StratifiedKFold(5, randomState: 42)
let result = try crossValidate(
  pipeline, wine.features, wine.labels, splitter: folds, scoring: [.accuracy, .logLoss])
print(result)  // mean and interval of each score

var search = GridSearch(
  pipeline, .init(\.classifier.c, [0.01, 0.1, 1]), .init(\.classifier.multiClass, [.multinomial, .ovr]),
  splitter: folds)
let model = try search.fit(wine.features, wine.labels)
print(model.results)  // the ranked table
print(try search.bestEstimator.classifier.c, try search.score(wine.features, wine.labels))
