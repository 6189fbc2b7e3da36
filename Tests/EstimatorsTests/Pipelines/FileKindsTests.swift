import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// A fitted model reads the next file by the kinds of its fit: what a reader sees in a few rows is a guess.
@Suite struct FileKindsTests {
  private func table(_ text: String, kinds: [String: Table.Kind] = [:]) throws -> Table {
    try Table(csv: Data(text.utf8), kinds: kinds)
  }

  private func words(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "no error"
  }

  @Test func aNumberIsTheCategoryThatTheFitKnowsAsText() throws {
    var pipeline = TablePipeline {
      ColumnTransformer {
        OneHotEncoder(["k"])
        Columns("v")
      }
      LogisticRegression()
    }
    let train = try table("k,v\nA1,1\n12,2\nA1,1\n12,3\n")
    try pipeline.fit(train, [0, 1, 0, 1])
    let expected = try pipeline.decisionFunction(train.selecting(rows: [1]))
    #expect(try pipeline.decisionFunction(table("k,v\n12,2\n")) == expected)
    let alone = try Table(["k": .integers([12]), "v": .integers([2])])
    #expect(throws: MatrixError.wrongKind(column: "k", expected: "string", found: "integer")) {
      try pipeline.predict(alone)
    }
    #expect(MatrixError.Code.wrongKind ~= thrown { try pipeline.predict(table("k,v\n12,2\n", kinds: ["k": .integer])) })
  }

  /// `007`, `1.50` and `TRUE` are categories as they are written.
  @Test func textsAreAsTheyAreWritten() throws {
    let train = try table("code,y\n007,1\n1.50,2\nTRUE,3\n1e5,4\n+7,5\nx,6\n")
    let model = try OrdinalEncoder(["code"], unknown: .code(-1)).fitted(to: train)
    let codes = try model.transform(train).matrix().elements
    for (row, text) in ["007", "1.50", "TRUE", "1e5", "+7", "x"].enumerated() {
      let file = "y,code,z\n9,\(text),1\n9,,1\n8,\(text),1\n"
      let new = try table(file)
      #expect(
        try model.transform(new.selecting(rows: [0, 2])).matrix().elements == [codes[row], codes[row]], "\(text)")
      let turned = try new.selecting(rows: [2, 0]).selecting(columns: ["z", "code"])
      #expect(try model.transform(turned).matrix().elements == [codes[row], codes[row]], "\(text)")
    }
    #expect(try model.transform(table("code\n1.5\n")).matrix().elements == [-1])
    let oneHot = try OneHotEncoder(["code"], unknown: .error).fitted(to: train)
    let unknown = words { _ = try oneHot.transform(table("code\n1.5\n")) }
    #expect(unknown.contains("\"1.5\"") && unknown.contains("\"code\""), "\(unknown)")
  }

  @Test func wholeNumbersAreReadAmongTexts() throws {
    let train = try table("n,flag,x\n1,true,0.5\n2,false,1.5\n10,true,2.5\n")
    let model = try OneHotEncoder(["n", "flag", "x"], unknown: .ignore).fitted(to: train)
    #expect(model.categories.map(\.kind) == [.integer, .boolean, .double])
    let new = try model.transform(table("n,flag,x\n2,true,1\nten,maybe,many\n010,FALSE,2.50\n"))
    #expect(
      try new.matrix().rowArrays == [[0, 1, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 1]])
    let gaps = try model.transform(table("n,flag,x\n,,\n1,,\n"))
    #expect(try gaps.matrix().rowArrays == [[0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]])
    let strict = try OneHotEncoder(["n"]).fitted(to: train)
    #expect(words { _ = try strict.transform(table("n\n1\nten\n")) }.contains("\"ten\""))
  }

  @Test func columnsOfNumbersNameTheCellThatIsNone() throws {
    let train = try table("v,w\n0.5,1\n2,3\n")
    let model = try Columns("v", "w").fitted(to: train)
    let read = try model.transform(table("v,w\n007,12345678901234567890\n1,2\n")).matrix()
    #expect(read.elements == [7, 1.2345678901234567e19, 1, 2])
    let error = words { _ = try model.transform(table("v,w\n1,2\nhalf,3\n")) }
    #expect(error.contains("half") && error.contains("row 1") && error.contains("\"v\""), "\(error)")
    let infinite = words { _ = try model.transform(table("v,w\n1e999,2\n")) }
    #expect(infinite.contains("1e999"), "\(infinite)")
  }

  @Test func listedCategoriesSayWhatAColumnIs() throws {
    let train = try table("size\n1\n2\n1\n")
    let model = try OrdinalEncoder(["size"], categories: ["size": ["2", "1", "XL"]]).fitted(to: train)
    #expect(try model.transform(train).matrix().elements == [1, 0, 1])
    #expect(
      MatrixError.Code.wrongKind
        ~= thrown {
          try OrdinalEncoder(["size"], categories: ["size": ["2", "1"]]).fitted(to: Table(["size": .integers([1])]))
        })
  }

  @Test func foldsOfAFileReadItAsTheWholeFileDoes() throws {
    let text = "k,v,y\n" + (0..<30).map { "\($0 % 3 == 0 ? "A" : "\($0 % 3)2"),\($0 % 7),\($0 % 2)\n" }.joined()
    let read = try table(text)
    let pipeline = TablePipeline {
      ColumnTransformer {
        OneHotEncoder(["k"], unknown: .ignore)
        Columns("v")
      }
      LogisticRegression<String>()
    }
    let result = try crossValidate(pipeline, read, read.stringLabels("y"), splitter: KFold(5))
    let plain = try Table(names: read.names, columns: read.columns)
    #expect(
      try result.testScores
        == crossValidate(pipeline, plain, plain.stringLabels("y"), splitter: KFold(5)).testScores)
  }

  @Test func textsThatShouldBeNumbersAreExplained() throws {
    let german = try Table(csv: Data("a;y\n1,5;k\n2.000,25;m\n7;k\n".utf8), separator: ";")
    let comma = words { _ = try Dataset<String>(german, labels: "y") }
    #expect(comma.contains("decimal comma") && comma.contains("decimalSeparator"), "\(comma)")
    let mixed = words { _ = try Dataset<String>(table("a,y\n1,k\n2,m\n?,k\n3,m\n"), labels: "y") }
    #expect(mixed.contains("row 2") && mixed.contains("\"?\"") && mixed.contains("missing"), "\(mixed)")
  }
}

extension Matrix<Double> {
  fileprivate var rowArrays: [[Double]] { (0..<rows).map { Array(self[row: $0]) } }
}
