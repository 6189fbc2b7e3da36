import Estimators
import Foundation
import Testing

@Suite struct OptionalStageTests {
  private let x = [[1.0, 100], [2, 300], [3, 200], [4, 500]]
  private let y = [0, 0, 1, 1]

  private func pipeline(scaled: Bool) -> Pipeline<OptionalStage<StandardScaler>, LogisticRegression<Int>> {
    Pipeline {
      if scaled { StandardScaler() }
      LogisticRegression()
    }
  }

  @Test func aStageThatIsThereActsAsAlone() throws {
    let alone = Pipeline {
      StandardScaler()
      LogisticRegression()
    }
    let optional = try pipeline(scaled: true).fitted(to: x, y)
    #expect(try optional.predictProbabilities(x) == alone.fitted(to: x, y).predictProbabilities(x))
  }

  @Test func withoutItFeaturesPassUnchanged() throws {
    let absent = try pipeline(scaled: false).fitted(to: x, y)
    #expect(try absent.predictProbabilities(x) == LogisticRegression().fitted(to: x, y).predictProbabilities(x))
    let read = try JSONDecoder().decode(type(of: absent), from: JSONEncoder().encode(absent))
    #expect(read == absent)
  }
}
