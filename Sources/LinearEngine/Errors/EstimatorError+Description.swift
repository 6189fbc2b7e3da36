// Guarded by `WrongTurnTests`.
extension EstimatorError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .notFitted(let type):
      "This \(type) has no model yet. Call fit(_:_:) first, or keep the model that fitted(to:_:) returns."
    case .invalidSetting(let name, let value, let rule):
      "`\(name)` must be \(rule), got \(value)."
    case .unsupported(let what, let instead):
      "\(what) is not possible. \(instead)"
    case .emptyInput(let rows, let columns):
      "The features are \(rows) × \(columns): there is nothing to learn from. Pass at least one row and one column."
    case .rowCountMismatch(let features, let targets):
      "The features have \(features) rows but there are \(targets) targets. Pass one target per row."
    case .weightCountMismatch(let rows, let weights):
      "The features have \(rows) rows but there are \(weights) weights. Pass one weight per row, or none."
    case .groupCountMismatch(let rows, let groups):
      "There are \(rows) rows but \(groups) groups. Pass the group of each row, or none."
    case .invalidWeight(let row, let value):
      "The weight of row \(row) is \(value). Weights must be finite and not negative; 0 leaves the row out."
    case .noWeight:
      "All weights are 0, so no row is left. Give at least one row a positive weight."
    case .weightsTooLarge(let rows):
      "The weights of the \(rows) rows add up to more than a Double can hold, 1.8e308. "
        + "Divide all weights by the largest."
    case .notFinite(let row, let column, let value):
      "Row \(row), column \(column) is \(value). Features must be finite: impute missing values or drop the row."
    case .tooFewClasses(let found):
      "A classifier needs at least 2 classes; "
        + (found.first.map { "all rows with weight are of one class, named \"\($0)\". " }
          ?? "the rows with weight have fewer. ")
        + "Check that the split kept every class."
    case .unknownClass(let label, let known):
      "No row has the class \(label). The classes are \(list(known))."
    case .labelNotAmongClasses(let row, let label, let classes):
      "Row \(row) has the label \(label), which is not among the classes \(list(classes)). "
        + "List every label that occurs, or correct the row."
    case .unknownCategory(let column, let row, let value, let known):
      "Column \"\(column)\" has \(value) in row \(row), which the fit has not seen; it knows \(list(known)). "
        + "Correct the cell, or say what unknown categories become with the setting `unknown`."
    case .notAClassLabel(let row, let value):
      "Target \(value) of row \(row) is not a whole number: this is a regression target. "
        + "Classes must be whole numbers or strings."
    case .invalidTarget(let row, let value, let rule):
      "Target \(value) of row \(row) must be \(rule). Correct it, or leave the row out."
    case .featureCountMismatch(let expected, let found):
      "The model was fitted on \(expected) features but got \(found). Pass the same columns in the same order."
    case .featureNamesMismatch(let missing, let unexpected, let firstMoved):
      "The feature names differ from those of the fit."
        + (missing.isEmpty ? "" : " Missing: \(list(missing)).")
        + (unexpected.isEmpty ? "" : " Not seen in the fit: \(list(unexpected)).")
        + (firstMoved.map { " The order differs, first at \($0)." } ?? "")
        + " Pass the columns of the fit, in its order."
    case .featureNameCount(let names, let columns):
      "There are \(names) names for \(columns) columns. Pass one name per column."
    case .rowOutOfRange(let row, let rows):
      "Row \(row) does not exist: rows are numbered 0..<\(rows)."
    case .columnOutOfRange(let column, let columns):
      "Column \(column) does not exist: columns are numbered 0..<\(columns)."
    case .incompatibleWarmStart(let reason):
      "Cannot start from the earlier model: \(reason). Use `unfitted`, or turn `warmStart` off."
    case .targetsRequired(let type):
      "\(type) chooses by the classes, so it needs targets. Fit it inside a Pipeline, or pass `targets:`."
    case .tooLarge(let what, let bytes, let limit, let instead):
      "\(what) would take \(bytes == .max ? "more bytes than a number can count" : "\(bytes / 1_000_000) MB"), "
        + "more than "
        + "\(limit == .max ? "the system gives" : "the \(limit / 1_000_000) MB allowed"). \(instead)"
    case .tooSlow(let what, let instead):
      "\(what) would take minutes. \(instead)"
    case .scaleTooLarge(let column, let instead):
      "Column \(column) is of so large a scale that squares of it are no longer finite numbers. \(instead)"
    case .objectiveNotFinite(let iteration, let advice):
      "The objective is no longer a finite number at iteration \(iteration). \(advice)"
    case .notADistribution(let row, let sum):
      "The probabilities of row \(row) sum to \(sum); they must be in 0...1 and sum to 1, up to 0.000001 for each "
        + "class and 0.01 in all. Pass predictProbabilities(_:), not the decision function, and at least six decimals."
    }
  }

  private func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    return names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
  }
}
