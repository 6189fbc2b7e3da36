/// The checks that a model makes when it is read from a file, which may hold anything.

/// Something that a model read from a file must satisfy.
func requireDecoded(_ holds: Bool, _ reason: @autoclosure () -> String, _ decoder: any Decoder) throws {
  guard holds else {
    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason()))
  }
}

/// The classes of a model read from a file: at least two, ascending.
func requireClasses<Label: ClassLabel>(_ classes: [Label], _ decoder: any Decoder) throws {
  let ascends = zip(classes, classes.dropFirst()).allSatisfy(Label.inClassOrder)
  try requireDecoded(classes.count >= 2 && ascends, "A model needs at least 2 classes, ascending.", decoder)
}
