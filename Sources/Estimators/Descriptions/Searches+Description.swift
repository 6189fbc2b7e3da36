import Matrices

extension Scorer: CustomStringConvertible {
  /// What tables call it.
  public var description: String { name }
}

extension ChosenScorer: CustomStringConvertible {
  var description: String { name }
}

extension SearchAxis: CustomStringConvertible {
  /// `classifier.c in [0.01, 0.1, 1]`.
  public var description: String { "\(name) in \(valuesText(settings.map(\.text)))" }
}

extension RandomAxis: CustomStringConvertible {
  /// `classifier.c in [0.01, 0.1, 1]`, or `classifier.c drawn from a range`.
  public var description: String {
    switch source {
    case .listed(let settings): "\(name) in \(valuesText(settings.map(\.text)))"
    case .drawn: "\(name) drawn from a range"
    case .invalid(let value, let rule): "\(name) drawn from \(value), which must be \(rule)"
    }
  }
}

/// The values of an axis, the beginning of many.
private func valuesText(_ texts: [String]) -> String {
  let shown = texts.prefix(8).map { Readable.cut(shortSetting($0), to: 40) }
  return "[" + shown.joined(separator: ", ") + (texts.count > 8 ? ", … \(texts.count) in all]" : "]")
}

/// The text of a setting's value; a number with more digits than people read has four.
func shortSetting(_ text: String) -> String {
  guard text.count > 7, text.contains("."), let number = Double(text) else { return Readable.firstLine(text) }
  return Readable.number(number)
}

extension GridSearch {
  /// The estimator, the axes, and the settings that differ from their defaults.
  public var description: String { searchText(self, base, axes.map(\.description)) }
}

extension RandomizedSearch {
  /// The estimator, the axes, and the settings that differ from their defaults.
  public var description: String { searchText(self, base, axes.map(\.description)) }
}

private func searchText(_ search: any Estimator, _ base: any Estimator, _ axes: [String]) -> String {
  let others = SettingsText.changed(in: search).filter { $0.label != "axes" && !$0.label.isEmpty }
  return Readable.call(
    Readable.name(type(of: search)), [("", base.description)] + axes.map { ("", $0) } + others)
}

extension SearchModel {
  /// How many candidates there were and the best of them, then its model.
  public var description: String {
    let count = Readable.count(results.candidates.count, "candidate")
    guard let best = results.best, let scores = best.testScores.first else {
      return "fitted search: \(count), none judged on all folds\n\(self.best)"
    }
    return "fitted search: the best of \(count), \(best.settingsText): \(scores)\n\(self.best)"
  }
}

extension CalibratedModel {
  /// How many calibrated classifiers there are, and what they are.
  public var description: String {
    "fitted CalibratedClassifier: \(classesText), \(Readable.count(members.count, "calibrated model")), "
      + (members.first.map { "each a \(Readable.firstLine($0.model.description))" } ?? "")
      + notes.map { "\n" + $0 }.joined()
  }
}

extension ThresholdModel {
  /// Where the line is drawn, then the classifier.
  public var description: String {
    "fitted threshold: \(classes[decision.positive]) from a response of \(Readable.number(threshold))"
      + (curve.map { ", mean score \(Readable.number($0.bestScore))" } ?? "") + "\n\(base)"
  }
}

extension LogisticRegressionCV.Model {
  /// The C that was chosen and how it did, then the model.
  public var description: String {
    let folds = Readable.count(path.scores.count, "fold")
    let score = path.cs.firstIndex(of: c).map { path.meanScores[$0] } ?? .nan
    return "fitted LogisticRegressionCV: C = \(Readable.number(c)) of \(path.cs.count) on \(folds), "
      + "mean \(scorer?.name ?? "score") \(Readable.number(score))\n\(classifier)"
  }
}

extension LogisticRegressionPath: CustomStringConvertible {
  /// The classifier and the grid.
  public var description: String { SettingsText.text(of: self) }
}

extension LogisticRegressionPath.Fitted: CustomStringConvertible {
  /// A line for each C, of many the first and the last: what remains of the coefficients, and the objective.
  public var description: String {
    let lines = zip(cs, models).map { c, model in
      "C \(Readable.number(c)): \(model.nonZeroCount) coefficients, objective \(Readable.number(model.report.objective))"
        + (model.report.converged ? "" : ", not converged")
    }
    let head = "fitted LogisticRegressionPath: \(Readable.count(models.count, "model"))"
    return ([head] + Readable.excerpt(lines)).joined(separator: "\n")
  }
}
