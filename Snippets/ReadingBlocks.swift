// The numbers of features block by block, wherever and however they are stored.

import EstimatorDatasets
import Estimators

let digits = try Digits.load().features.map { UInt8($0) }.features

// snippet.blocks
var (sum, brightest) = (0.0, UInt8(0))
try digits.forEachBlock(rows: 500) { block in
  sum += try block.matrix().elements.reduce(0, +)
  if let bytes = block.stored(as: UInt8.self) { brightest = max(brightest, bytes.elements.max() ?? 0) }
}
// snippet.end

print("mean \(sum / Double(digits.rows * digits.columns)), brightest \(brightest)")
