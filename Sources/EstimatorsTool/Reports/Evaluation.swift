import Estimators

/// How well a model does on rows whose labels are known.
struct Evaluation {
  let report: ClassificationReport<String>
  let confusion: ConfusionMatrix<String>
  let logLoss: Double
  /// For two classes; of the second against the first.
  let area: Double?

  /// - Parameter labels: n labels; one that the model does not know counts as a mistake, and has no log-loss.
  init(_ model: some TableClassifierModel<String>, _ table: Table, _ labels: [String]) throws {
    let probabilities = try model.predictProbabilities(table)
    let predicted = try model.predict(table)
    report = try ClassificationReport(of: predicted, against: labels)
    confusion = try ConfusionMatrix(of: predicted, against: labels)
    let known = Set(model.classes)
    let rows = labels.indices.filter { known.contains(labels[$0]) }
    let (p, y) = (probabilities[rows: rows].copied(), rows.map { labels[$0] })
    logLoss = y.isEmpty ? .nan : try Estimators.logLoss(of: p, against: y, classes: model.classes)
    area =
      model.classes.count == 2 && Set(y).count == 2
      ? try ROCCurve(of: p[column: 1], positive: y.map { $0 == model.classes[1] }).area : nil
  }

  var text: String {
    var lines = ["\(report)", "Confusion matrix, a row for each true class:", "\(confusion)"]
    lines.append("log-loss \(short(logLoss))" + (area.map { ", area under the ROC curve \(short($0))" } ?? ""))
    return lines.joined(separator: "\n")
  }

  var json: JSONNode {
    let classes = zip(report.classes, report.scores).map { name, scores in
      JSONNode([
        "label": .text(name), "precision": JSONNode(scores.precision), "recall": JSONNode(scores.recall),
        "f1": JSONNode(scores.f1), "support": .integer(Int(scores.support)),
      ])
    }
    let counts = (0..<confusion.counts.rows).map { row in
      JSONNode.list(confusion.counts[row: row].map { .integer(Int($0)) })
    }
    return JSONNode([
      "rows": .integer(Int(report.scores.reduce(0) { $0 + $1.support })), "accuracy": JSONNode(report.accuracy),
      "logLoss": JSONNode(logLoss), "rocAUC": area.map { JSONNode($0) } ?? .null, "classes": .list(classes),
      "confusion": .list(counts),
    ])
  }
}
