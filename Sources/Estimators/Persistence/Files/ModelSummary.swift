/// What the header tells of a model for people and other programs: classes, names of columns, how the fit went.
struct ModelSummary {
  let members: [JSONNode.Member]

  init(_ model: some Storable, report detail: ReportDetail) throws {
    var members: [JSONNode.Member] = []
    if let model = model as? any LabelModel { members.append(.init("classes", try Self.classes(model))) }
    if let names = Self.first(in: model, Self.names), !names.isEmpty {
      members.append(.init("features", .list(names.map(JSONNode.text))))
    }
    if detail != .none, let report = Self.first(in: model, { _, value in value as? FitReport }) {
      members.append(.init("report", .text(report.description)))
    }
    self.members = members
  }

  private static func classes(_ model: some LabelModel) throws -> JSONNode {
    try FileEncoder.node(of: model.classes.map(CodedLabel.init), numbers: FileEncoder.Numbers())
  }

  /// Of the columns of a fit, none where they had no names; `nil` for what is no such columns.
  private static func names(_ label: String?, _ value: Any) -> [String]? {
    if let columns = value as? FittedColumns { return columns.names ?? [] }
    return label == "featureNames" ? value as? [String] ?? [] : nil
  }

  /// The first of its parts that the search takes, going through structures in their order.
  private static func first<Found>(in value: Any, _ search: (String?, Any) -> Found?) -> Found? {
    for child in Mirror(reflecting: value).children {
      if let found = search(child.label, child.value) { return found }
      if Mirror(reflecting: child.value).displayStyle == .struct, let found = first(in: child.value, search) {
        return found
      }
    }
    return nil
  }
}
