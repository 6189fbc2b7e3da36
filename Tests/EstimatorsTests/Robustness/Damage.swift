import Foundation

/// Ways to spoil one value of a JSON file: what a slip, a truncated transfer or a hostile hand would leave there.
enum Damage {
  /// The text with one of its values spoilt, for every value and every way.
  ///
  /// - Parameter most: Of how many elements of a list each is spoilt; of longer ones the first and the last.
  static func variants(of text: String, most: Int = 6) throws -> [String] {
    let whole = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try spoilt(whole, most).map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0, options: [.sortedKeys]), as: UTF8.self)
    }
  }

  private static func spoilt(_ value: Any, _ most: Int) -> [Any] {
    switch value {
    case let object as [String: Any]:
      object.keys.sorted().flatMap { key -> [Any] in
        var without = object
        without[key] = nil
        return [without] + changed(object[key] ?? "", most).map { object.merging([key: $0]) { $1 } }
      }
    case let list as [Any]:
      list.indices.filter { $0 < most / 2 || $0 >= list.count - most / 2 }.flatMap { place in
        changed(list[place], most).map { other in
          var copy = list
          copy[place] = other
          return copy
        }
      }
    default: []
    }
  }

  /// Other values in the place of one, and the ways to spoil what is inside of it.
  private static func changed(_ value: Any, _ most: Int) -> [Any] {
    var others: [Any] = [NSNull(), "text", [], [:] as [String: Any]]
    if let list = value as? [Any], let last = list.last { others += [Array(list.dropLast()), list + [last]] }
    if value is NSNumber { others += [-1, 0, 1, 7, 1e300, Int.max, Int.min, true] }
    return others + spoilt(value, most)
  }

  /// What is no number, and the ends of what is.
  static let extremes = noNumbers + [1e308, -1e308]
  static let noNumbers = [Double.nan, .infinity, -.infinity]

  /// A property list with one of its numbers with a fraction replaced, for every number and every other.
  static func withoutNumbers(
    _ propertyList: Data, most: Int = 4, putting others: [Double] = Damage.extremes
  ) throws -> [Data] {
    let whole = try PropertyListSerialization.propertyList(from: propertyList, options: [], format: nil)
    return try numberless(whole, most, others).map {
      try PropertyListSerialization.data(fromPropertyList: $0, format: .binary, options: 0)
    }
  }

  private static func numberless(_ value: Any, _ most: Int, _ others: [Double]) -> [Any] {
    switch value {
    case let object as [String: Any]:
      object.keys.sorted().flatMap { key in
        numberless(object[key] ?? "", most, others).map { object.merging([key: $0]) { $1 } as Any }
      }
    case let list as [Any]:
      list.indices.filter { $0 < most / 2 || $0 >= list.count - most / 2 }.flatMap { place in
        numberless(list[place], most, others).map { other in
          var copy = list
          copy[place] = other
          return copy as Any
        }
      }
    case let number as NSNumber where String(cString: number.objCType) == "d":
      others
    default: []
    }
  }
}
