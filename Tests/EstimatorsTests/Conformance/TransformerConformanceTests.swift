import Estimators
import Testing
import _EstimatorTestSupport

/// Every transformer of the package, every law.
@Suite struct TransformerConformanceTests {
  @Test(arguments: TransformerLaw.allCases)
  func minMaxScaler(law: TransformerLaw) throws {
    try check(law, of: MinMaxScaler(range: -1...3))
  }

  @Test(arguments: TransformerLaw.allCases)
  func maxAbsScaler(law: TransformerLaw) throws {
    try check(law, of: MaxAbsScaler())
  }

  @Test(arguments: TransformerLaw.allCases)
  func robustScaler(law: TransformerLaw) throws {
    try check(law, of: RobustScaler())
  }

  @Test(arguments: TransformerLaw.allCases, Normalizer.Norm.allCases)
  func normalizer(law: TransformerLaw, norm: Normalizer.Norm) throws {
    try check(law, of: Normalizer(norm: norm))
  }

  @Test(arguments: TransformerLaw.allCases)
  func binarizer(law: TransformerLaw) throws {
    try check(law, of: Binarizer(threshold: 4))
  }
}
