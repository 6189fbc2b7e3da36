import ArgumentParser
import EstimatorDatasets
import Estimators
import Foundation

extension URL {
  /// A file of the command line; relative paths are meant from where the caller stands.
  init(argument path: String) { self.init(fileURLWithPath: path) }
}

/// A CSV file with the labels in one of its columns.
struct LabelledFile: ParsableArguments {
  @Argument(help: ArgumentHelp("The CSV file, with names of columns in its first line.", valueName: "file"))
  var data: String

  @Option(help: ArgumentHelp("The column with the classes.", valueName: "column"))
  var label: String

  /// The columns but the label, and the labels.
  func read() throws -> (table: Table, labels: [String]) {
    let table = try Table(contentsOfCSV: URL(argument: data))
    try table.require([label], "--label")
    return (try table.dropping(columns: [label]), try table.stringLabels(label))
  }
}

extension Table {
  /// - Throws: ``ToolError/noSuchColumn(option:name:available:)``.
  func require(_ wanted: [String], _ option: String) throws {
    for name in wanted where !names.contains(name) {
      throw ToolError.noSuchColumn(option: option, name: name, available: names)
    }
  }
}
