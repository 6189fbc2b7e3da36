import Estimators
import Testing
import _EstimatorTestSupport

/// A label that counts how often anybody looks at it to number it.
private struct Watched: ClassLabel, Comparable, Codable {
  static let looks = Locked(0)

  let name: String

  static func < (a: Watched, b: Watched) -> Bool { a.name < b.name }
  static func == (a: Watched, b: Watched) -> Bool { a.name == b.name }

  func hash(into hasher: inout Hasher) {
    Self.looks.withLock { $0 += 1 }
    hasher.combine(name)
  }
}

/// The labels of a search are numbered once, and not anew for each candidate and fold.
@Suite struct LabelNumberingTests {
  private func looks(candidates: Int, _ sample: LawSample<String>) throws -> Int {
    let labels = sample.labels.map(Watched.init)
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<Watched>()
    }
    let grid = (1...candidates).map { Double($0) }
    let search = GridSearch(pipeline, .init(\.classifier.c, grid), splitter: StratifiedKFold(4))
    Watched.looks.withLock { $0 = 0 }
    _ = try search.fitted(to: sample.bytes, labels)
    return Watched.looks.withLock { $0 }
  }

  @Test func aSearchNumbersLabelsOnce() throws {
    let sample = LawSample.threeClasses
    let (few, many) = (try looks(candidates: 1, sample), try looks(candidates: 9, sample))
    // Each row once, and each class now and then.
    #expect(few >= sample.rowCount)
    #expect(many <= 3 * sample.rowCount, "\(few) looks for one candidate, \(many) for nine, \(sample.rowCount) rows")
  }
}
