// Guarded by `LimitTests`.
import Files

extension Memory {
  /// Looks whether so many bytes can be had.
  ///
  /// - Parameters:
  ///   - needed: Bytes, as ``bytes(_:)`` multiplies them.
  ///   - what: The subject of the error's sentence.
  ///   - instead: What to do then, a sentence.
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when they can't.
  package static func require(_ needed: Int, for what: @autoclosure () -> String, instead: String) throws {
    guard has(needed) else {
      let free = available
      // Where that much is free, a limit of the process stands in the way.
      throw EstimatorError.tooLarge(
        what: what(), bytes: needed, limit: needed > free ? free : .max, instead: instead)
    }
  }
}
