import Estimators
import Testing
import _EstimatorTestSupport

/// Every transformer of the package, every law.
@Suite struct TransformerConformanceTests {
  @Test(arguments: TransformerLaw.ofFeatures)
  func minMaxScaler(law: TransformerLaw) throws {
    try law.check(MinMaxScaler(range: -1...3))
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func maxAbsScaler(law: TransformerLaw) throws {
    try law.check(MaxAbsScaler())
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func robustScaler(law: TransformerLaw) throws {
    try law.check(RobustScaler())
  }

  @Test(arguments: TransformerLaw.ofFeatures, Normalizer.Norm.allCases)
  func normalizer(law: TransformerLaw, norm: Normalizer.Norm) throws {
    try law.check(Normalizer(norm: norm))
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func binarizer(law: TransformerLaw) throws {
    try law.check(Binarizer(threshold: 4))
  }

  /// Unknown numbers are let through: the sample has some in rows without weight only.
  @Test(arguments: TransformerLaw.ofFeatures)
  func oneHotEncoder(law: TransformerLaw) throws {
    try law.check(OneHotEncoder(unknown: .ignore, drop: .first))
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func ordinalEncoder(law: TransformerLaw) throws {
    try hold(law, of: .ordinalEncoder) { try law.check(OrdinalEncoder(unknown: .code(-1))) }
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func simpleImputer(law: TransformerLaw) throws {
    try law.check(SimpleImputer(strategy: .median))
  }

  @Test(arguments: TransformerLaw.ofFeatures, [false, true])
  func polynomialFeatures(law: TransformerLaw, interactionOnly: Bool) throws {
    try law.check(PolynomialFeatures(degree: 3, interactionOnly: interactionOnly))
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func varianceThreshold(law: TransformerLaw) throws {
    try law.check(VarianceThreshold(threshold: 1))
  }

  @Test(arguments: TransformerLaw.ofFeatures, SelectKBest.Score.allCases)
  func selectKBest(law: TransformerLaw, score: SelectKBest.Score) throws {
    try hold(law, of: .selectKBest) { try law.check(SelectKBest(k: 2, score: score)) }
    try law.check(SelectKBest(k: 4, score: score), on: .fiveClasses)
  }

  @Test(arguments: TransformerLaw.ofFeatures, [true, false])
  func powerTransformer(law: TransformerLaw, standardize: Bool) throws {
    try law.check(PowerTransformer(standardize: standardize))
  }

  @Test(arguments: TransformerLaw.ofFeatures, [PCA.Solver.full, .covariance, .randomized])
  func principalComponents(law: TransformerLaw, solver: PCA.Solver) throws {
    try hold(law, of: .principalComponents) { try law.check(PCA(components: .count(3), solver: solver)) }
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func optionalStage(law: TransformerLaw) throws { try law.check(OptionalStage(StandardScaler())) }

  @Test(arguments: TransformerLaw.ofFeatures)
  func passthrough(law: TransformerLaw) throws {
    try law.check(Passthrough())
  }

  /// Column 1 is where the law on bad input spoils a number; the others are not looked at.
  @Test(arguments: TransformerLaw.ofFeatures)
  func columns(law: TransformerLaw) throws {
    try hold(law, of: .columns) { try law.check(Columns(1, 2) { StandardScaler() }) }
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func columnTransformer(law: TransformerLaw) throws {
    let transformer = ColumnTransformer {
      Columns(0, 2) { StandardScaler() }
      OneHotEncoder(.at([1]), unknown: .ignore)
      Columns(3)
    }
    try hold(law, of: .columnTransformer) { try law.check(transformer) }
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func columnTransformerWithRemainder(law: TransformerLaw) throws {
    let transformer = ColumnTransformer(remainder: MinMaxScaler()) { Columns(1) { StandardScaler() } }
    try hold(law, of: .columnTransformer) { try law.check(transformer) }
  }
}
