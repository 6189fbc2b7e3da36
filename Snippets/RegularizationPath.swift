// Which features come in, in which order, as the L1 penalty weakens.
import EstimatorDatasets
import Estimators

let wine = try Wine.load()
let x = try StandardScaler().fitted(to: wine.features).transform(wine.features)

let path = try LogisticRegressionPath(LogisticRegression(penalty: .l1)).fitted(to: x, wine.labels)
for (model, c) in zip(path.models, path.cs) {
  print(c, model.nonZeroCount, model.report.objective, model.report.certificate?.relativeGap ?? .nan)
}
