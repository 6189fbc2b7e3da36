import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

/// Expected numbers: scikit-learn 1.9.1, stored in `Tests/Reference/generators.json` or written below.
@Suite struct GeneratorTests {
  /// One call of scikit-learn and its answer. Arguments that are lists in some calls and numbers in others are
  /// optional.
  struct Answer: Decodable, Sendable, CustomTestStringConvertible {
    struct Arguments: Decodable, Sendable {
      var nSamples: OneOrMany
      var randomState: UInt32
      var shuffle: Bool?
      var centers: OneOrRows?
      var clusterStd: [Double]?
      var nFeatures: Int?
      var nInformative, nRedundant, nRepeated, nClasses, nClustersPerClass: Int?
      var flipY, classSep: Double?
      var hypercube: Bool?
      var weights: [Double]?
    }
    enum OneOrMany: Decodable, Sendable {
      case one(Int)
      case many([Int])
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(Int.self) {
          self = .one(one)
        } else {
          self = .many(try container.decode([Int].self))
        }
      }
    }
    enum OneOrRows: Decodable, Sendable {
      case one(Int)
      case rows([[Double]])
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(Int.self) {
          self = .one(one)
        } else {
          self = .rows(try container.decode([[Double]].self))
        }
      }
    }
    let function: String
    let arguments: Arguments
    let x: [[Double]]
    let y: [Int]
    var testDescription: String { "\(function)(seed \(arguments.randomState), shuffle \(arguments.shuffle ?? true))" }
  }

  static let answers = (try? reference("generators.json", as: [Answer].self)) ?? []

  @Test func theStoredAnswersAreThere() {
    #expect(Self.answers.count == 10)
  }

  @Test(arguments: answers)
  func theNumbersAreScikitLearns(answer: Answer) throws {
    let made = try make(answer)
    #expect(made.labels == answer.y)
    let expected = try Matrix(answer.x)
    #expect(made.features.columns == expected.columns)
    // Clouds are drawn and shifted with the same operations; mixtures are summed in another order.
    let tolerance = answer.function == "make_blobs" ? 0 : 1e-13
    for (a, b) in zip(made.features.elements, expected.elements) { #expect(abs(a - b) <= tolerance * max(1, abs(b))) }
  }

  @Test func manyDimensionsAndRandomScalesAreScikitLearnsToo() throws {
    var settings = ClassificationSettings(samples: 40, features: 40, informative: 35, redundant: 2, repeated: 2)
    settings.shift = nil
    settings.scale = nil
    let data = try makeClassification(settings, randomState: 3)
    #expect(data.labels.prefix(12) == [1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1])
    expect(data.features[row: 0].prefix(3), [-7.252102758359168, -143.44966268459947, 61.69221956893069])
    expect(data.features[row: 39].suffix(3), [-32.96356105762899, 53.30163249639017, -22.725696963514796])
  }

  @Test func cornersDrawnByRetryingAndByReplacingAreScikitLearnsToo() throws {
    let retrying = try makeClassification(samples: 30, features: 12, informative: 11, redundant: 1, randomState: 5)
    #expect(retrying.labels.prefix(12) == [0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0])
    expect(retrying.features[row: 0].prefix(3), [2.4565425964687426, -1.3705349959291784, -0.014394904231720296])

    var settings = ClassificationSettings(samples: 30, features: 5, informative: 2, redundant: 1)
    settings.weights = [0.5, 0.5]
    let replacing = try makeClassification(settings, randomState: 5)
    #expect(replacing.labels.prefix(12) == [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0])
    expect(replacing.features[row: 29].suffix(3), [0.7349099477162508, -0.33014419707672893, 0.7583262278741588])
  }

  @Test func classesHaveTheSharesAskedFor() throws {
    var settings = ClassificationSettings(samples: 1000, classes: 2)
    settings.weights = [0.9]
    settings.flippedShare = 0
    let labels = try makeClassification(settings).labels
    #expect(labels.count { $0 == 0 } == 901, "each cloud is rounded down, and the first gets what is left")
  }

  @Test(arguments: [(0, 2, 3), (10, 0, 3), (10, 2, 0), (-1, 2, 3), (.max, .max, 3), (1 << 39, 1, 1 << 40)])
  func blobsThatCannotBeMadeAreExplained(samples: Int, features: Int, centers: Int) {
    let error = thrown { try makeBlobs(samples: samples, features: features, centers: centers) }
    #expect((centers == 1 << 40 ? DatasetError.Code.tooLarge : .invalidSetting) ~= error)
  }

  @Test func blobSettingsMustFitEachOther() throws {
    let centers = try Matrix([[0.0, 0], [1, 1]])
    #expect(
      DatasetError.Code.invalidSetting
        ~= thrown { try makeBlobs(counts: [1], centers: centers, standardDeviations: [1, 1]) })
    #expect(
      DatasetError.Code.invalidSetting
        ~= thrown { try makeBlobs(counts: [1, 1], centers: centers, standardDeviations: [1]) })
    #expect(
      DatasetError.Code.invalidSetting
        ~= thrown {
          try makeBlobs(counts: [1, -1], centers: centers, standardDeviations: [1, 1])
        })
    #expect(
      DatasetError.Code.invalidSetting
        ~= thrown {
          try makeBlobs(counts: [.max, .max], centers: centers, standardDeviations: [1, 1])
        })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try makeBlobs(standardDeviation: .nan) })
  }

  @Test(
    arguments: [
      \ClassificationSettings.samples, \.features, \.informative, \.redundant, \.repeated, \.classes,
      \.clustersPerClass,
    ] as [WritableKeyPath<ClassificationSettings, Int> & Sendable], [-1, 100, .max])
  func classificationCountsThatContradictAreExplained(
    setting: WritableKeyPath<ClassificationSettings, Int> & Sendable, value: Int
  ) {
    var settings = ClassificationSettings()
    settings[keyPath: setting] = value
    if setting == \.samples || setting == \.features, value == 100 { return }
    #expect(DatasetError.Code.invalidSetting ~= thrown { try makeClassification(settings) })
  }

  @Test func otherClassificationSettingsAreChecked() {
    func refuses(_ change: (inout ClassificationSettings) -> Void) {
      var settings = ClassificationSettings()
      change(&settings)
      let error = #expect(throws: DatasetError.self) { try makeClassification(settings) }
      guard case .invalidSetting = error?.kind else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    refuses { $0.flippedShare = 1.5 }
    refuses { $0.separation = 0 }
    refuses { $0.scale = 0 }
    refuses { $0.shift = .nan }
    refuses { $0.weights = [0.2, 0.3, 0.5] }
    refuses { $0.weights = [0.8, 0.8] }
    refuses { $0.weights = [-0.5, 0.5] }
    refuses { $0.weights = [.nan, 0.5] }
  }

  @Test(arguments: [(1e308, 1.0, 0.0), (1, 1e308, 0), (1e200, 1e200, 0), (1, 1e300, 1e300)])
  func settingsThatMakeInfiniteNumbersAreRefused(separation: Double, scale: Double, shift: Double) {
    var settings = ClassificationSettings()
    settings.separation = separation
    settings.scale = scale
    settings.shift = shift
    let error = #expect(throws: DatasetError.self) { try makeClassification(settings) }
    #expect(error?.description.contains("`separation, shift and scale` must be small enough") == true)
  }

  @Test func cloudsThatReachBeyondTheLargestNumberAreRefused() throws {
    #expect(DatasetError.Code.invalidSetting ~= thrown { try makeBlobs(standardDeviation: 1e308) })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try makeBlobs(centerBox: -1e308...1e308) })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try makeBlobs(centerBox: -Double.infinity...0) })
    for center in [Double.nan, .infinity] {
      #expect(
        DatasetError.Code.invalidSetting
          ~= thrown {
            try makeBlobs(counts: [2], centers: Matrix([[center]]), standardDeviations: [1])
          })
    }
    #expect(try makeBlobs(standardDeviation: 1e300).features.elements.allSatisfy(\.isFinite))
  }

  @Test func moreThanTheMemoryHoldsIsRefused() {
    let error = #expect(throws: DatasetError.self) { try makeBlobs(samples: 1 << 30, features: 1 << 9) }
    #expect(error?.description.contains("Ask for fewer samples or features") == true)
  }

  private func make(_ answer: Answer) throws -> GeneratedDataset {
    let arguments = answer.arguments
    let shuffling = arguments.shuffle ?? true
    switch (arguments.nSamples, arguments.centers) {
    case (.many(let counts), .rows(let centers)):
      return try makeBlobs(
        counts: counts, centers: Matrix(centers), standardDeviations: arguments.clusterStd ?? [], shuffling: shuffling,
        randomState: arguments.randomState)
    case (.one(let samples), .one(let centers)):
      return try makeBlobs(
        samples: samples, features: arguments.nFeatures ?? 2, centers: centers, shuffling: shuffling,
        randomState: arguments.randomState)
    case (.one(let samples), nil):
      return try makeClassification(settings(arguments, samples: samples), randomState: arguments.randomState)
    default:
      throw CocoaError(.coderReadCorrupt)
    }
  }

  private func settings(_ arguments: Answer.Arguments, samples: Int) -> ClassificationSettings {
    var settings = ClassificationSettings(samples: samples)
    settings.features = arguments.nFeatures ?? settings.features
    settings.informative = arguments.nInformative ?? settings.informative
    settings.redundant = arguments.nRedundant ?? settings.redundant
    settings.repeated = arguments.nRepeated ?? settings.repeated
    settings.classes = arguments.nClasses ?? settings.classes
    settings.clustersPerClass = arguments.nClustersPerClass ?? settings.clustersPerClass
    settings.flippedShare = arguments.flipY ?? settings.flippedShare
    settings.separation = arguments.classSep ?? settings.separation
    settings.usesHypercube = arguments.hypercube ?? settings.usesHypercube
    settings.weights = arguments.weights
    settings.shuffling = arguments.shuffle ?? settings.shuffling
    return settings
  }

  private func expect(_ found: some Sequence<Double>, _ expected: [Double]) {
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
  }
}
