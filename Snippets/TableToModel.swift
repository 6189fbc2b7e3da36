// A CSV file with texts and gaps becomes a fitted pipeline.

import EstimatorDatasets
import Estimators
import Foundation

let file = """
  name,age,fare,sex,port,survived
  "Braund, Mr. Owen",22,7.25,male,S,no
  "Cumings, Mrs. John",38,71.28,female,C,yes
  "Heikkinen, Miss Laina",26,7.92,female,S,yes
  "Futrelle, Mrs. Jacques",35,53.1,female,S,yes
  "Allen, Mr. William",35,8.05,male,S,no
  "Moran, Mr. James",,8.46,male,Q,no
  "McCarthy, Mr. Timothy",54,51.86,male,S,no
  "Johnson, Mrs. Oscar",27,11.13,female,,yes
  "Nasser, Mrs. Nicholas",14,30.07,female,C,yes
  "Saundercock, Mr. William",20,8.05,male,S,no
  "Vander Planke, Mrs. Julius",31,18,female,S,no
  "Williams, Mr. Charles",,13,male,S,yes
  """
let passengers = try Table(csv: Data(file.utf8))

var pipeline = TablePipeline {
  ColumnTransformer {
    Columns("age", "fare") {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
    OneHotEncoder(["sex", "port"], unknown: .ignore, missing: .mostFrequent)
  }
  LogisticRegression<String>()
}
try pipeline.fit(passengers, passengers.stringLabels("survived"))

let newcomer = try Table(csv: Data("sex,age,fare,port\nfemale,,26.55,Cork\n".utf8))
print(try pipeline.predict(newcomer))
print(try pipeline.predictProbabilities(newcomer)[row: 0])
