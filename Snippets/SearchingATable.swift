// A pipeline of a table is cross-validated and searched like any classifier.

import EstimatorDatasets
import Estimators
import Foundation

let file = """
  weight,colour,kind
  182,red,apple
  121,yellow,lemon
  150,green,apple
  98,yellow,lemon
  171,red,apple
  ,yellow,lemon
  160,green,apple
  110,yellow,lemon
  165,,apple
  105,green,lemon
  """
let fruit = try Table(csv: Data(file.utf8))
let kinds = try fruit.stringLabels("kind")

let pipeline = TablePipeline {
  ColumnTransformer {
    Columns("weight") {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
    OneHotEncoder(["colour"], unknown: .ignore)
  }
  LogisticRegression<String>()
}
print(try crossValidate(pipeline, fruit, kinds))

var search = GridSearch(
  pipeline, .init(\.stages.parts.first.base.first.strategy, [.median, .mean], name: "gaps"),
  .init(\.classifier.c, [0.1, 1, 10]), scoring: [.logLoss, .accuracy])
try search.fit(fruit, kinds)
print(try search.requireModel().results)
print(try search.predict(Table(csv: Data("weight,colour\n140,yellow\n".utf8))))
