// A fit that says how far it is, and ends when its caller has seen enough.

import EstimatorDatasets
import Estimators

let wine = try Wine.load()
let classifier = LogisticRegression(maxIterations: 100_000)

let model = try classifier.fitted(to: wine.features, wine.labels) { iteration in
  iteration.objective < 0.2 ? .stop : .proceed
}
print(model.report.stopped, "after", model.report.iterations, "iterations")
