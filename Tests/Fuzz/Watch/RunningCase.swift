import Foundation
import Platform

/// The number of the case that is running, in a file that outlives the process: who started it reads there which case
/// it died of.
struct RunningCase: ~Copyable {
  private static let digits = 20
  private let memory: UnsafeMutablePointer<UInt8>

  init(file: URL) throws {
    try Data(repeating: 48, count: Self.digits).write(to: file)
    let descriptor = open(file.path, O_RDWR)
    defer { close(descriptor) }
    let mapped = mmap(nil, Self.digits, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard descriptor >= 0, let mapped, mapped != MAP_FAILED else { throw CocoaError(.fileWriteUnknown) }
    memory = mapped.assumingMemoryBound(to: UInt8.self)
  }

  deinit { munmap(memory, Self.digits) }

  /// A process that stands still for two minutes in one case is ended by the alarm.
  func begin(_ number: Int) {
    var rest = number
    for place in (0..<Self.digits).reversed() {
      memory[place] = UInt8(48 + rest % 10)
      rest /= 10
    }
    alarm(120)
  }
}
