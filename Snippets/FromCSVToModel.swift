// A CSV file with gaps, texts, truth values and dates becomes a calibrated model in a file. FromCSVToModel.py is its
// twin.

// snippet.read
import EstimatorDatasets
import Estimators
import Foundation

let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
let here = URL(filePath: #filePath).deletingLastPathComponent()
let loans = try Table(contentsOfCSV: here.appending(path: "Data/loans.csv"))
print(loans.head())
print(loans.describe())
let x = try loans.dropping(columns: ["defaulted", "town"]).adding("burden", from: "debt", "income") { $0 / $1 }
let y = try loans.booleanLabels("defaulted")
let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(x, y, testSize: 0.25, stratified: true, randomState: 42)

// snippet.recipe
let folds = StratifiedKFold(5)
let pipeline = TablePipeline {
  ColumnTransformer {
    Columns("income", "debt", "years", "burden") {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
    Chain(DateParts(["opened"], [.year, .weekday]), StandardScaler())
    OneHotEncoder(["purpose"], unknown: .ignore, missing: .mostFrequent)
    Columns("owner")
  }
  CalibratedClassifier(LogisticRegression<Bool>(tolerance: 1e-10), splitter: folds)
}

// snippet.search
var search = GridSearch(
  pipeline, .init(\.classifier.base.c, [0.01, 0.1, 1]),
  .init(\.stages.parts.first.first.first.base.first.strategy, [.median, .mean], name: "gaps"),
  splitter: folds, scoring: .logLoss)
let results = try search.fit(xTrain, yTrain).results
print(results)
let best = try search.best

// snippet.judge
let p = try best.predictProbabilities(xTest)
let roc = try ROCCurve(of: p[column: 1], positive: yTest)
let reliability = try CalibrationCurve(of: p[column: 1], positive: yTest, bins: 5, by: .equalMass)

// snippet.importance
let importance = try permutationImportance(of: best, xTest, yTest, scoring: .logLoss)
print(importance)

// snippet.save
try JSONEncoder().encode(best).write(to: folder.appending(path: "loans.json"))

// snippet.load
let stored = try Data(contentsOf: folder.appending(path: "loans.json"))
let loaded = try JSONDecoder().decode(type(of: best), from: stored)
let new = xTest.head(3)
let risk = try loaded.predictProbabilities(new)[column: 1]
let defaults = try loaded.predict(new)
let answers = try new.adding(.doubles(risk), named: "risk").adding(.booleans(defaults), named: "defaults")
try answers.write(to: folder.appending(path: "answers.csv"))

// snippet.numbers
for (name, numbers): (String, [Double]) in [
  ("mean log-loss", results.candidates.map { $0.testScores[0].mean }),
  ("best C", [try search.bestEstimator.classifier.base.c]),
  ("log-loss", [try logLoss(of: p, against: yTest, classes: best.classes)]),
  ("area", [roc.area]),
  ("false positive rates", roc.falsePositiveRates),
  ("true positive rates", roc.truePositiveRates),
  ("expected", reliability.predicted),
  ("observed", reliability.observed),
  ("importance", importance.features.map(\.mean)),
  ("risk", try answers.numbers("risk")),
  ("defaults", try answers.numbers("defaults")),
] {
  print(name + ":", numbers.map { "\($0)" }.joined(separator: " "))
}
