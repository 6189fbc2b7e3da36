import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 makes of the CSV file of `Snippets/TableToModel.swift`.
private struct ColumnAnswers: Decodable {
  let csv: String
  let newcomers: String
  let features: [[Double]]
  let newFeatures: [[Double]]
  let coefficients: [Double]
  let intercept: Double
  let probabilities: [[Double]]
  let predicted: [String]
  let numbers: [[Double]]
  let byPlace, scaledRest, plainRest: [[Double]]
}

private func passengerPipeline() -> TablePipeline<
  ColumnTransformer<Beside<Columns<Chain<SimpleImputer, StandardScaler>>, OneHotEncoder>>, LogisticRegression<String>
> {
  TablePipeline {
    ColumnTransformer {
      Columns("age", "fare") {
        SimpleImputer(strategy: .median)
        StandardScaler()
      }
      OneHotEncoder(["sex", "port"], unknown: .ignore, missing: .mostFrequent)
    }
    LogisticRegression<String>(solver: .newtonCholesky, tolerance: 1e-13)
  }
}

@Suite struct ColumnTransformerTests {
  private let answers: ColumnAnswers
  private let table: Table
  private let newcomers: Table

  init() throws {
    answers = try Reference.load("column-transformer", as: ColumnAnswers.self)
    table = try Table(csv: Data(answers.csv.utf8))
    newcomers = try Table(csv: Data(answers.newcomers.utf8))
  }

  @Test func aCSVFileBecomesThePipelineOfScikitLearn() throws {
    let labels = try table.stringLabels("survived")
    var pipeline = passengerPipeline()
    let model = try pipeline.fit(table, labels)
    let x = try model.stages.transform(table)
    #expect(try relativeError(x.matrix().elements, Array(answers.features.joined())) < 1e-14)
    #expect(x.names == ["age", "fare", "sex_female", "sex_male", "port_C", "port_Q", "port_S"])
    let new = try model.stages.transform(newcomers)
    #expect(try relativeError(new.matrix().elements, Array(answers.newFeatures.joined())) < 1e-14)
    // The optimum is known to about 1e-12 on both sides.
    #expect(relativeError(model.classifier.coefficients.elements, answers.coefficients) < 1e-10)
    #expect(abs(model.classifier.intercepts[0] - answers.intercept) < 1e-10)
    #expect(model.classifier.featureNames == x.names)
    let p = try pipeline.predictProbabilities(newcomers)
    #expect(relativeError(p.elements, Array(answers.probabilities.joined())) < 1e-10)
    #expect(try pipeline.predict(newcomers) == answers.predicted)
    #expect(try pipeline.classes == ["no", "yes"])
    #expect(try pipeline.score(table, labels) > 0.8)
  }

  @Test func columnsGoByNumberToo() throws {
    let x = try Matrix(answers.numbers)
    let transformer = ColumnTransformer {
      Columns(2, 0) { MinMaxScaler() }
      Columns(1)
      Columns(0) { StandardScaler() }
    }
    let model = try transformer.fitted(to: x)
    #expect(relativeError(try model.transform(x).matrix().elements, Array(answers.byPlace.joined())) < 1e-15)
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
    #expect(StoredAs(try transformer.fitted(to: x.map(Float.init)).transform(x.map(Float.init))) == .float)
  }

  @Test func whatNoPartReadsComesLast() throws {
    let x = try Matrix(answers.numbers)
    let scaled = ColumnTransformer(remainder: StandardScaler()) { Columns(1) { MinMaxScaler() } }
    let plain = ColumnTransformer(remainder: Passthrough()) {
      Columns(2) { MinMaxScaler() }
      Columns(2) { StandardScaler() }
    }
    let (first, second) = (try scaled.fitted(to: x), try plain.fitted(to: x))
    #expect(relativeError(try first.transform(x).matrix().elements, Array(answers.scaledRest.joined())) < 1e-15)
    #expect(relativeError(try second.transform(x).matrix().elements, Array(answers.plainRest.joined())) < 1e-15)
    #expect(try JSON.value(type(of: first), of: JSON.text(of: first)) == first)
    let all = try ColumnTransformer(remainder: Passthrough()) { Columns(2, 1, 0) }.fitted(to: x)
    #expect(all.rest == nil)
    #expect(try all.transform(x).columns == 3)
  }

