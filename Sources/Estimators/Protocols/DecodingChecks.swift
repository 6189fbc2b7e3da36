/// The checks that a model makes when it is read from a file, which may hold anything.

/// Something that a model read from a file must satisfy.
func requireDecoded(_ holds: Bool, _ reason: @autoclosure () -> String, _ decoder: any Decoder) throws {
  guard holds else {
    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason()))
  }
}

/// The classes of a model read from a file: at least two, ascending.
func requireClasses<Label: ClassLabel>(_ classes: [Label], _ decoder: any Decoder) throws {
  let ascends = zip(classes, classes.dropFirst()).allSatisfy(Label.inClassOrder)
  try requireDecoded(classes.count >= 2 && ascends, "A model needs at least 2 classes, ascending.", decoder)
}

/// Counts of a model read from a file: not negative, and with room to count on.
func requireCounts(_ counts: [Int], _ decoder: any Decoder) throws {
  try requireDecoded(
    counts.allSatisfy(canBeCountedOn), "Counts must be in 0...\(mostCounted), found \(counts).", decoder)
}

/// Whether a count is none that no stream of rows has ever reached.
func canBeCountedOn(_ count: Int) -> Bool { (0...mostCounted).contains(count) }

/// Half of the largest number: what is added to a count fits.
private let mostCounted = Int.max / 2

/// Formats other than JSON have numbers that are none: a model must not hold them.
extension KeyedDecodingContainer {
  /// A finite number.
  func decodeFinite(forKey key: Key) throws -> Double { try finite(decode(Double.self, forKey: key), key) }

  /// Finite numbers.
  func decodeFinite(forKey key: Key) throws -> [Double] {
    let numbers = try decode([Double].self, forKey: key)
    for number in numbers { _ = try finite(number, key) }
    return numbers
  }

  /// A matrix of finite numbers.
  func decodeFinite(forKey key: Key) throws -> Matrix<Double> {
    let matrix = try decode(Matrix<Double>.self, forKey: key)
    for number in matrix.elements { _ = try finite(number, key) }
    return matrix
  }

  /// Finite numbers, `nil` where the file has `null`.
  func decodeFinite(forKey key: Key) throws -> [Double?] {
    let numbers = try decode([Double?].self, forKey: key)
    for case let number? in numbers { _ = try finite(number, key) }
    return numbers
  }

  /// Finite numbers, NaN where the file has `null`: of a column without any number.
  func decodeFiniteOrMissing(forKey key: Key) throws -> [Double] {
    let numbers: [Double?] = try decodeFinite(forKey: key)
    return numbers.map { $0 ?? .nan }
  }

  private func finite(_ number: Double, _ key: Key) throws -> Double {
    guard number.isFinite else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "\(key.stringValue) must be finite, found \(number).")
    }
    return number
  }
}

extension KeyedEncodingContainer {
  /// Numbers, with `null` for NaN, which JSON does not have.
  mutating func encodeWithMissing(_ numbers: [Double], forKey key: Key) throws {
    try encode(numbers.map { $0.isNaN ? nil : $0 } as [Double?], forKey: key)
  }
}
