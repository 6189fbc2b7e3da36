// What a fitted model says, what it weighs, and what it draws from each feature.
import EstimatorDatasets
import Estimators

let iris = try Iris.load()
let flowers = try Dataset(
  features: iris.features, labels: iris.labels.map { iris.classNames[$0] }, names: iris.featureNames)
let (train, test) = try trainTestSplit(flowers, testSize: 0.25, stratified: true, randomState: 42)

// snippet.print
let pipeline = Pipeline {
  StandardScaler()
  LogisticRegression<String>(c: 10)
}
print(pipeline)  // as it was written

let model = try pipeline.fitted(to: train)
print(model)  // what was learned, in short
// snippet.end

// snippet.weights
let weights = model.classifier.coefficientTable
print(weights.strongest(2))
print(try weights.sortedByStrength(of: "virginica").rows[0].feature)
let table = try weights.table()  // to go on with, or to write to a file
print(table.names)
// snippet.end

// snippet.importance
let importance = try permutationImportance(of: model, test.features, test.labels, repeats: 20, randomState: 42)
print(importance)
let idle = importance.ranked.filter { $0.mean <= 0 }.map(\.name)
print("Not needed on these rows:", idle)
// snippet.end
