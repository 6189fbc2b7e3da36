/// The classes of a model and its models of two classes each, as a file holds them.
struct CodedSeries<Label: ClassLabel, Base: LabelModel<Bool>>: Codable {
  let classes: [Label]
  let models: [Base]

  private enum CodingKeys: String, CodingKey { case classes, models }

  init(classes: [Label], models: [Base]) {
    self.classes = classes
    self.models = models
  }

  /// Reads classes and models.
  ///
  /// - Parameter count: How many models so many classes have.
  init(from decoder: any Decoder, count: (Int) -> Int) throws {
    try self.init(from: decoder)
    try requireClasses(classes, decoder)
    let expected = count(classes.count)
    let fits = models.count == expected && models.allSatisfy { $0.classes == [false, true] }
    try requireDecoded(fits, "\(classes.count) classes need \(expected) models of two classes.", decoder)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    models = try container.decode([Base].self, forKey: .models)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(models, forKey: .models)
  }
}