  @Test func theRemainderOfATableGoesByName() throws {
    let people = try table.dropping(columns: ["name", "survived"])
    let transformer = ColumnTransformer(remainder: SimpleImputer(strategy: .median)) {
      OneHotEncoder(["sex"])
      OneHotEncoder(["port"], unknown: .ignore, missing: .mostFrequent)
    }
    let model = try transformer.fitted(to: people)
    let x = try model.transform(people)
    #expect(x.names == ["sex_female", "sex_male", "port_C", "port_Q", "port_S", "age", "fare"])
    // Columns are found by name, in whatever order, and others may be there.
    let turned = try newcomers.selecting(columns: ["port", "fare", "age", "sex"])
    #expect(try model.transform(turned).matrix() == model.transform(newcomers).matrix())
    #expect {
      try ColumnTransformer(remainder: Passthrough()) { OneHotEncoder(["sex"]) }.fitted(to: table)
    } throws: {
      "\($0)".contains("texts of column \"name\"")
    }
  }

  @Test func anEncoderMayStandInAPipelineOfFeatures() throws {
    let x = try Matrix([[1, 0.5], [2, 1], [1, 4], [3, 2]]).features.named(["kind", "size"])
    var pipeline = Pipeline {
      ColumnTransformer {
        OneHotEncoder(["kind"])
        Columns("size") { MaxAbsScaler() }
      }
      NearestMean<String>()
    }
    try pipeline.fit(x, ["a", "b", "a", "b"])
    #expect(try pipeline.predict(x) == ["a", "b", "a", "b"])
    #expect(try pipeline.requireModel().stages.transform(x).names == ["kind_1.0", "kind_2.0", "kind_3.0", "size"])
  }

  @Test func aNameThatTwoColumnsHaveIsExplained() throws {
    let x = try Matrix([[1.0, 2, 3], [4, 5, 7]]).features.named(["a", "b", "a"])
    let twice = EstimatorError.invalidSetting(
      name: "columns", value: "\"a\"", rule: "a name of one column only; choose by number, as in .at([0, 3])")
    #expect(throws: twice) { try Columns("b", "a") { StandardScaler() }.fitted(to: x) }
    #expect(try Columns("b") { MinMaxScaler() }.fitted(to: x).transform(x).matrix() == Matrix([[0], [1]]))
    #expect(try Columns(2) { MinMaxScaler() }.fitted(to: x).transform(x).matrix() == Matrix([[0], [1]]))
  }

  @Test func namesThatTwoPartsMakeAreDifferent() throws {
    let table = try Table(["sex": .strings(["m", "f"]), "sex_m": .doubles([1, 2]), "age": .integers([3, nil])])
    let model = try ColumnTransformer {
      OneHotEncoder(["sex"])
      Columns("sex_m", "age")
      Columns("age") { SimpleImputer(addsIndicator: true) }
    }.fitted(to: table)
    #expect(
      try model.transform(table).names
        == ["sex_f", "sex_m", "sex_m (2)", "age", "age (2)", "missingindicator_age"])
    let x = try Matrix([[1.0, 2, 3], [2, 1, 5]]).features.named(["a", "b", "a b"])
    let products = try PolynomialFeatures(degree: 2, interactionOnly: true, includesBias: false).fitted(to: x)
    #expect(try products.transform(x).names == ["a", "b", "a b", "a b (2)", "a a b", "b a b"])
  }

  @Test func manySparseColumnsStaySparse() throws {
    let places = (0..<20).map { $0 % 10 }
    let table = try Table(["word": .integers(places), "size": .doubles(places.map { Double($0) + 0.5 })])
    let transformer = ColumnTransformer {
      OneHotEncoder(["word"])
      Columns("size") { StandardScaler() }
    }
    let x = try transformer.fitted(to: table).transform(table)
    #expect(StoredAs(x) == .sparse)
    #expect(x.columns == 11)
    let few = try transformer.fitted(to: table.selecting(rows: [0, 1, 2])).transform(table.selecting(rows: [0, 2]))
    #expect(StoredAs(few) == .double)
    #expect(try relativeError(few.matrix().elements, [1, 0, 0, -1.5.squareRoot(), 0, 0, 1, 1.5.squareRoot()]) < 1e-15)
  }

  @Test func stagesMayFollow() throws {
    var pipeline = TablePipeline {
      OneHotEncoder(["sex", "port"])
      SelectKBest(k: 2, score: .chiSquared)
      LogisticRegression<String>()
    }
    try pipeline.fit(table, table.stringLabels("survived"))
    #expect(try pipeline.requireModel().classifier.featureNames == ["sex_female", "sex_male"])
    pipeline.stages.then.k = 1
    #expect(try pipeline.fitted(to: table, table.stringLabels("survived")).classifier.coefficients.columns == 1)
  }

  @Test func rowsWithoutWeightCountAsAbsent() throws {
    let labels = try table.stringLabels("survived")
    let rows = Array(1..<table.rows)
    let weights = [0.0] + rows.map { _ in 2 }
    let pipeline = passengerPipeline()
    let weighted = try pipeline.fitted(to: table, labels, sampleWeight: weights)
    let absent = try pipeline.fitted(
      to: table.selecting(rows: rows), rows.map { labels[$0] }, sampleWeight: rows.map { _ in 2 })
    #expect(weighted == absent)
    // The only row with port Q; its cell is unknown to the encoder, and never asked for.
    var strict = TablePipeline {
      OneHotEncoder(["port"])
      LogisticRegression<String>()
    }
    let quiet = (0..<table.rows).map { $0 == 5 ? 0.0 : 1 }
    try strict.fit(table, labels, sampleWeight: quiet)
    #expect(try strict.requireModel().classifier.featureNames == ["port_C", "port_S", "port_missing"])
  }

  @Test func modelsSurviveJSON() throws {
    let model = try passengerPipeline().fitted(to: table, table.stringLabels("survived"))
    let text = try JSON.text(of: model)
    let back = try JSON.value(type(of: model), of: text)
    #expect(back == model)
    #expect(try back.predict(newcomers) == answers.predicted)
  }

  @Test func whatDoesNotFitIsExplained() throws {
    let labels = try table.stringLabels("survived")
    let pipeline = passengerPipeline()
    #expect(throws: EstimatorError.rowCountMismatch(features: 12, targets: 2)) {
      try pipeline.fitted(to: table, ["yes", "no"])
    }
    #expect(EstimatorError.Code.notFitted ~= thrown { try pipeline.predict(table) })
    let missing = EstimatorError.featureNamesMismatch(missing: ["fare"], unexpected: [], firstMoved: nil)
    let model = try pipeline.fitted(to: table, labels)
    #expect(throws: missing) { try model.predict(table.dropping(columns: ["fare"])) }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 6)) {
      try pipeline.fitted(to: table.selecting(rows: []), [])
    }
    #expect {
      try Columns("name") { StandardScaler() }.fitted(to: table)
    } throws: {
      "\($0)".contains("OneHotEncoder")
    }
    #expect(throws: EstimatorError.columnOutOfRange(column: 9, columns: 6)) {
      try Columns(9) { StandardScaler() }.fitted(to: table)
    }
    let onFeatures = try Columns(0) { StandardScaler() }.fitted(to: Matrix([[1.0], [2]]))
    #expect(EstimatorError.Code.unsupported ~= thrown { try onFeatures.transform(table) })
  }
}
