import EstimatorDatasets
import Estimators
import Foundation

/// Digits with names for their columns, and labels of other types.
struct Digits8 {
  let x: Features
  let numbers: [Int]
  let texts: [String]
  let isLarge: [Bool]

  static let shared: Result<Digits8, any Error> = Result { try Digits8() }

  private init() throws {
    let digits = try Digits.load()
    x = try digits.features.features.selectingRows(Array(0..<600))
    numbers = Array(digits.labels.prefix(600))
    let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    texts = numbers.map { words[$0] }
    isLarge = numbers.map { $0 > 4 }
  }
}

/// A table with numbers, texts, truth values and gaps, and the classes of its rows.
struct People {
  let table: Table
  let classes: [String]

  init(rows: Int = 60) throws {
    let towns = ["Aachen", "Bonn", "Köln", "Zürich"]
    var (ages, homes, rooms, owners) = ([Double?](), [String?](), [Int?](), [Bool?]())
    var classes: [String] = []
    for row in 0..<rows {
      let age = Double(20 + row * 13 % 50)
      ages.append(row % 7 == 3 ? nil : age)
      homes.append(row % 11 == 5 ? nil : towns[row * 5 % 4])
      rooms.append(row * 3 % 4)
      owners.append(row % 3 == 0)
      classes.append(age + Double(row * 3 % 4) * 9 > 55 ? "yes" : "no")
    }
    self.classes = classes
    table = try Table(
      names: ["age", "town", "rooms", "owner"],
      columns: [.doubles(ages), .strings(homes), .integers(rooms), .booleans(owners)])
  }
}

/// The text of a coded model in `Tests/Reference/coded-models`.
func codedModel(_ name: String) throws -> Data {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try Data(contentsOf: folder.appending(path: "Reference/coded-models/\(name).json"))
}
