// Labels are strings here, and the pipeline scales before it learns.

import EstimatorDatasets
import Estimators

let iris = try Iris.load()
let species = iris.labels.map { iris.classNames[$0] }

var pipeline = Pipeline {
  StandardScaler()
  LogisticRegression<String>(c: 10)
}
try pipeline.fit(iris.features, species)
print(try pipeline.classes)
print(try pipeline.predictProbabilities(iris.features[rows: ..<1]))
