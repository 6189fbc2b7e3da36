// Learns from digits that come in pieces of 100 rows, of which the first do not hold every class.

import EstimatorDatasets
import Estimators

let digits = try Digits.load()
var stream = LogisticRegression(solver: .sgd(schedule: .inverseScaling()))

for start in stride(from: 0, to: 1500, by: 100) {
  let rows = start..<start + 100
  try stream.partialFit(digits.features[rows: rows], digits.labels[rows], classes: Array(0...9))
}

print(try stream.score(digits.features[rows: 1500...], digits.labels.dropFirst(1500)))
