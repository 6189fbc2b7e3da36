import Estimators
internal import InterchangeSchemas

/// Puts the messages of a Core ML file together.
struct CoreMLWriter {
  let rule: LinearPredictor
  let labels: ExportedLabels
  let input: String
  let documentation: String

  private static let scaled = "scaled"

  /// Names are different, and no column is missing for ever.
  func validate() throws {
    guard !["label", "probabilities", Self.scaled, ""].contains(input) else {
      throw EstimatorError.invalidSetting(
        name: "input", value: "\"\(input)\"", rule: "a name that is not label, probabilities or \(Self.scaled)")
    }
    if rule.scaling?.scale.contains(where: \.isNaN) ?? false {
      throw ExportError.notExportable(
        part: "a column that the scaler has never seen a number of", format: CoreMLModel.format,
        instead: "Leave the column out before the fit.")
    }
  }

  var file: CoreMLSpecModel {
    guard let scaling = rule.scaling else { return model(classifier, reading: input, description: description) }
    let scaler = CoreMLSpecModel.with {
      $0.specificationVersion = 1
      $0.description_p = .with {
        $0.input = [array(input)]
        $0.output = [array(Self.scaled)]
      }
      // Core ML computes scale · (x + shift).
      $0.scaler = .with {
        $0.shiftValue = scaling.shift.map { 0 - $0 }
        $0.scaleValue = scaling.scale
      }
    }
    let rule = model(classifier, reading: Self.scaled, description: description(of: Self.scaled))
    return .with {
      $0.specificationVersion = 1
      $0.description_p = description
      $0.pipelineClassifier.pipeline = .with {
        $0.models = [scaler, rule]
        $0.names = ["scaler", "classifier"]
      }
    }
  }

  private func model(
    _ classifier: CoreMLSpecGLMClassifier, reading input: String, description: CoreMLSpecModelDescription
  ) -> CoreMLSpecModel {
    .with {
      $0.specificationVersion = 1
      $0.description_p = description
      $0.glmClassifier = classifier
    }
  }

  /// The description of the whole, with facts about it.
  private var description: CoreMLSpecModelDescription {
    var result = description(of: input)
    result.metadata = .with {
      $0.shortDescription = documentation
      $0.author = "swift-estimators"
      $0.userDefined["classes"] = labels.json
      if let names = rule.columns.names {
        $0.userDefined["feature_names"] = "[" + names.map(\.jsonLiteral).joined(separator: ",") + "]"
      }
    }
    return result
  }

  private func description(of input: String) -> CoreMLSpecModelDescription {
    .with {
      $0.input = [array(input)]
      $0.output = [
        .with {
          $0.name = "label"
          if isText { $0.type.stringType = .init() } else { $0.type.int64Type = .init() }
        },
        .with {
          $0.name = "probabilities"
          $0.type.dictionaryType = .with {
            if isText { $0.stringKeyType = .init() } else { $0.int64KeyType = .init() }
          }
        },
      ]
      $0.predictedFeatureName = "label"
      $0.predictedProbabilitiesName = "probabilities"
    }
  }

  private func array(_ name: String) -> CoreMLSpecFeatureDescription {
    .with {
      $0.name = name
      $0.type.multiArrayType = .with {
        $0.shape = [Int64(rule.columns.count)]
        $0.dataType = .double
      }
    }
  }

  private var isText: Bool {
    if case .texts = labels.kind { true } else { false }
  }

  /// With a reference class, the weights of the others less those of the first, which has score 0.
  private var classifier: CoreMLSpecGLMClassifier {
    let (weights, offsets) = rows
    return .with {
      $0.weights = weights.map { row in .with { $0.value = row } }
      $0.offset = offsets
      $0.postEvaluationTransform = .logit
      $0.classEncoding = rule.link == .oneVsRest ? .oneVsRest : .referenceClass
      switch labels.kind {
      case .integers(let numbers): $0.int64ClassLabels = .with { $0.vector = numbers }
      case .texts(let texts): $0.stringClassLabels = .with { $0.vector = texts }
      }
    }
  }

  private var rows: ([[Double]], [Double]) {
    let rows = (0..<rule.coefficients.rows).map { Array(rule.coefficients[row: $0]) }
    guard rule.link == .softmax, rows.count > 1 else { return (rows, rule.intercepts) }
    let others = rows.dropFirst().map { row in zip(row, rows[0]).map { $0 - $1 } }
    return (others, rule.intercepts.dropFirst().map { $0 - rule.intercepts[0] })
  }
}
