// Learns to read 1,500 small handwritten digits, and reads 297 others.

import EstimatorDatasets
import Estimators

let digits = try Digits.load()
let (images, labels) = (digits.features, digits.labels)  // 1797 × 64 bytes, 1797 integers

var clf = LogisticRegression(multiClass: .multinomial, solver: .lbfgs)
let model = try clf.fit(images[rows: ..<1500], labels.prefix(1500))

print(model.report)  // converged? after how many iterations?
print(try clf.predict(images[rows: 1500..<1510]))
print(try clf.score(images[rows: 1500...], labels.dropFirst(1500)))
