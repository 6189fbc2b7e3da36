import Estimators
import Testing

/// Choices print as the enums they once were, say what they hold, and can be told apart.
@Suite struct ChoiceTests {
  @Test func theyPrintAsTheyAreWritten() {
    #expect("\(Solver.newtonCG) \(Penalty.elasticNet(l1Ratio: 0.5))" == "newtonCG elasticNet(l1Ratio: 0.5)")
    #expect(
      withoutModules("\(Solver.gd(learningRate: .fixed(0.5), initial: .uniform(scale: 0.25)))")
        == "gd(learningRate: LearningRate.fixed(0.5), initial: InitialWeights.uniform(scale: 0.25))")
    #expect("\(ClassWeight.weights(["a": 2]))" == #"weights(["a": 2.0])"#)
    #expect("\(SplitSize.share(0.25)) \(SplitSize.rows(30)) \(["age"] as ColumnSelection)" == #"0.25 30 ["age"]"#)
    #expect(String(reflecting: SplitSize.rows(30)) == "30" && String(reflecting: ColumnSelection.all) == ".all")
  }

  @Test func debuggersSeeTheirTypes() {
    #expect(withoutModules(String(reflecting: CGrid.automatic)) == "CGrid.automatic(count: 50, span: 1000.0)")
    #expect(withoutModules("\([PCA.Solver.full])") == "[PCA.Solver.full]")
    #expect(withoutModules("\([Averaging<String>.only("a")])") == #"[Averaging<String>.only("a")]"#)
  }

  @Test func solversTellTheirSettings() {
    let gd = Solver.gd(learningRate: .fixed(0.5), initial: .uniform(scale: 0.25))
    #expect(gd.learningRate?.fixed == 0.5 && gd.learningRate?.initial == nil && gd.initial?.scale == 0.25)
    #expect(Solver.gd(learningRate: .backtracking).learningRate?.initial == 1)
    #expect(gd.form == nil && gd.batchSize == nil && gd.schedule == nil && gd.shuffle == nil)
    let sgd = Solver.sgd(batchSize: 16, schedule: .inverseScaling(initial: 2), averagingAfter: 100, shuffle: false)
    #expect(sgd.batchSize == 16 && sgd.averagingAfter == 100 && sgd.shuffle == false && sgd.learningRate == nil)
    #expect(sgd.schedule?.initial == 2 && sgd.schedule?.power == 0.25)
    #expect(LearningSchedule.optimal.initial == nil && LearningSchedule.optimal.power == nil)
    #expect(Solver.coordinateDescent(form: .dual).form == .dual && Solver.lbfgs.form == nil)
    #expect(Solver.gd == .gd() && Solver.sgd == .sgd() && Solver.coordinateDescent == .coordinateDescent())
  }

  @Test func settingsTellTheirNumbers() {
    #expect([Penalty.none, .l2, .l1, .elasticNet(l1Ratio: 0.5)].map(\.l1Ratio) == [0, 0, 1, 0.5])
    #expect([NeighborMetric.manhattan, .euclidean, .minkowski(p: 3), .chebyshev].map(\.p) == [1, 2, 3, .infinity])
    #expect(CGrid.automatic.count == 50 && CGrid.automatic.span == 1000 && CGrid.automatic.values == nil)
    #expect(CGrid.values([1]).values == [1] && CGrid.values([1]).count == nil && CGrid.values([1]).span == nil)
    #expect(ClassWeight.weights(["a": 2]).weights == ["a": 2] && ClassWeight<String>.balanced.weights == nil)
    #expect(CoefficientBounds.nonNegative.lower == [[0]] && CoefficientBounds.nonNegative.upper == [[.infinity]])
    #expect(CoefficientBounds.perFeature(lower: [0, 1], upper: [2, 3]).lower == [[0, 1]])
    #expect(CoefficientBounds.perClass(lower: [[0], [1]], upper: [[2], [3]]).upper == [[2], [3]])
    #expect(SplitSize.share(0.25).share == 0.25 && SplitSize.share(0.25).rows == nil && (30 as SplitSize).rows == 30)
  }

  @Test func estimatorsTellTheirChoices() {
    #expect(PCA.Components.count(2).count == 2 && PCA.Components.share(0.5).share == 0.5)
    #expect(PCA.Components.all.count == nil && PCA.Components.all.share == nil)
    #expect(SimpleImputer.Strategy.constant(1).constant == 1 && SimpleImputer.Strategy.mean.constant == nil)
    #expect(OrdinalEncoder.Unknown.code(-1).code == -1 && OrdinalEncoder.Unknown.error.code == nil)
    #expect((["age"] as ColumnSelection).names == ["age"] && ColumnSelection.at([3]).places == [3])
    #expect(ColumnSelection.texts.names == nil && ColumnSelection.texts.places == nil)
    #expect(Averaging.only("a").only == "a" && Averaging<String>.macro.only == nil)
    typealias Dummy = DummyClassifier<String>
    #expect(Dummy.Strategy.constant("a").constant == "a" && Dummy.Strategy.prior.randomState == nil)
    #expect(Dummy.Strategy.stratified(randomState: 7).randomState == 7)
    typealias Tuned = TunedThresholdClassifier<LogisticRegression<String>>
    #expect(Tuned.Thresholds.count(9).count == 9 && Tuned.Thresholds.listed([0.5]).listed == [0.5])
  }

  /// A client's `switch` over names alone stays short, and needs a default.
  @Test func aClientCanSwitch() {
    func name(_ solver: Solver) -> String {
      switch solver {
      case .lbfgs: "quasi-Newton"
      case .gd, .sag: "gradients"
      default: "another"
      }
    }
    #expect([Solver.lbfgs, .gd, .sag, .newtonCG].map(name) == ["quasi-Newton", "gradients", "gradients", "another"])
  }

  private func withoutModules(_ text: String) -> String { text.replacing(/\b\w+\.(?=[A-Z]\w*[.<>])/) { _ in "" } }
}
