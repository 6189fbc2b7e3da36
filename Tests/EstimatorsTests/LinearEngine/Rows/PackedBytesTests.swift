import CKernels
import Estimators
import Testing
import _EstimatorTestSupport

/// Rows of bytes are packed as distances and values; whoever adds the distances up finds every number again.
@Suite struct PackedBytesTests {
  /// The numbers of a packed row at their columns.
  private func unpacked(_ row: [UInt8]) -> (numbers: [UInt8], stored: Int) {
    // One more than the row has, and another that must stay as it is.
    var distances = [UInt8](repeating: 99, count: row.count + 2)
    var values = distances
    let count = est_compress_u8(row.count, row, &distances, &values)
    #expect(count == est_count_u8(row.count, row))
    #expect(distances.last == 99 && values.last == 99)
    var (numbers, column) = ([UInt8](repeating: 0, count: row.count), 0)
    for k in 0..<count {
      column += Int(distances[k])
      if values[k] != 0 { numbers[column] = values[k] }
    }
    return (numbers, count)
  }

  // Lengths that are no multiple of 8 or 32; from full rows to a number in a thousand columns.
  @Test(arguments: [0, 1, 7, 8, 31, 32, 33, 300, 1003], [1, 0.5, 0.1, 0.001])
  func everyNumberIsFoundAgain(length: Int, share: Double) {
    var random = RandomState(UInt32(length))
    for _ in 0..<20 {
      let row = (0..<length).map { _ in random.random() < share ? UInt8(1 + 254 * random.random()) : 0 }
      #expect(unpacked(row).numbers == row)
    }
  }

  /// One number of its own and one 0 for every 255 columns on the way.
  @Test(arguments: [0, 254, 255, 256, 510, 511, 999])
  func farNumbersAreBridgedByZeros(column: Int) {
    var row = [UInt8](repeating: 0, count: 1000)
    row[column] = 7
    let found = unpacked(row)
    #expect(found.numbers == row)
    #expect(found.stored == 1 + max(0, column - 1) / 255)
    #expect(unpacked([UInt8](repeating: 0, count: 1000)).stored == 0)
  }

  /// Numbers in few places of a row, far from each other, and rows without any.
  @Test(arguments: [10, 17])
  func sumsOfRowsWithGapsAreThoseOfTheDefinition(classes: Int) throws {
    let (rows, columns) = (600, 1003)
    var random = RandomState(4)
    let numbers = Matrix<Double>(rows: rows, columns: columns) { elements in
      for i in 0..<rows {
        for j in 0..<columns {
          let isThere = i % 50 != 3 && (j < 60 || j % 290 > 250) && random.random() < 0.4
          elements[i * columns + j] = isThere ? (1 + 254 * random.random()).rounded() : 0
        }
      }
    }
    let labels = (0..<rows).map { Int32($0 * 7 % classes) }
    let x = try StoredAs.bytes.features(numbers)
    let naive = NaivePass(x: numbers, classes: labels, weights: nil, sides: nil)
    for size in [0, 1e-3] {
      let w = PassSample.coefficients(classes * columns, size: size, seed: 1)
      let bias = PassSample.coefficients(classes, size: 1, seed: 2)
      let expected = naive.sums(weights: w, bias: bias)
      for variant in KernelVariant.all {
        for single in [false, true] {
          let pass = LinearPass(
            features: x, targets: ClassRows(classes: labels, weights: nil), loss: .softmax, classCount: classes,
            variant: variant)
          let found = try pass.evaluate(weights: w, bias: bias, single: single)
          let form: Comment = "\(variant), single: \(single), weights of size \(size)"
          #expect(pass.packsRows(columns: classes) != (variant.name == "blas"), form)
          #expect(relativeError(found.losses, expected.losses) < (single ? 1e-5 : 1e-12), form)
          #expect(relativeError(found.gradient, expected.gradient) < (single ? 1e-4 : 1e-12), form)
        }
      }
    }
  }
}
