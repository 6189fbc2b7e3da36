import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

/// Expected numbers: NumPy 2.4.6, `numpy.random.RandomState(seed)`, the calls named in each test.
@Suite struct RandomStateTests {
  struct Seeded: Sendable, CustomTestStringConvertible {
    let seed: UInt32
    let reals: [Double]
    let words: [Int]
    var testDescription: String { "seed \(seed)" }
  }

  @Test(arguments: [
    Seeded(
      seed: 0, reals: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439],
      words: [2_340_255_427, 3_638_918_503, 1_819_583_497]),
    Seeded(
      seed: 42, reals: [0.3745401188473625, 0.9507143064099162, 0.7319939418114051],
      words: [2_571_218_620, 2_563_451_924, 670_094_950]),
    Seeded(
      seed: .max, reals: [0.0976320289940138, 0.9123828453026218, 0.78903530185164],
      words: [3_350_089_942, 3_309_765_114, 77_050_329]),
  ])
  func everySeedGivesNumPysStream(expected: Seeded) throws {
    var random = RandomState(expected.seed)
    #expect(random.random(3) == expected.reals)
    #expect(try random.integers(in: 0..<4_294_967_296, count: 3) == expected.words)
  }

  @Test func theLecturesFirstWeightsComeOut() {
    var random = RandomState(42)
    let weights = random.random(7840).map { $0 * 1e-4 }
    #expect(weights.last == 8.690990687247286e-05)
    // NumPy adds in pairs, this adds in a row: they differ by 6e-16.
    #expect(abs(weights.reduce(0, +) - 0.38836154995901445) < 1e-15)
  }

  @Test func uniformNumbersMatch() throws {
    var random = RandomState(42)
    let expected = [-0.12729940576318755, 2.7535715320495804, 1.6599697090570253]
    #expect(try random.uniform(low: -2, high: 3, count: 3) == expected)
  }

  @Test func normalNumbersMatchAndTheSecondOfAPairWaits() throws {
    var random = RandomState(42)
    _ = try random.uniform(low: -2, high: 3, count: 3)
    let standard = [
      -1.1118801180469204, 0.31890218468938336, 0.2790412922001377, 1.0105152848065264, -0.580878134023515,
    ]
    #expect(random.standardNormal(count: 5) == standard)
    let shifted = try random.normal(mean: 10, standardDeviation: 0.5, count: 3)
    #expect(shifted == [9.737415096410926, 9.714309917122929, 9.537958581126448])
    #expect(random.random(2) == [0.5247564316322378, 0.43194501864211576])
    #expect(random.standardNormal() == 0.8164450809513273)
  }

  @Test func aHundredThousandNormalNumbersLaterTheStreamStillMatches() {
    var random = RandomState(123)
    #expect(random.standardNormal(count: 100_001).last == 0.7394630820815867)
    #expect(random.random() == 0.3975711156128131)
  }

  @Test func wholeNumbersMatchOnThe32BitAndThe64BitPath() throws {
    var random = RandomState(7)
    #expect(try random.integers(in: 0..<10, count: 8) == [4, 9, 6, 3, 3, 7, 7, 9])
    #expect(try random.integers(in: -5..<1_000_000, count: 4) == [712073, 854546, 618051, 315732])
    #expect(try random.integers(in: 0..<1 << 32, count: 2) == [309_457_262, 1_801_189_930])
    #expect(try random.integers(in: 0..<1 << 32 + 1, count: 2) == [68_334_472, 3_731_473_840])
    let wide = [5_602_996_353_307_369_863, -2_196_248_447_293_071_872, -8_007_061_162_864_612_553]
    #expect(try random.integers(in: Int.min..<Int.max, count: 3) == wide)
    #expect(try random.integers(in: 3..<4, count: 2) == [3, 3])
    #expect(try random.integers(in: 0..<10, count: 1) == [6])
  }

  @Test func choicesMatch() throws {
    var random = RandomState(42)
    #expect(try random.choice(60_000, count: 5) == [56422, 15795, 860, 38158, 54343])
    random = RandomState(42)
    #expect(try random.choice(20, count: 5, replacing: false) == [0, 17, 15, 1, 8])
    #expect(try random.choice(5, count: 5) == [1, 3, 4, 0, 3])
  }

  @Test func permutationsAndShufflesMatch() {
    var random = RandomState(42)
    #expect(random.permutation(10) == [8, 1, 5, 0, 7, 2, 9, 4, 3, 6])
    #expect(random.permutation(1) == [0])
    #expect(random.permutation(0) == [])
    #expect(random.permutation(10) == [0, 1, 8, 5, 3, 4, 7, 9, 6, 2])

    random = RandomState(1)
    var letters = ["a", "b", "c", "d", "e", "f", "g"]
    random.shuffle(&letters)
    #expect(letters == ["g", "c", "b", "a", "e", "d", "f"])

    random = RandomState(42)
    let order = random.permutation(60_000)
    #expect(order.suffix(3) == [860, 15795, 56422])
    #expect(order.enumerated().reduce(0) { $0 + $1.element * $1.offset % 1_000_003 } == 29_970_337_780)
  }

  @Test func aSeedKnownAtRunTimeIsTheSameStreamAndIsChecked() throws {
    #expect(try RandomState(seed: 42) == RandomState(42))
    #expect(MatrixError.Code.invalidDraw ~= thrown { try RandomState(seed: -1) })
    let error = #expect(throws: MatrixError.self) { try RandomState(seed: 1 << 32) }
    #expect(error?.description.contains("4294967296") == true)
  }

  @Test func drawsThatCannotBeMadeAreExplained() {
    var random = RandomState(0)
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.integers(in: 5..<5, count: 1) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.choice(3, count: 4, replacing: false) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.choice(0, count: 1) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.choice(-1, count: 0) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.normal(standardDeviation: -1, count: 1) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.normal(standardDeviation: .nan, count: 1) })
    #expect(MatrixError.Code.invalidDraw ~= thrown { try random.uniform(low: -.infinity, count: 1) })
    #expect(random == RandomState(0), "a draw that throws takes nothing from the stream")
  }

  @Test func aCopyContinuesOnItsOwn() {
    var random = RandomState(3)
    _ = random.standardNormal(count: 3)
    var copy = random
    #expect(copy.standardNormal(count: 9) == random.standardNormal(count: 9))
    _ = copy.random()
    #expect(copy != random)
  }

  @Test func aStoredStateContinuesWhereItStopped() throws {
    var random = RandomState(3)
    _ = random.standardNormal(count: 3)
    let stored = try JSONEncoder().encode(random)
    var restored = try JSONDecoder().decode(RandomState.self, from: stored)
    #expect(restored == random)
    #expect(restored.standardNormal(count: 700) == random.standardNormal(count: 700))
  }

  @Test(arguments: zip([3, 0, 625, 624, 624], [0, 624, 624, 625, -1]))
  func aDamagedStoredStateIsRefused(words: Int, position: Int) {
    let key = Array(repeating: "7", count: words).joined(separator: ",")
    let json = "{\"key\": [\(key)], \"position\": \(position)}"
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(RandomState.self, from: Data(json.utf8)) }
  }

  @Test func itServesSwiftsOwnRandomFunctions() {
    var random = RandomState(1)
    let drawn = (0..<1000).map { _ in Int.random(in: 1...6, using: &random) }
    #expect(Set(drawn) == Set(1...6))
  }
}
