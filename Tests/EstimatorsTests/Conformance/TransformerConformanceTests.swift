import Estimators
import Testing
import _EstimatorTestSupport

/// Every transformer of the package, every law.
@Suite struct TransformerConformanceTests {
  @Test(arguments: TransformerLaw.allCases)
  func minMaxScaler(law: TransformerLaw) throws {
    try law.check(MinMaxScaler(range: -1...3))
  }

  @Test(arguments: TransformerLaw.allCases)
  func maxAbsScaler(law: TransformerLaw) throws {
    try law.check(MaxAbsScaler())
  }

  @Test(arguments: TransformerLaw.allCases)
  func robustScaler(law: TransformerLaw) throws {
    try law.check(RobustScaler())
  }

  @Test(arguments: TransformerLaw.allCases, Normalizer.Norm.allCases)
  func normalizer(law: TransformerLaw, norm: Normalizer.Norm) throws {
    try law.check(Normalizer(norm: norm))
  }

  @Test(arguments: TransformerLaw.allCases)
  func binarizer(law: TransformerLaw) throws {
    try law.check(Binarizer(threshold: 4))
  }

  /// Unknown numbers are let through: the sample has some in rows without weight only.
  @Test(arguments: TransformerLaw.allCases)
  func oneHotEncoder(law: TransformerLaw) throws {
    try law.check(OneHotEncoder(unknown: .ignore, drop: .first))
  }

  /// Numbers of categories are rarely 0: they need a dense matrix.
  @Test(arguments: TransformerLaw.allCases.filter { $0 != .sparseStaysSparse })
  func ordinalEncoder(law: TransformerLaw) throws {
    try law.check(OrdinalEncoder(unknown: .code(-1)))
  }

  @Test(arguments: TransformerLaw.allCases)
  func simpleImputer(law: TransformerLaw) throws {
    try law.check(SimpleImputer(strategy: .median))
  }

  @Test(arguments: TransformerLaw.allCases, [false, true])
  func polynomialFeatures(law: TransformerLaw, interactionOnly: Bool) throws {
    try law.check(PolynomialFeatures(degree: 3, interactionOnly: interactionOnly))
  }

  @Test(arguments: TransformerLaw.allCases)
  func varianceThreshold(law: TransformerLaw) throws {
    try law.check(VarianceThreshold(threshold: 1))
  }

  @Test(arguments: TransformerLaw.allCases, SelectKBest.Score.allCases)
  func selectKBest(law: TransformerLaw, score: SelectKBest.Score) throws {
    try law.check(SelectKBest(k: 2, score: score))
  }

  @Test(arguments: TransformerLaw.allCases, [true, false])
  func powerTransformer(law: TransformerLaw, standardize: Bool) throws {
    try law.check(PowerTransformer(standardize: standardize))
  }

  /// Components are mixtures of all columns: dense.
  @Test(
    arguments: TransformerLaw.allCases.filter { $0 != .sparseStaysSparse },
    [PCA.Solver.full, .covariance, .randomized])
  func principalComponents(law: TransformerLaw, solver: PCA.Solver) throws {
    try law.check(PCA(components: .count(3), solver: solver))
  }

  @Test(arguments: TransformerLaw.allCases)
  func passthrough(law: TransformerLaw) throws {
    try law.check(Passthrough())
  }

  /// Column 1 is where the law on bad input spoils a number; the others are not looked at.
  @Test(arguments: TransformerLaw.allCases)
  func columns(law: TransformerLaw) throws {
    try law.check(Columns(1, 2) { StandardScaler() })
  }

  /// A part of three makes numbers of which more than 30 % are not 0: dense.
  @Test(arguments: TransformerLaw.allCases.filter { $0 != .sparseStaysSparse })
  func columnTransformer(law: TransformerLaw) throws {
    let transformer = ColumnTransformer {
      Columns(0, 2) { StandardScaler() }
      OneHotEncoder(.at([1]), unknown: .ignore)
      Columns(3)
    }
    try law.check(transformer)
  }

  @Test(arguments: TransformerLaw.allCases.filter { $0 != .sparseStaysSparse })
  func columnTransformerWithRemainder(law: TransformerLaw) throws {
    try law.check(ColumnTransformer(remainder: MinMaxScaler()) { Columns(1) { StandardScaler() } })
  }
}
