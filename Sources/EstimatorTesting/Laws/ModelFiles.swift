import Estimators

extension ClassifierTrial {
  func modelFilesAreExact() throws {
    let model = try fitted()
    let back = try reread(model, by: classifier)
    for x in try sample.nearAndFar {
      let answers = [(try model.predictProbabilities(x), try back.predictProbabilities(x))]
      let scores = [(try model.decisionFunction(x), try back.decisionFunction(x))]
      for (before, after) in answers + scores {
        try require(bits(before) == bits(after), "The model in a file gives other probabilities or scores.")
      }
      try require(try model.predict(x) == back.predict(x), "The model in a file predicts other labels.")
    }
  }
}

extension TransformerTrial {
  func modelFilesAreExact() throws {
    let model = try fitted()
    let back = try reread(model, by: transformer)
    let (before, after) = (try transformed(model), try transformed(back))
    try require(bits(before) == bits(after), "The model in a file transforms otherwise.")
  }
}

/// What a recipe reads of a model's file, which must be written with the same bytes again.
func reread<E: Estimator>(_ model: E.Model, by recipe: E) throws -> E.Model {
  let content = try model.fileContent()
  let back = try recipe.unfitted.load(content)
  try require(try back.fileContent() == content, "The model that a file held is written with other bytes.")
  return back
}

private func bits(_ matrix: Matrix<Double>) -> [UInt64] { matrix.elements.map(\.bitPattern) }
