import Estimators
import Testing
import _EstimatorTestSupport

/// Two classes that differ in columns 1 and 3 only; column 0 is constant and column 2 is noise.
private enum Sample {
  static let bytes: [[UInt8]] = [
    [9, 10, 3, 200], [9, 12, 7, 210], [9, 11, 2, 220], [9, 60, 5, 40], [9, 64, 1, 50], [9, 61, 6, 30],
  ]
  static let labels = ["left", "left", "left", "right", "right", "right"]
  static let weights = [1.0, 2, 0.5, 1, 1, 3]

  static func features(_ storage: String) throws -> Features {
    let matrix = try Matrix(bytes)
    switch storage {
    case "UInt8": return matrix.features
    case "Float": return matrix.map(Float.init).features
    case "Double": return matrix.map(Double.init).features
    default: return try SparseMatrix(matrix.map(Double.init)).features
    }
  }
}

@Suite struct PipelineTests {
  @Test(arguments: ["UInt8", "Float", "Double", "CSR"])
  func fourStagesFitWithWeightsOnEveryStorage(storage: String) throws {
    let x = try Sample.features(storage)
    var pipeline = Pipeline {
      StandardScaler()
      SpreadSelector(k: 2)
      StandardScaler()
      NearestMean<String>()
    }
    let model = try pipeline.fit(x, Sample.labels, sampleWeight: Sample.weights)
    #expect(model.stages.first.then.columns == [1, 3])
    #expect(try pipeline.predict(x) == Sample.labels)
    #expect(try pipeline.score(x, Sample.labels, sampleWeight: Sample.weights) == 1)
    #expect(model.classes == ["left", "right"])
  }

  @Test func theSecondScalerSeesWhatTheSelectorKept() throws {
    let x = try Sample.features("Double")
    let pipeline = Pipeline {
      StandardScaler(withMean: false)
      SpreadSelector(k: 1)
      StandardScaler()
      NearestMean<String>()
    }
    let model = try pipeline.fitted(to: x, Sample.labels, sampleWeight: Sample.weights)
    let scaled = try model.stages.transform(x).matrix()
    let mean = zip(scaled.elements, Sample.weights).map(*).reduce(0, +)
    #expect(scaled.columns == 1)
    #expect(abs(mean) < 1e-12)
  }

  @Test func scalingKeepsTheStorage() throws {
    let x = try Sample.features("UInt8")
    let scaled = try StandardScaler().fitted(to: x).transform(x)
    guard case .bytes = scaled.storage else {
      Issue.record("Scaled bytes must stay bytes")
      return
    }
  }

  @Test func settingsStayReachableByKeyPath() {
    var pipeline = Pipeline {
      StandardScaler()
      SpreadSelector(k: 2)
      NearestMean<String>()
    }
    let path = \Pipeline<Chain<StandardScaler, SpreadSelector>, NearestMean<String>>.stages.then.k
    pipeline[keyPath: path] = 1
    #expect(pipeline.stages.then.k == 1)
  }

  @Test func predictingBeforeFitIsExplained() throws {
    let pipeline = Pipeline {
      StandardScaler()
      NearestMean<String>()
    }
    let x = try Sample.features("UInt8")
    #expect {
      try pipeline.predict(x)
    } throws: { error in
      "\(error)".contains("Call fit(_:_:) first")
    }
  }

  @Test func aWrongNumberOfTargetsIsExplained() throws {
    let pipeline = Pipeline {
      StandardScaler()
      NearestMean<String>()
    }
    let x = try Sample.features("UInt8")
    #expect(throws: EstimatorError.rowCountMismatch(features: 6, targets: 2)) {
      try pipeline.fitted(to: x, ["left", "right"])
    }
  }
}
