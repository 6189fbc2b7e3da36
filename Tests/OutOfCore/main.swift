import Estimators
import Foundation

// Fits rows in a file larger than the memory that it may use, and says what that took. Scripts/out-of-core runs it; the
// suite has the memory of a small fit measured.
//
//     out-of-core make FOLDER ROWS FEATURES
//     out-of-core fit FOLDER ROWS FEATURES [LAST]     cancelled after iteration LAST; goes on from a fit that was
//     out-of-core passes FOLDER ROWS FEATURES         ten passes, the file dropped from the cache before each
//     out-of-core drop FOLDER ROWS FEATURES           drops it now
//     out-of-core memory FOLDER ROWS FEATURES         bytes at the peak of a short fit; of none with 0 rows

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.dropFirst(2).compactMap { Int($0) }
guard let command = arguments.first, arguments.count == 2 + numbers.count, (2...3).contains(numbers.count),
  numbers.allSatisfy({ $0 >= 0 })
else {
  FileHandle.standardError.write(Data("out-of-core make|fit|passes|drop|memory FOLDER ROWS FEATURES [LAST]\n".utf8))
  exit(2)
}
let data = SyntheticRows(
  folder: URL(filePath: arguments[arguments.startIndex + 1]), rows: numbers[0], features: numbers[1])

do {
  switch command {
  case "make": try data.make()
  case "fit": try await LongFit(data: data, cancelledAfter: numbers.dropFirst(2).first).run()
  case "passes": try TenPasses(data: data).run()
  case "drop": try FileCache.drop(data.file)
  case "memory": try ShortFit(data: data).run()
  default: throw Failure(description: "There is no command \(command).")
  }
} catch {
  FileHandle.standardError.write(Data("out-of-core: \(error)\n".utf8))
  exit(1)
}
