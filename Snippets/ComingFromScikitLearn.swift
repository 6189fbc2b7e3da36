// What a person coming from scikit-learn writes first, here; the article has the Python beside it.

// snippet.data
import EstimatorDatasets
import Estimators

let wine = try Wine.load()
let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(
  wine.features, wine.labels, testSize: 0.5, stratified: true, randomState: 7)

// snippet.fit
var pipeline = Pipeline {
  StandardScaler()
  LogisticRegression(c: 0.02, tolerance: 1e-10)
}
let model = try pipeline.fit(xTrain, yTrain)
let accuracy = try pipeline.score(xTest, yTest)
let probabilities = try pipeline.predictProbabilities(xTest)
let coefficients = model.classifier.coefficients  // 3 × 13
let scales = model.stages.scales  // 13

// snippet.ovr
var ovr = pipeline.unfitted
ovr.classifier.multiClass = .ovr
try ovr.fit(xTrain, yTrain)
let ovrProbabilities = try ovr.predictProbabilities(xTest)

// snippet.judge
let predicted = try pipeline.predict(xTest)
let counts = try ConfusionMatrix(of: predicted, against: yTest).counts
let macroF1 = try f1Score(of: predicted, against: yTest, averaging: .macro)
let matthews = try matthewsCorrelation(of: predicted, against: yTest)
let loss = try logLoss(of: probabilities, against: yTest, classes: model.classes)
let area = try rocAUC(of: probabilities, against: yTest, classes: model.classes, averaging: .oneVsRest)

// snippet.choose
let folds = StratifiedKFold(5, randomState: 42)
let scores = try crossValidate(
  pipeline, wine.features, wine.labels, splitter: folds, scoring: [.accuracy, .logLoss])
var search = GridSearch(
  pipeline, .init(\.classifier.c, [0.01, 0.1, 1]), .init(\.stages.withMean, [true, false]), splitter: folds,
  scoring: [.logLoss])
let results = try search.fit(wine.features, wine.labels).results
let best = try search.bestEstimator.classifier.c

// snippet.hide
func show(_ name: String, _ numbers: some Collection<Double>) {
  print(name + ":", numbers.map { "\($0)" }.joined(separator: " "))
}
show("accuracy", [accuracy])
show("probabilities", probabilities[row: 0])
show("coefficients", coefficients[row: 0])
show("scales", scales)
show("one-vs-rest", ovrProbabilities[row: 0])
show("confusion", counts.elements)
show("macro F1", [macroF1])
show("matthews", [matthews])
show("log-loss", [loss])
show("area", [area])
show("mean accuracy", [scores.testScores[0].mean])
show("mean log-loss", [scores.testScores[1].mean])
show("best C", [best])
show("best log-loss", [results.best?.testScores[0].mean ?? .nan])
