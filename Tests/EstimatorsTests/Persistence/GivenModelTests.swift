import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Models that were trained elsewhere: they predict as if they had been fitted here, and what does not fit is told.
@Suite struct GivenModelTests {
  private static let rows = try? Matrix<Double>([[0.5, -1], [0.25, 3], [-0.75, -2]])

  @Test(arguments: MultiClass.allCases)
  func predictsAsTheFittedModelDoes(multiClass: MultiClass) throws {
    let iris = try Iris.load()
    for labels in [iris.labels.map { $0 }, iris.labels.map { min($0, 1) }] {
      let fitted = try LogisticRegression(multiClass: multiClass).fitted(to: iris.features, labels)
      let given = try LogisticRegression.Model(
        coefficients: fitted.coefficients, intercepts: fitted.intercepts, classes: fitted.classes,
        multiClass: multiClass, featureNames: fitted.featureNames)
      #expect(try given.predictProbabilities(iris.features) == fitted.predictProbabilities(iris.features))
      #expect(try given.predict(iris.features) == fitted.predict(iris.features))
      #expect(given.classes == fitted.classes && given.report.stopped == .given && !given.report.converged)
      #expect(given.description.contains("not fitted here"))
      #expect(given.report.description == "Not fitted here: the coefficients were given.")
    }
  }

  @Test func rowsFollowTheirClasses() throws {
    let rows = try #require(Self.rows)
    let model = try LogisticRegression.Model(coefficients: rows, intercepts: [1, 2, 3], classes: ["c", "a", "b"])
    #expect(model.classes == ["a", "b", "c"] && model.intercepts == [2, 3, 1])
    #expect(model.coefficients == (try Matrix([[0.25, 3], [-0.75, -2], [0.5, -1]])))
    let two = try LogisticRegression.Model(
      coefficients: Matrix([[0.5, -1]]), intercepts: [2], classes: [true, false])
    #expect(two.classes == [false, true] && two.intercepts == [-2])
    #expect(two.coefficients == (try Matrix([[-0.5, 1]])))
    // The positive class was the one whose row it is: classes[1], false.
    #expect(try two.predict(Matrix([[10.0, 0], [-10, 0]])) == [false, true])
  }

  @Test func aWarmStartGoesOnFromIt() throws {
    let iris = try Iris.load()
    var clf = LogisticRegression(tolerance: 1e-6, maxIterations: 1000, warmStart: true)
    let optimum = try clf.fitted(to: iris.features, iris.labels)
    clf.model = try .init(
      coefficients: optimum.coefficients, intercepts: optimum.intercepts, classes: optimum.classes,
      featureNames: optimum.featureNames)
    try clf.fit(iris.features, iris.labels)
    #expect(try clf.iterations[0] <= 1)
  }

  @Test func whatDoesNotFitIsNamed() throws {
    let rows = try #require(Self.rows)
    typealias Model = LogisticRegression<String>.Model
    let wrong: [(String?, () throws -> Model)] = [
      ("classes", { try Model(coefficients: rows, classes: ["a", "b", "a"]) }),
      ("coefficients", { try Model(coefficients: rows, classes: ["a", "b"]) }),
      ("coefficients", { try Model(coefficients: rows, classes: ["a", "b", "c", "d"]) }),
      ("intercepts", { try Model(coefficients: rows, intercepts: [1], classes: ["a", "b", "c"]) }),
      ("intercepts[1]", { try Model(coefficients: rows, intercepts: [1, .nan, 0], classes: ["a", "b", "c"]) }),
      ("coefficients[0, 1]", { try Model(coefficients: Matrix([[1, .infinity]]), classes: ["a", "b"]) }),
      ("coefficients", { try Model(coefficients: Matrix(rows: 1, columns: 0, []), classes: ["a", "b"]) }),
      ("featureNames", { try Model(coefficients: rows, classes: ["a", "b", "c"], featureNames: ["x", "x"]) }),
    ]
    for (name, make) in wrong { #expect(refusedSetting(make) == name) }
    #expect(EstimatorError.Code.tooFewClasses ~= thrown { try Model(coefficients: rows, classes: ["a"]) })
    #expect(
      EstimatorError.Code.featureNameCount
        ~= thrown { try Model(coefficients: rows, classes: ["a", "b", "c"], featureNames: ["x"]) })
  }

  // MARK: Scalers

  @Test func scalersTransformAsFittedOnesDo() throws {
    let x = try Matrix(rows: 4, columns: 3, [1.0, 5, -3, 2, 5, 8, 4, 5, 0.5, 8, 5, -1])
    let standard = try StandardScaler().fitted(to: x)
    let minMax = try MinMaxScaler(range: -1...3).fitted(to: x)
    let maxAbs = try MaxAbsScaler().fitted(to: x)
    let robust = try RobustScaler().fitted(to: x)
    #expect(
      try StandardScaler.Model(means: standard.means, scales: standard.scales, variances: standard.variances)
        == standard)
    #expect(try MaxAbsScaler.Model(maximumMagnitudes: maxAbs.maximumMagnitudes) == maxAbs)
    #expect(try RobustScaler.Model(medians: robust.medians, scales: robust.scales) == robust)
    let given = try MinMaxScaler.Model(minima: minMax.minima, maxima: minMax.maxima, range: -1...3)
    let pairs = try [
      (minMax.transform(x), given.transform(x)), (minMax.inverseTransform(x), given.inverseTransform(x)),
    ]
    for (a, b) in pairs { #expect(try relativeError(a.matrix().elements, b.matrix().elements) < 1e-14) }
    let plain = try StandardScaler.Model(means: standard.means, withMean: false, featureNames: ["a", "b", "c"])
    #expect(try plain.transform(x).matrix() == x && plain.featureNames == ["a", "b", "c"])
    #expect(try RobustScaler.Model(medians: robust.medians, withCentering: false).transform(x).matrix() == x)
  }

  @Test func wrongStatisticsAreNamed() throws {
    #expect(refusedSetting { try StandardScaler.Model(means: [1], scales: [0]) } == "scale")
    #expect(refusedSetting { try StandardScaler.Model(means: [.infinity], scales: [1]) } == "means[0]")
    #expect(refusedSetting { try MinMaxScaler.Model(minima: [0, 1], maxima: [1, 0]) } == "maxima[1]")
    #expect(refusedSetting { try MinMaxScaler.Model(minima: [0], maxima: [1], range: 1...1) } == "range")
    #expect(refusedSetting { try MaxAbsScaler.Model(maximumMagnitudes: [1, -1]) } == "maximumMagnitudes[1]")
    #expect(refusedSetting { try RobustScaler.Model(medians: [1, 2], featureNames: ["a", "a"]) } == "featureNames")
    #expect(
      EstimatorError.Code.featureCountMismatch ~= thrown { try RobustScaler.Model(medians: [1, 2], scales: [1]) })
    #expect(EstimatorError.Code.emptyInput ~= thrown { try MaxAbsScaler.Model(maximumMagnitudes: []) })
    // A column without any number stays missing.
    let missing = try StandardScaler.Model(means: [1, .nan], scales: [2, .nan])
    #expect(try missing.transform(Matrix([[3.0, 4]])).matrix().elements[1].isNaN)
  }
}
