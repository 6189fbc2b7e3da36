import Estimators
import Testing

/// Memory that kernels read in whole vectors.
@Suite struct AlignedBufferTests {
  @Test(arguments: [0, 1, 63, 1000, 1 << 20])
  func itBeginsOnACacheLineAndHoldsItsElements(count: Int) {
    let zeros = AlignedBuffer<Double>(zeros: count)
    #expect(UInt(bitPattern: zeros.pointer) % 64 == 0 && zeros.count == count)
    #expect((0..<count).allSatisfy { zeros.pointer[$0] == 0 })
    let numbers = AlignedBuffer((0..<count).map(Float.init))
    #expect((0..<count).allSatisfy { numbers.pointer[$0] == Float($0) })
    #expect(AlignedBuffer<Float>.bytes(count) >= max(64, 4 * count))
  }
}
