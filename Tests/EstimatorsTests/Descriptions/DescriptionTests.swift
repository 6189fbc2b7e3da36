import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// `print` is for people.
@Suite struct DescriptionTests {
  @Test func nothingPrintsLikeADump() throws {
    let number = /[0-9]+(?:\.[0-9]+)?/
    for thing in try PrintedThings.all() {
      let text = String(describing: thing)
      let what = "\(type(of: thing)):\n\(text)"
      #expect(text.count < 1200, "\(text.count) characters. \(what)")
      #expect(!text.isEmpty)
      for module in ["Estimators.", "LinearEngine.", "Matrices.", "Swift.", "Optional("] {
        #expect(!text.contains(module), "\(what)")
      }
      for match in text.matches(of: number) {
        let digits = match.0.filter { $0 != "." }.drop { $0 == "0" }
        #expect(digits.count <= 5, "\(match.0) in \(what)")
      }
    }
  }

  /// An estimator, a model or a splitter that nobody looks at here may print anything.
  @Test func everyTypeIsAmongTheThingsPrinted() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let printed = try String(contentsOf: here.appendingPathComponent("PrintedThings.swift"), encoding: .utf8)
    let package = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = package.appendingPathComponent("Sources/Estimators")
    let sources = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined(separator: "\n")
    let kinds = "(?:Label)?Estimator|(?:Table)?Classifier|(?:Table)?Transformer|Splitter"
    let declaration = try Regex("public struct (\\w+)(?:<.*>)?: (?:\\w+, )*(?:\(kinds))\\b")
    let names = Set(sources.matches(of: declaration).compactMap { $0.output[1].substring.map(String.init) })
    #expect(names.count > 35)
    for name in names.subtracting(["WithRemainder", "Beside"]) {
      #expect(printed.contains("\(name)"), "Add \(name) to PrintedThings.swift.")
    }
  }

  // Settings.

  @Test func estimatorsPrintTheSettingsThatWereChanged() throws {
    #expect("\(LogisticRegression())" == "LogisticRegression()")
    #expect("\(LogisticRegression<String>(c: 10))" == "LogisticRegression(c: 10)")
    #expect(
      "\(LogisticRegression(multiClass: .ovr, penalty: .elasticNet(l1Ratio: 0.5)))"
        == "LogisticRegression(multiClass: .ovr, penalty: .elasticNet(l1Ratio: 0.5))")
    #expect(
      "\(LogisticRegression(solver: .gd(learningRate: .fixed(1.0 / 3))))"
        == "LogisticRegression(solver: .gd(learningRate: .fixed(0.3333), initial: .zeros))")
    #expect("\(StandardScaler(withMean: false))" == "StandardScaler(withMean: false)")
    let encoder = OneHotEncoder(["sex", "port"], unknown: .ignore)
    #expect("\(encoder)" == #"OneHotEncoder(["sex", "port"], unknown: .ignore)"#)
    #expect("\(DateParts(["joined"]))" == #"DateParts(["joined"])"#)
    #expect("\(DateParts(["joined"], [.year]))" == #"DateParts(["joined"], [.year])"#)
    #expect("\(MinMaxScaler(range: -1...1))" == "MinMaxScaler(range: -1...1)")
    #expect(
      "\(LogisticRegression(classWeight: .balanced))" == "LogisticRegression(classWeight: .balanced)")
  }

  /// The default of an optional setting, or of a list, must not look changed.
  @Test func estimatorsAtTheirDefaultsPrintNoSettings() {
    let all: [any Estimator] = [
      LogisticRegression(), RidgeClassifier(), LinearDiscriminantAnalysis(), GaussianNB(), MultinomialNB(),
      KNeighborsClassifier(), DummyClassifier(), StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(),
      Binarizer(), Normalizer(), PolynomialFeatures(), PowerTransformer(), PCA(), SelectKBest(), VarianceThreshold(),
      SimpleImputer(), OneHotEncoder(), OrdinalEncoder(), Passthrough(), LabelEncoder(labels: Int.self),
      LabelBinarizer(labels: Int.self),
    ]
    for estimator in all { #expect("\(estimator)".hasSuffix("()"), "\(estimator)") }
    let inner = LogisticRegression()
    #expect("\(LogisticRegressionCV())" == "LogisticRegressionCV(LogisticRegression())")
    #expect("\(CalibratedClassifier(inner))" == "CalibratedClassifier(LogisticRegression())")
    #expect("\(FixedThresholdClassifier(inner))" == "FixedThresholdClassifier(LogisticRegression())")
    #expect("\(TunedThresholdClassifier(inner))" == "TunedThresholdClassifier(LogisticRegression())")
  }

  @Test func aFittedEstimatorPrintsItsSettingsAlone() throws {
    let (x, y) = try PrintedThings.iris.get()
    var clf = LogisticRegression<String>(c: 10)
    try clf.fit(x, y)
    #expect("\(clf)" == "LogisticRegression(c: 10)")
  }

  @Test func pipelinesPrintAsTheyAreWritten() throws {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression(c: 0.1)
    }
    #expect("\(pipeline)" == "Pipeline { StandardScaler(); LogisticRegression(c: 0.1) }")
    #expect(
      "\(PrintedThings.fruitPipeline)" == """
        TablePipeline {
          ColumnTransformer {
            Columns("weight") { SimpleImputer(strategy: .median); StandardScaler() }
            OneHotEncoder(["colour"], unknown: .ignore)
          }
          LogisticRegression(c: 10)
        }
        """)
    let rest = ColumnTransformer(remainder: Passthrough()) { OneHotEncoder(["colour"]) }
    #expect("\(rest)" == #"ColumnTransformer(remainder: Passthrough()) { OneHotEncoder(["colour"]) }"#)
  }

  @Test func searchesPrintTheirAxes() {
    let search = GridSearch(
      LogisticRegression(), .init(\.c, [0.01, 1.0 / 3]), splitter: StratifiedKFold(3, randomState: 1))
    #expect(
      "\(search)" == """
        GridSearch(
          LogisticRegression(),
          c in [0.01, 0.3333],
          splitter: StratifiedKFold(3, randomState: 1))
        """)
    #expect("\(KFold(3))" == "KFold(3)")
    #expect("\(ShuffleSplit(testSize: 0.25))" == "ShuffleSplit(10, testSize: 0.25)")
    #expect("\(LeaveOneOut())" == "LeaveOneOut()")
  }

  // What was learned.

  @Test func aModelPrintsItsShapeItsEndAndItsLargestWeightsByName() throws {
    let (x, y) = try PrintedThings.iris.get()
    let model = try LogisticRegression<String>(tolerance: 1e-6).fitted(to: x, y)
    let lines = "\(model)".split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "fitted LogisticRegression: 3 classes (setosa, versicolor, virginica), 4 columns (sepal length (cm), "))
    #expect(lines[0].hasSuffix("converged after \(model.report.iterations[0]) iterations"))
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("  setosa: petal length (cm) = -2."))
    let short = try LogisticRegression<String>(maxIterations: 1).fitted(to: x, y)
    #expect("\(short)".contains("not converged after 1 iteration\n"))
  }

  @Test func aScalerPrintsWhatItLearned() throws {
    let text = "\(try StandardScaler().fitted(to: PrintedThings.iris.get().x))"
    #expect(text.hasPrefix("fitted StandardScaler: "))
    #expect(text.contains("means [5.843, 3.057, 3.758, 1.199]"))
    #expect(text.contains("4 columns (sepal length (cm), sepal width (cm), petal length (cm), …)"))
  }

  @Test func aReportBeginsWithTheEndOfTheFitAndNamesNoKernel() throws {
    let (x, y) = try PrintedThings.iris.get()
    let report = try LogisticRegression<String>(tolerance: 1e-8).fitted(to: x, y).report
    let text = "\(report)"
    #expect(text.hasPrefix("Converged after \(report.iterations[0]) iterations and "))
    #expect(!text.contains("kernel") && !text.contains(report.method))
    // The proof comes last; all digits are for those who debug.
    #expect(text.split(separator: "\n").last?.hasPrefix("Certified: ") == true)
    #expect(report.debugDescription.contains("\(report.objective)"))
    #expect(report.debugDescription.contains(report.method))
  }

  /// Weak penalty, loose tolerance: the bound says next to nothing.
  @Test func aCertificateThatProvesNothingUsefulIsLeftOut() throws {
    let (x, y) = try PrintedThings.iris.get()
    let report = try LogisticRegression<String>(c: 1e6, tolerance: 1e-2).fitted(to: x, y).report
    let certificate = try #require(report.certificate)
    #expect(certificate.relativeGap > 0.1)
    #expect(!"\(report)".contains("Certified"))
    #expect(report.debugDescription.contains("Certified"))
  }

  @Test func adviceHasFourDigits() throws {
    let digits = try Digits.load()
    let short = LogisticRegression(solver: .lbfgs, maxIterations: 2)
    let report = try short.fitted(to: digits.features, digits.labels).report
    #expect(!report.advice.isEmpty)
    for line in report.advice { #expect(!line.contains(/\d\.\d*[1-9]\d{4}/), "\(line)") }
  }
}
