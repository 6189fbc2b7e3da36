import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Blocks are the rows of the features, in order and in their stored type.
@Suite struct FeatureBlockTests {
  private static let numbers = PassSample(rows: 70, columns: 5, classes: 3).numbers
  private static let change: ColumnAffine? = try? ColumnAffine(scale: [2, 1, 1, 0.5, 1], shift: [1, 0, 0, 3, 0])

  private func blocks(_ x: Features, _ count: Int?) throws -> [FeatureBlock] {
    var blocks: [FeatureBlock] = []
    try x.forEachBlock(rows: count) { blocks.append($0) }
    return blocks
  }

  @Test(arguments: StoredAs.allCases, [nil, 1, 32, 1000])
  func theyAreTheRows(storage: StoredAs, count: Int?) throws {
    let x = try storage.features(Self.numbers).selectingRows(Array(3..<70) + [0]).applying(#require(Self.change))
      .named(["a", "b", "c", "d", "e"])
    let found = try blocks(x, count)
    #expect(found.map(\.rows.lowerBound).first == 0 && found.map(\.rows.upperBound).last == 68)
    #expect(zip(found, found.dropFirst()).contains { $0.rows.upperBound != $1.rows.lowerBound } == false)
    #expect(try found.flatMap { try $0.matrix().elements } == x.matrix().elements)
    #expect(found.contains { $0.features.names != x.names } == false)
  }

  @Test(arguments: StoredAs.allCases)
  func numbersComeInTheTypeTheyAreStoredIn(storage: StoredAs) throws {
    let block = try #require(blocks(storage.features(Self.numbers), 10).last)
    #expect("\(block)".hasPrefix("rows 60..<70: 10 × 5 features, "))
    let rows = Array(60..<70)
    let expected = try Matrix(rows: 10, columns: 5, rows.flatMap { Array(Self.numbers[row: $0]) })
    #expect(block.stored(as: UInt8.self) == (storage == .bytes ? expected.map { UInt8($0) } : nil))
    #expect(block.stored(as: Float.self) == (storage == .float ? expected.map { Float($0) } : nil))
    #expect(block.stored(as: Double.self) == (storage == .double ? expected : nil))
    #expect(try block.storedSparse == (storage == .sparse ? SparseMatrix(expected) : nil))
  }

  @Test func halvesOfAFileComeAsFloats() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "FeatureBlockTests-\(UUID().uuidString)")
    try Data([0x00, 0x3c, 0x00, 0xbc, 0x00, 0x40, 0x00, 0x38]).write(to: url)
    let x = try FileRows(contentsOf: url, rows: 2, columns: 2, numberType: .float16).features
    #expect(try blocks(x, 1).map { $0.stored(as: Float.self)?.elements } == [[1, -1], [2, 0.5]])
  }

  @Test func noRowsHaveNoBlocksAndACountMustBePositive() throws {
    #expect(try blocks(Matrix<Double>.zeros(rows: 0, columns: 3).features, nil).isEmpty)
    #expect(throws: EstimatorError.invalidSetting(name: "rows", value: "0", rule: "at least 1")) {
      try blocks(Self.numbers.features, 0)
    }
  }
}
