import ArgumentParser
import Estimators
import Foundation

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learns a classifier from a CSV file.",
    discussion: """
      Numbers have their gaps filled by the median and are scaled; each text of a column becomes a column of its own. \
      The scores are those of a model that has not seen the test rows; the file then gets a model of all rows.

        estimators train titanic.csv --label survived --ignore name,ticket --out titanic.model
      """)

  @OptionGroup var file: LabelledFile

  @Option(help: ArgumentHelp("The model file to write.", valueName: "file"))
  var out: String

  @Option(help: "logistic, logistic-cv (which finds C by cross-validation) or naive-bayes.")
  var model: ModelKind = .logistic

  @Option(help: ArgumentHelp("Columns to learn from, separated by commas; all by default.", valueName: "columns"))
  var features: String?

  @Option(help: ArgumentHelp("Columns to leave out, separated by commas.", valueName: "columns"))
  var ignore: String?

  @Option(help: ArgumentHelp("The share of the rows that are for the test, 0 for none.", valueName: "share"))
  var testSize = 0.25

  @Option(help: ArgumentHelp("The seed of the split.", valueName: "number"))
  var seed: UInt32 = 0

  @OptionGroup(title: "Logistic regression") var penalty: PenaltyOptions

  @Flag(help: "Print the result as JSON.") var json = false
  @Flag(help: "No progress on standard error.") var quiet = false

  func validate() throws {
    guard testSize >= 0, testSize < 1 else { throw ValidationError("--test-size must be in 0..<1, got \(testSize).") }
    if model == .naiveBayes, let given = penalty.given {
      throw ValidationError("\(given) is a setting of logistic regression. Leave it out, or use --model logistic.")
    }
  }

  func run() throws {
    let (all, labels) = try file.read()
    let table = try chosen(all)
    switch model {
    case .logistic: try train(penalty.classifier(verbose: !quiet), table, labels)
    case .logisticCV:
      try train(LogisticRegressionCV(penalty.classifier(verbose: false), cs: penalty.usualGrid), table, labels)
    case .naiveBayes: try train(GaussianNB<String>(), table, labels)
    }
  }

  private func train<Last: Classifier<String>>(_ last: Last, _ table: Table, _ labels: [String]) throws {
    let texts = table.columns.count { $0.kind == .string }
    if texts == 0 {
      try train(TableRecipe.ofNumbers(last), table, labels)
    } else if texts == table.columns.count {
      try train(TableRecipe.ofTexts(last), table, labels)
    } else {
      try train(TableRecipe.ofBoth(last), table, labels)
    }
  }

  private func train<Recipe: TableClassifier<String>>(_ recipe: Recipe, _ table: Table, _ labels: [String]) throws
  where Recipe.Model: Storable {
    var evaluation: Evaluation?
    if testSize > 0 {
      let split = try trainTestSplit(table, labels, testSize: .share(testSize), stratified: true, randomState: seed)
      let model = try recipe.fitted(to: split.xTrain, split.yTrain)
      evaluation = try Evaluation(model, split.xTest, split.yTest)
    }
    let model = try recipe.fitted(to: table, labels)
    try model.write(to: URL(argument: out))
    tell(model, table, evaluation)
  }

  private func tell(_ model: some TableClassifierModel<String>, _ table: Table, _ evaluation: Evaluation?) {
    if json {
      let fields: JSONNode = JSONNode([
        "file": .text(out), "model": .text(self.model.rawValue), "rows": .integer(table.rows),
        "columns": JSONNode(texts: table.names), "classes": JSONNode(texts: model.classes),
        "test": evaluation?.json ?? .null,
      ])
      return print(fields.line)
    }
    if let evaluation {
      print("On the \(Int((testSize * 100).rounded())) % of the rows that were kept for the test:")
      print(evaluation.text + "\n")
    }
    print("Wrote \(out): \(self.model.rawValue), \(table.rows) rows, \(table.names.count) columns, ", terminator: "")
    print("classes \(model.classes.joined(separator: ", ")).")
  }

  // MARK: Columns

  private func chosen(_ all: Table) throws -> Table {
    let wanted = list(features) ?? all.names
    let ignored = list(ignore) ?? []
    try all.require(wanted, "--features")
    try all.require(ignored, "--ignore")
    let table = try all.selecting(columns: wanted.filter { !ignored.contains($0) })
    let names = features == nil ? try table.names.filter { try !isName($0, table) } : table.names
    guard !names.isEmpty else { throw ToolError.nothingToLearnFrom(label: file.label) }
    return try table.selecting(columns: names)
  }

  private func list(_ names: String?) -> [String]? {
    names?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Whether a column of texts names the rows, so that nothing can be learnt from it: more than half are different.
  private func isName(_ column: String, _ table: Table) throws -> Bool {
    guard let cells = try table.column(column).strings else { return false }
    let different = Set(cells).count
    guard different > 20, 2 * different > table.rows else { return false }
    remark(
      "Left out the column \"\(column)\": its \(different) different texts in \(table.rows) rows name the rows. Give "
        + "--features to keep it.")
    return true
  }
}
