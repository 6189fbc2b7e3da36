import Estimators
import Testing
import _EstimatorTestSupport

/// Models and settings that were coded when choices were enums are read, and written as then, byte for byte.
@Suite struct CodedChoiceTests {
  @Test(arguments: named.joined() + coded)
  func choicesAreCodedAsEver(form: CodedForm) throws {
    #expect(try form.written() == form.json)
    #expect(try form.isRead())
  }

  @Test(arguments: [#""tripled""#, "1", "{}"])
  func aNameOfNoChoiceIsRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSON.value(CoordinateForm.self, of: json) }
    #expect(CoordinateForm(rawValue: "tripled") == nil)
  }

  @Test(arguments: [#"{"bfgs":{}}"#, #"{"gd":{"initial":{"zeros":{}}}}"#, #""lbfgs""#, "{}"])
  func aFormOfNoChoiceIsRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSON.value(Solver.self, of: json) }
  }

  private static let named: [[CodedForm]] = [
    CodedForm.names(CoordinateForm.self, "automatic primal dual"),
    CodedForm.names(
      StoppingTest.self, "gradient iterationLimit noDecreaseLeft precisionFloor caller cancelled endOfChunk given"),
    CodedForm.names(ReportDetail.self, "full summary none"),
    CodedForm.names(CalibrationMethod.self, "temperature sigmoid isotonic"),
    CodedForm.names(NeighborWeighting.self, "uniform distance"),
    CodedForm.names(SelectionRule.self, "best oneStandardError"),
    CodedForm.names(OneVsRestNormalization.self, "sum none"),
    CodedForm.names(UnseenLabels.self, "refuse extend"),
    CodedForm.names(PCA.Solver.self, "automatic full covariance randomized"),
    CodedForm.names(PowerTransformer.Method.self, "yeoJohnson boxCox"),
    CodedForm.names(Normalizer.Norm.self, "l1 l2 max"),
    CodedForm.names(SelectKBest.Score.self, "fTest chiSquared"),
    CodedForm.names(OneHotEncoder.Unknown.self, "error ignore"),
    CodedForm.names(OneHotEncoder.Drop.self, "none first ifBinary"),
    CodedForm.names(MissingCategory.self, "category mostFrequent error"),
    CodedForm.names(ThresholdResponse.self, "probability decisionFunction"),
  ]

