import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What a person gets wrong on the way from a file to a judged model is told in words: the value, the rule, and what to
/// do.
@Suite struct WrongTurnTests {
  private static let csv = """
    age,fare,sex,port,survived
    22,7.25,male,S,no
    38,71.28,female,C,yes
    ,7.92,female,S,yes
    35,53.1,female,,yes
    28,8.05,male,S,no
    54,51.86,male,Q,no
    2,21.07,male,S,no
    27,11.13,female,S,yes

    """

  private static func table(_ csv: String = csv) throws -> Table { try Table(csv: Data(csv.utf8), named: "people.csv") }

  private static let pipeline = TablePipeline {
    ColumnTransformer {
      Columns("age", "fare") {
        SimpleImputer(strategy: .median)
        StandardScaler()
      }
      OneHotEncoder(["sex", "port"])
    }
    LogisticRegression<String>()
  }

  struct Turn: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let body: @Sendable () throws -> Void

    init(_ name: String, _ words: String..., body: @escaping @Sendable () throws -> Void) {
      (testDescription, self.words, self.body) = (name, words, body)
    }
  }

  private static let reading = [
    Turn("a file that ends inside a quote", "people.csv", "line 10", "never closed", "write quotes twice") {
      _ = try table(csv + "\"3")
    },
    Turn("a row that is cut off", "people.csv", "line 10", "5", "2") { _ = try table(csv + "3,4") },
    Turn("a header with a name twice", "people.csv", "age") { _ = try table("age,age\n1,2\n") },
    Turn("a header whose quote stays open", "people.csv", "line 1", "never closed") {
      _ = try table("\"age,fare\n1,2\n")
    },
    Turn("a column that is not there", "survive", "survived") { _ = try table().stringLabels("survive") },
    Turn("a gap among the labels", "port", "row 3") { _ = try table().stringLabels("port") },
    Turn("numbers with a fraction as labels", "fare", "integer", "double") { _ = try table().integerLabels("fare") },
    Turn("texts among features", "sex", "OneHotEncoder") { _ = try Dataset<String>(table(), labels: "survived") },
  ]

  private static let fitting = [
    Turn("a header alone", "0 × 4", "at least one row") {
      let empty = try table("age,fare,sex,port,survived\n")
      _ = try pipeline.fitted(to: empty.dropping(columns: ["survived"]), empty.stringLabels("survived"))
    },
    Turn("labels of one class", "at least 2 classes", "no", "split kept every class") {
      _ = try pipeline.fitted(to: table(), (0..<8).map { _ in "no" })
    },
    Turn("a number that is infinite", "inf", "fare", "Row 0", "impute") {
      let fares: [Double?] = [.infinity, 1, 2, 3, 4, 5, 6, 7]
      let spoilt = try Table(
        names: table().names, columns: table().names.map { $0 == "fare" ? .doubles(fares) : try table().column($0) })
      _ = try pipeline.fitted(to: spoilt, table().stringLabels("survived"))
    },
    Turn("gaps in front of a classifier", "nan", "impute") {
      let x = try Matrix([[1, .nan], [2, 3], [4, 5]])
      _ = try LogisticRegression<Int>().fitted(to: x, [0, 1, 1])
    },
    Turn("a negative weight", "row 1", "-2.0", "not negative", "0 leaves the row out") {
      _ = try pipeline.fitted(to: table(), table().stringLabels("survived"), sampleWeight: [1, -2, 1, 1, 1, 1, 1, 1])
    },
    Turn("more neighbours than rows", "neighbors", "9", "at most the number of rows, 3") {
      _ = try KNeighborsClassifier<Int>(neighbors: 9).fitted(to: Matrix([[1.0], [2], [3]]), [0, 1, 1])
    },
    Turn("more components than columns", "components", "5", "at most") {
      _ = try PCA(components: .count(5)).fitted(to: Matrix([[1.0, 2], [3, 5], [4, 4]]))
    },
    Turn("a polynomial of a hundred columns", "degree", "SelectKBest") {
      _ = try PolynomialFeatures(degree: 9).fitted(to: Matrix<Double>.zeros(rows: 2, columns: 100))
    },
    Turn("a degree without end", "degree", "\(Int.max)", "1...1000") {
      _ = try PolynomialFeatures(degree: .max).fitted(to: Matrix([[1.0], [2]]))
    },
    Turn("χ² of negative numbers", "-1.0", "MinMaxScaler", "fTest") {
      _ = try SelectKBest(k: 1, score: .chiSquared).fitted(
        to: Matrix([[-1.0, 2], [3, 4]]), targets: ClassEncoding([0, 1]).targets)
    },
  ]

  private static let predicting = [
    Turn("a renamed column", "fare", "Missing") {
      let model = try pipeline.fitted(to: table(), table().stringLabels("survived"))
      let renamed = try Table(names: table().names.map { $0 == "fare" ? "price" : $0 }, columns: table().columns)
      _ = try model.predict(renamed)
    },
    Turn("a cell that the fit has not seen", "port", "row 0", "\"X\"", "C, Q, S", "unknown") {
      let model = try pipeline.fitted(to: table(), table().stringLabels("survived"))
      _ = try model.predict(table("age,fare,sex,port\n30,9,male,X\n"))
    },
    Turn("a number where there were texts", "sex", "string", "integer") {
      let model = try pipeline.fitted(to: table(), table().stringLabels("survived"))
      _ = try model.predict(Table(csv: Data("age,fare,sex,port\n30,9,1,S\n".utf8), kinds: ["sex": .integer]))
    },
    Turn("a number in a file where there were texts", "sex", "\"1\"", "row 0", "female, male") {
      let model = try pipeline.fitted(to: table(), table().stringLabels("survived"))
      _ = try model.predict(table("age,fare,sex,port\n30,9,1,S\n"))
    },
    Turn("a text in a file where there were numbers", "fare", "\"nine\"", "row 1") {
      let model = try pipeline.fitted(to: table(), table().stringLabels("survived"))
      _ = try model.predict(table("age,fare,sex,port\n30,9,male,S\n31,nine,male,S\n"))
    },
    Turn("columns in another order", "order differs", "\"b\" where the fit had \"a\"") {
      let x = try Matrix([[1.0, 2], [2, 1], [4, 3]]).features
      let model = try LogisticRegression<Int>().fitted(to: x.named(["a", "b"]), [0, 1, 1])
      _ = try model.predict(x.named(["b", "a"]))
    },
    Turn("no fit at all", "no model yet", "fit(_:_:)") { _ = try pipeline.predict(table()) },
  ]

  private static let judging = [
    Turn("a fold without a class", "at least 2 classes", "split kept every class") {
      let x = try Matrix((0..<8).map { [Double($0)] })
      _ = try crossValidate(LogisticRegression<Int>(), x, [0, 0, 0, 0, 1, 1, 1, 1], splitter: KFold(2))
    },
    Turn("more folds than rows of a class", "splits", "5", "largest class, 4") {
      _ = try crossValidate(pipeline, table(), table().stringLabels("survived"))
    },
    Turn("more folds than groups", "splits", "3", "number of groups, 2") {
      _ = try crossValidate(
        pipeline, table(), table().stringLabels("survived"), groups: [1, 1, 2, 2, 1, 1, 2, 2],
        splitter: GroupKFold(3))
    },
    Turn("groups for some rows only", "8 rows", "3 groups") {
      _ = try crossValidate(
        pipeline, table(), table().stringLabels("survived"), groups: [1, 1, 2], splitter: GroupKFold(2))
    },
    Turn("a grid without values", "classifier.c", "at least one value") {
      _ = try GridSearch(pipeline, .init(\.classifier.c, [])).fitted(to: table(), table().stringLabels("survived"))
    },
    Turn("a threshold for three classes", "3 classes", "CostMatrix") {
      let sample = LawSample.threeClasses
      _ = try FixedThresholdClassifier(GaussianNB<String>()).fitted(to: sample.bytes, sample.labels)
    },
    Turn("a score of scores that are no probabilities", "row 0", "predictProbabilities") {
      _ = try logLoss(of: Matrix([[2.0, -1], [0, 1]]), against: ["a", "b"], classes: ["a", "b"])
    },
  ]

  @Test(arguments: reading + fitting + predicting + judging)
  func isExplained(turn: Turn) {
    do {
      try turn.body()
      Issue.record("It went through")
    } catch {
      #expect(error is EstimatorError || error is MatrixError || error is DatasetError, "\(type(of: error))")
      for words in turn.words { #expect("\(error)".contains(words), "“\(words)” is not in: \(error)") }
    }
  }
}
