import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct RandomizedSearchTests {
  private typealias Classifier = LogisticRegression<String>

  private let sample = LawSample.threeClasses
  private let base = LogisticRegression<String>(tolerance: 1e-2)

  private func values(_ results: SearchResults, _ place: Int = 0) -> [String] {
    results.candidates.map { $0.settings[place].value }
  }

  @Test func drawsStayInTheirRangesAndFollowTheSeed() throws {
    let search = RandomizedSearch(
      base, .init(\.c, logUniform: 1e-2...1e2), .init(\.tolerance, uniform: 0.01...0.02),
      .init(\.maxIterations, in: 50..<60),
      .init(\.multiClass, [.ovr, .multinomial]), candidates: 30, randomState: 5, splitter: KFold(2))
    let results = try search.fitted(to: sample.bytes, sample.labels).results
    #expect(results == (try search.fitted(to: sample.bytes, sample.labels).results))
    let c = try values(results).map { try #require(Double($0)) }
    #expect(c.allSatisfy { $0 > 0.0099 && $0 < 100.1 })
    // Half of the draws lie in each half of the exponents; 30 all on one side would be a chance of 2e-9.
    #expect(c.contains { $0 < 1 } && c.contains { $0 > 1 })
    #expect(try values(results, 1).map { try #require(Double($0)) }.allSatisfy { $0 >= 0.01 && $0 <= 0.02 })
    #expect(Set(values(results, 2)).isSubset(of: (50..<60).map(String.init)))
    #expect(Set(values(results, 3)) == ["ovr", "multinomial"])
    var other = search
    other.randomState = 6
    #expect(try values(other.fitted(to: sample.bytes, sample.labels).results) != values(results))
  }

  @Test(arguments: [1, 7, 11, 12, 13, 100])
  func listsAreDrawnWithoutRepetition(candidates: Int) throws {
    let search = RandomizedSearch(
      base, .init(\.c, [0.01, 0.1, 1, 10]), .init(\.maxIterations, [20, 30, 40]), candidates: candidates,
      splitter: KFold(2))
    let results = try search.fitted(to: sample.bytes, sample.labels).results
    #expect(Set(results.candidates.map(\.settingsText)).count == min(candidates, 12))
    guard candidates >= 12 else { return }
    let grid = GridSearch(
      base, .init(\.c, [0.01, 0.1, 1, 10]), .init(\.maxIterations, [20, 30, 40]), splitter: KFold(2))
    #expect(try results == grid.fitted(to: sample.bytes, sample.labels).results)
  }

  @Test func theBestCandidateCanBeTaken() throws {
    var search = RandomizedSearch(base, .init(\.c, logUniform: 1e-4...1e2), candidates: 5)
    let model = try search.fit(sample.bytes, sample.labels)
    let best = try search.bestEstimator
    #expect(try best.model == model.best && search.best == model.best)
    #expect(try best.unfitted.fitted(to: sample.bytes, sample.labels) == model.best)
    search.randomState = 9
    #expect(EstimatorError.Code.notFitted ~= thrown { try search.bestEstimator })
  }

  @Test func settingsOutOfRangeAreExplained() {
    let wrong: [(RandomizedSearch<LogisticRegression<String>>, setting: String)] = [
      (RandomizedSearch(base, .init(\.c, [1]), candidates: 0), "candidates"),
      (RandomizedSearch(base, .init(\.c, [1]), candidates: .max), "candidates"),
      (RandomizedSearch(base, .init(\.c, [])), "c"), (RandomizedSearch(base, .init(\.c, logUniform: 0...1)), "c"),
      (RandomizedSearch(base, .init(\.c, logUniform: 1 ... .infinity)), "c"),
      (RandomizedSearch(base, .init(\.c, uniform: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude)), "c"),
      (RandomizedSearch(base, .init(\.maxIterations, in: 3..<3)), "maxIterations"),
    ]
    for (search, setting) in wrong {
      #expect(refusedSetting { try search.validate() } == setting)
      #expect(refusedSetting { try search.fitted(to: sample.bytes, sample.labels) } == setting)
    }
  }
}