  private static let coded: [CodedForm] = [
    CodedForm(Solver.auto, #"{"auto":{}}"#),
    CodedForm(Solver.lbfgs, #"{"lbfgs":{}}"#),
    CodedForm(Solver.gd, #"{"gd":{"initial":{"zeros":{}},"learningRate":{"automatic":{}}}}"#),
    CodedForm(
      Solver.gd(learningRate: .fixed(0.5), initial: .uniform(scale: 0.25)),
      #"{"gd":{"initial":{"uniform":{"scale":0.25}},"learningRate":{"fixed":{"_0":0.5}}}}"#),
    CodedForm(
      Solver.gd(learningRate: .backtracking),
      #"{"gd":{"initial":{"zeros":{}},"learningRate":{"backtracking":{"initial":1}}}}"#),
    CodedForm(Solver.newtonCholesky, #"{"newtonCholesky":{}}"#),
    CodedForm(Solver.newtonCG, #"{"newtonCG":{}}"#),
    CodedForm(Solver.coordinateDescent, #"{"coordinateDescent":{"form":"automatic"}}"#),
    CodedForm(Solver.coordinateDescent(form: .dual), #"{"coordinateDescent":{"form":"dual"}}"#),
    CodedForm(Solver.sag, #"{"sag":{}}"#),
    CodedForm(Solver.saga, #"{"saga":{}}"#),
    CodedForm(Solver.sgd, #"{"sgd":{"batchSize":8,"schedule":{"adaptive":{}},"shuffle":true}}"#),
    CodedForm(
      Solver.sgd(
        batchSize: 16, schedule: .inverseScaling(initial: 0.5, power: 0.75), averagingAfter: 100, shuffle: false),
      #"{"sgd":{"averagingAfter":100,"batchSize":16,"#
        + #""schedule":{"inverseScaling":{"initial":0.5,"power":0.75}},"shuffle":false}}"#),
    CodedForm(LearningRate.automatic, #"{"automatic":{}}"#),
    CodedForm(LearningRate.fixed(0.5), #"{"fixed":{"_0":0.5}}"#),
    CodedForm(LearningRate.backtracking, #"{"backtracking":{"initial":1}}"#),
    CodedForm(LearningRate.backtracking(initial: 0.25), #"{"backtracking":{"initial":0.25}}"#),
    CodedForm(InitialWeights.zeros, #"{"zeros":{}}"#),
    CodedForm(InitialWeights.uniform(scale: 0.25), #"{"uniform":{"scale":0.25}}"#),
    CodedForm(LearningSchedule.constant(), #"{"constant":{}}"#),
    CodedForm(LearningSchedule.constant(initial: 0.5), #"{"constant":{"initial":0.5}}"#),
    CodedForm(LearningSchedule.optimal, #"{"optimal":{}}"#),
    CodedForm(LearningSchedule.inverseScaling(), #"{"inverseScaling":{"power":0.25}}"#),
    CodedForm(
      LearningSchedule.inverseScaling(initial: 2, power: 0.5),
      #"{"inverseScaling":{"initial":2,"power":0.5}}"#),
    CodedForm(LearningSchedule.adaptive(), #"{"adaptive":{}}"#),
    CodedForm(LearningSchedule.adaptive(initial: 0.5), #"{"adaptive":{"initial":0.5}}"#),
    CodedForm(Penalty.none, #"{"none":{}}"#),
    CodedForm(Penalty.l2, #"{"l2":{}}"#),
    CodedForm(Penalty.l1, #"{"l1":{}}"#),
    CodedForm(Penalty.elasticNet(l1Ratio: 0.5), #"{"elasticNet":{"l1Ratio":0.5}}"#),
    CodedForm(CGrid.values([0.5, 1, 2]), #"{"values":{"_0":[0.5,1,2]}}"#),
    CodedForm(CGrid.automatic, #"{"automatic":{"count":50,"span":1000}}"#),
    CodedForm(CGrid.automatic(count: 7, span: 100), #"{"automatic":{"count":7,"span":100}}"#),
    CodedForm(NeighborMetric.euclidean, #"{"euclidean":{}}"#),
    CodedForm(NeighborMetric.manhattan, #"{"manhattan":{}}"#),
    CodedForm(NeighborMetric.minkowski(p: 3), #"{"minkowski":{"p":3}}"#),
    CodedForm(NeighborMetric.chebyshev, #"{"chebyshev":{}}"#),
    CodedForm(SplitSize.share(0.25), #"{"share":{"_0":0.25}}"#),
    CodedForm(SplitSize.rows(30), #"{"rows":{"_0":30}}"#),
    CodedForm(0.25 as SplitSize, #"{"share":{"_0":0.25}}"#),
    CodedForm(30 as SplitSize, #"{"rows":{"_0":30}}"#),
    CodedForm(PCA.Components.all, #"{"all":{}}"#),
    CodedForm(PCA.Components.count(2), #"{"count":{"_0":2}}"#),
    CodedForm(PCA.Components.share(0.75), #"{"share":{"_0":0.75}}"#),
    CodedForm(SimpleImputer.Strategy.mean, #"{"mean":{}}"#),
    CodedForm(SimpleImputer.Strategy.median, #"{"median":{}}"#),
    CodedForm(SimpleImputer.Strategy.mostFrequent, #"{"mostFrequent":{}}"#),
    CodedForm(SimpleImputer.Strategy.constant(0.5), #"{"constant":{"_0":0.5}}"#),
    CodedForm(ColumnSelection.all, #"{"all":{}}"#),
    CodedForm(ColumnSelection.named(["age", "fare"]), #"{"named":{"_0":["age","fare"]}}"#),
    CodedForm(["age"] as ColumnSelection, #"{"named":{"_0":["age"]}}"#),
    CodedForm(ColumnSelection.at([0, 3]), #"{"at":{"_0":[0,3]}}"#),
    CodedForm(ColumnSelection.numbers, #"{"numbers":{}}"#),
    CodedForm(ColumnSelection.texts, #"{"texts":{}}"#),
    CodedForm(OrdinalEncoder.Unknown.error, #"{"error":{}}"#),
    CodedForm(OrdinalEncoder.Unknown.code(-1), #"{"code":{"_0":-1}}"#),
  ]
}
