import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// A column of which the fit has seen no number has no moments, no range and no results, as in scikit-learn 1.9.
@Suite struct MissingColumnTests {
  private let x: Features
  private let new: Features

  init() throws {
    x = try Matrix([[1, .nan], [2, .nan], [4, .nan]]).features.named(["known", "unknown"])
    new = try Matrix([[1, 5.0]]).features.named(["known", "unknown"])
  }

  private static let scalers: [any Transformer] = [
    StandardScaler(), StandardScaler(withStandardDeviation: false), StandardScaler(withMean: false), MinMaxScaler(),
    MaxAbsScaler(), RobustScaler(), RobustScaler(withCentering: false), RobustScaler(withScaling: false),
  ]

  /// What scikit-learn 1.9.1 makes of the first column of `new`.
  private static let known = [
    -1.06904497, -1.33333333, 0.80178373, 0, 0.25, -0.66666667, 0.66666667, -1,
  ]

  @Test(arguments: scalers.indices)
  func becomesMissing(place: Int) throws { try scale(Self.scalers[place], Self.known[place]) }

  private func scale<T: Transformer>(_ scaler: T, _ known: Double) throws {
    for x in [x, try SparseMatrix(x.matrix()).features.named(["known", "unknown"])] {
      let model = try scaler.fitted(to: x, targets: nil, weights: nil)
      let stored = try JSON.value(T.Model.self, of: JSON.text(of: model))
      for model in [model, stored] {
        let result = try model.transform(new).matrix()
        #expect(abs(result[0, 0] - known) < 1e-8)
        #expect(result[0, 1].isNaN)
        #expect(try model.transform(x).matrix()[column: 1].allSatisfy(\.isNaN))
      }
    }
  }

  @Test func hasNoNumbersInTheModel() throws {
    let standard = try StandardScaler().fitted(to: x)
    #expect(standard.means[1].isNaN && standard.variances[1].isNaN && standard.scales[1].isNaN)
    let range = try MinMaxScaler().fitted(to: x)
    #expect(range.minima[1].isNaN && range.maxima[1].isNaN)
    #expect(try MaxAbsScaler().fitted(to: x).maximumMagnitudes[1].isNaN)
    let robust = try RobustScaler().fitted(to: x)
    #expect(robust.medians[1].isNaN && robust.scales[1].isNaN)
    #expect(throws: DecodingError.self) {
      let text = try JSON.text(of: standard).replacingOccurrences(of: "null", with: "1e999")
      _ = try JSON.value(StandardScaler.Model.self, of: text)
    }
  }

  /// Even where a new row has a number there: it has never been compared with any.
  @Test func isRefusedByAClassifierWithItsName() throws {
    let scaled = try StandardScaler().fitted(to: x).transform(new)
    #expect {
      try LogisticRegression<Int>().fitted(to: scaled, [0])
    } throws: {
      "\($0)".contains("\"unknown\" is nan")
    }
  }

  @Test func staysMissingBehindAnotherScaler() throws {
    let once = try StandardScaler().fitted(to: x).transform(new)
    for scaler in Self.scalers {
      let twice = try scaler.fitted(to: once, targets: nil, weights: nil).transform(once).matrix()
      #expect(twice[0, 1].isNaN && twice[0, 0].isFinite)
    }
  }
}
