import CEstimators
import Estimators

/// The checks of what C hands over: nothing is read before it has passed one of these.

/// A count as `Int`.
func count(_ value: Int64, _ name: String, upTo most: Int64 = .max) throws -> Int {
  guard value >= 0, value <= most, let count = Int(exactly: value) else {
    throw Refusal.argument("\(name) is \(value); it must lie in 0...\(most).")
  }
  return count
}

/// The memory of `count` numbers, all of it addressable and aligned.
func elements<Element>(
  _ start: UnsafeRawPointer?, _ count: Int, as type: Element.Type, _ name: String
) throws -> UnsafeBufferPointer<Element> {
  try requireMemory(start, count, as: type, name)
  return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: type), count: start == nil ? 0 : count)
}

/// Memory for the results, checked to have room for `expected` of them, no more and no fewer.
func room<Element>(
  _ start: UnsafeMutablePointer<Element>?, _ count: Int64, for expected: Int, _ name: String
) throws -> UnsafeMutableBufferPointer<Element> {
  guard count == Int64(expected) else {
    throw Refusal.argument("count is \(count), but there are \(expected) numbers to write to \(name).")
  }
  try requireMemory(UnsafeRawPointer(start), expected, as: Element.self, name)
  return UnsafeMutableBufferPointer(start: start, count: expected)
}

private func requireMemory<Element>(
  _ start: UnsafeRawPointer?, _ count: Int, as type: Element.Type, _ name: String
) throws {
  guard let start else {
    guard count == 0 else { throw Refusal.argument("\(name) is NULL, but \(count) elements were announced.") }
    return
  }
  guard UInt(bitPattern: start) % UInt(MemoryLayout<Element>.alignment) == 0 else {
    throw Refusal.argument(
      "\(name) lies at an address that is no multiple of \(MemoryLayout<Element>.alignment) bytes. Copy it to one "
        + "that is.")
  }
  let (bytes, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
  guard !overflows, !UInt(bitPattern: start).addingReportingOverflow(UInt(bytes)).overflow else {
    throw Refusal.argument("\(count) elements of \(name) are more than memory has addresses for.")
  }
}

/// A text in UTF-8.
func text(_ start: UnsafePointer<CChar>?, _ name: String) throws -> String {
  guard let start else { throw Refusal.argument("\(name) is NULL.") }
  guard let text = String(validatingCString: start) else { throw Refusal.argument("\(name) is not UTF-8.") }
  return text
}

/// Texts in UTF-8.
func texts(_ start: UnsafeRawPointer?, _ count: Int, _ name: String) throws -> [String] {
  try elements(start, count, as: UnsafePointer<CChar>?.self, name).enumerated().map { try text($1, "\(name)[\($0)]") }
}

/// One weight for each of `count` rows, `nil` for NULL.
func weights(_ start: UnsafePointer<Double>?, _ count: Int) throws -> [Double]? {
  guard let start else { return nil }
  return Array(try elements(start, count, as: Double.self, "weights"))
}

/// Where a result goes.
func place<Result>(_ result: UnsafeMutablePointer<Result>?, _ name: String) throws -> UnsafeMutablePointer<Result> {
  guard let result else { throw Refusal.argument("\(name) is NULL.") }
  return result
}
