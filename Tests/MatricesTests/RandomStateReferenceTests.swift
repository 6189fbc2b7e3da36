import Foundation
import Matrices
import Testing

/// What NumPy 2.4.6 drew, stored in `Tests/Reference/random-state.json`: every draw from a fresh generator.
@Suite struct RandomStateReferenceTests {
  /// The answers for one seed: the call as NumPy spells it, and its numbers.
  struct Answers: Decodable, Sendable, CustomTestStringConvertible {
    let numbers: [String: [Double]]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      numbers = try container.decode([String: OneOrMany].self).mapValues(\.numbers)
    }

    var seed: UInt32 { UInt32(numbers["seed"]?.first ?? 0) }
    var testDescription: String { "seed \(seed)" }
  }

  struct OneOrMany: Decodable {
    let numbers: [Double]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      numbers = try (try? container.decode([Double].self)) ?? [container.decode(Double.self)]
    }
  }

  static let draws: [String: @Sendable (inout RandomState) throws -> [Double]] = [
    "random(5)": { $0.random(5) },
    "uniform(-2, 3, 5)": { try $0.uniform(low: -2, high: 3, count: 5) },
    "standard_normal(7)": { $0.standardNormal(count: 7) },
    "standard_normal(3) + standard_normal(4)": { $0.standardNormal(count: 3) + $0.standardNormal(count: 4) },
    "standard_normal(1) + random(2) + standard_normal(2)": {
      $0.standardNormal(count: 1) + $0.random(2) + $0.standardNormal(count: 2)
    },
    "normal(1.5, 2, 4)": { try $0.normal(mean: 1.5, standardDeviation: 2, count: 4) },
    "randint(0, 10, 20)": { try $0.integers(in: 0..<10, count: 20).map(Double.init) },
    "randint(0, 1000003, 5)": { try $0.integers(in: 0..<1_000_003, count: 5).map(Double.init) },
    "randint(0, 2**40, 3)": { try $0.integers(in: 0..<1 << 40, count: 3).map(Double.init) },
    "permutation(10)": { $0.permutation(10).map(Double.init) },
    "shuffle(arange(10))": {
      var numbers = (0..<10).map(Double.init)
      $0.shuffle(&numbers)
      return numbers
    },
    "choice(60000, 5)": { try $0.choice(60_000, count: 5).map(Double.init) },
    "choice(100, 8, replace=False)": { try $0.choice(100, count: 8, replacing: false).map(Double.init) },
    "choice(60000, 20)": { try $0.choice(60_000, count: 20).map(Double.init) },
  ]

  static var answers: [Answers] {
    get throws {
      let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(contentsOf: tests.appending(path: "Reference/random-state.json"))
      return try JSONDecoder().decode([Answers].self, from: data)
    }
  }

  @Test(arguments: try answers)
  func everyDrawIsNumPys(answers: Answers) throws {
    for (name, draw) in Self.draws {
      var random = RandomState(answers.seed)
      #expect(try draw(&random) == answers.numbers[name], "\(name)")
    }
    var random = RandomState(answers.seed)
    let sum = try #require(answers.numbers["fsum(random(100000))"]?.first)
    #expect(abs(random.random(100_000).reduce(0, +) - sum) < 1e-7)
  }
}
