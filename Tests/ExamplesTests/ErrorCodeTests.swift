import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// Errors are told apart by their codes, which later versions may add to.
@Suite struct ErrorCodeTests {
  @Test func aCatchCanNameTheCode() throws {
    func rescued(_ error: any Error) throws -> String {
      do {
        throw error
      } catch EstimatorError.Code.notFitted {
        return "fit it"
      } catch MatrixError.Code.noSuchColumn, DatasetError.Code.noSuchColumn {
        return "name it"
      } catch let error as EstimatorError where error.code == .notFinite {
        return "row \(error.row ?? -1), column \(error.column ?? "")"
      }
    }
    #expect(try rescued(EstimatorError.notFitted("PCA")) == "fit it")
    #expect(try rescued(MatrixError.noSuchColumn(name: "a", available: [])) == "name it")
    #expect(try rescued(DatasetError.noSuchColumn(name: "a", file: "f", available: [])) == "name it")
    #expect(try rescued(EstimatorError.notFinite(row: 3, column: "age", value: .nan)) == "row 3, column age")
    #expect(throws: EstimatorError.noWeight) { try rescued(EstimatorError.noWeight) }
  }

  @Test func errorsAreStillThrownAndComparedByTheirFacts() {
    let error = EstimatorError.unknownClass(label: "oak", known: ["ash"])
    #expect(error == .unknownClass(label: "oak", known: ["ash"]) && error != .unknownClass(label: "oak", known: []))
    #expect(error.code == .unknownClass && error.label == "oak" && error.row == nil)
    #expect(error.description == "No row has the class oak. The classes are ash.")
    #expect(String(reflecting: error) == error.description && "\(error.code)" == "unknownClass")
    #expect(Set([error, error, .noWeight]).count == 2)
  }

  @Test func factsHaveNames() {
    #expect(EstimatorError.invalidSetting(name: "c", value: "0", rule: "above 0").setting == "c")
    #expect(EstimatorError.columnOutOfRange(column: 7, columns: 3).column == "7")
    #expect(MatrixError.missingCell(column: "age", row: 3).column == "age")
    #expect(MatrixError.missingCell(column: "age", row: 3).row == 3 && MatrixError.invalidDraw(reason: "").row == nil)
    let cell = DatasetError.badCell(file: "a.csv", line: 4, column: 2, name: nil, text: "x", rule: "a number")
    #expect(cell.file == "a.csv" && cell.line == 4 && cell.setting == nil)
  }

  /// Every error can be told by its code: the names of the codes are those of the errors.
  @Test(arguments: ["EstimatorError", "MatrixError", "DatasetError", "FigureError"])
  func everyErrorHasItsCode(type: String) throws {
    let sources = packageFolder.appending(path: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    let file = try #require(files.first { $0.hasSuffix("/\(type).swift") })
    let code = try text(of: sources.appending(path: file))
    func names(_ pattern: Regex<(Substring, Substring)>) -> [String] { code.matches(of: pattern).map { String($0.1) } }
    let kinds = names(/(?m)^    case (\w+)(?:\(.*\))?$/)
    #expect(kinds.count > 15)
    #expect(names(/static let \w+ = Code\("(\w+)"\)/) == kinds)
    #expect(names(/static let (\w+) = Code\("\w+"\)/) == kinds)
    #expect(names(/(?m)^  public static (?:func|let) (\w+)/) == kinds)
    #expect(names(/Self\(\s*\.(\w+)/) == kinds)
    #expect(code.matches(of: /case \.(\w+): \.(\w+)\n/).filter { $0.1 == $0.2 }.count == kinds.count)
  }
}
