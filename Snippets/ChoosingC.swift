// Choosing the strength of the penalty by cross-validation.
import EstimatorDatasets
import Estimators

let wine = try Wine.load()
let x = try StandardScaler().fitted(to: wine.features).transform(wine.features)

var clf = LogisticRegressionCV(LogisticRegression(), rule: .oneStandardError)
let model = try clf.fit(x, wine.labels)
print(model.path)  // mean score and standard error of each C
print(model.c, model.cMin ?? 0, try clf.score(x, wine.labels))
