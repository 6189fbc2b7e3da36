import Files

extension Memory {
  /// Looks whether so many bytes can be had.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)`` when they can't.
  static func require(_ byteCount: Int, file: String) throws {
    guard has(byteCount) else {
      throw DatasetError.cannotRead(
        file: file, reason: "its content needs \(byteCount) bytes of memory, more than the system gives.")
    }
  }

  /// Looks whether so many bytes can be had.
  ///
  /// - Throws: ``DatasetError/tooLarge(what:bytes:advice:)`` when they can't.
  static func require(_ byteCount: Int, for what: String, advice: String) throws {
    guard has(byteCount) else { throw DatasetError.tooLarge(what: what, bytes: byteCount, advice: advice) }
  }
}
