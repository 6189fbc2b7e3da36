import EstimatorDatasets
import EstimatorInterchange
import Estimators
import Foundation

// Fits classifiers, writes them in other formats with what they say of the test rows, for check.py to compare with what
// other programs make of the files. Scripts/interchange runs both.
//
//     interchange-files FOLDER          MNIST of the folder $MNIST_DIR, or else the bundled digits

guard let path = CommandLine.arguments.dropFirst().first else {
  FileHandle.standardError.write(Data("interchange-files FOLDER\n".utf8))
  exit(2)
}

do {
  let digits = try DigitRows()
  var files = try ExportedFiles(folder: URL(filePath: path))
  try files.writeLinear(digits)
  try files.writeStages(digits)
  try files.writeWrappers(digits)
  try files.writeTables()
  try files.finish()
} catch {
  FileHandle.standardError.write(Data("interchange-files: \(error)\n".utf8))
  exit(1)
}
