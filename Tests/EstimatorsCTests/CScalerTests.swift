import CEstimators
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Scalers for C change rows as those of Swift do, without a copy.
@Suite struct CScalerTests {
  private static let settings: [(json: String, scaler: any Transformer)] = [
    (#"{"with_mean": false}"#, StandardScaler(withMean: false)),
    (#"{"scaler": "MaxAbsScaler"}"#, MaxAbsScaler()),
    (
      #"{"scaler": "StandardScaler", "with_std": false, "with_mean": false}"#,
      StandardScaler(withMean: false, withStandardDeviation: false)
    ),
  ]

  @Test(arguments: StoredAs.allCases, settings.indices)
  func theyChangeAsSwiftsDo(storage: StoredAs, place: Int) throws {
    let (sample, (json, swift)) = (try CSample(), Self.settings[place])
    let model: any TransformerModel = try swift.fitted(to: storage.features(sample.x), targets: nil, weights: nil)
    let expected = try model.transform(storage.features(sample.x))
    var (scaler, scaled): (OpaquePointer?, OpaquePointer?)
    try succeed(estimators_scaler_create(json, &scaler))
    defer { estimators_scaler_free(scaler) }
    try sample.withRows(storage) { rows in
      try succeed(estimators_scaler_fit(scaler, rows, nil, 0))
      try succeed(estimators_scaler_transform(scaler, rows, &scaled))
      defer { estimators_rows_free(scaled) }
      #expect(
        try doubles(sample.x.count) { estimators_rows_values(scaled, $0, $1) } == expected.matrix().elements)
      var (shift, factor) = ([Double](repeating: -1, count: 64), [Double](repeating: -1, count: 64))
      try succeed(estimators_scaler_change(scaler, &shift, &factor, 64))
      #expect(shift == expected.affine?.shift && factor == expected.affine?.scale)
      #expect(try failure(estimators_scaler_change(scaler, &shift, &factor, 63)).code == ESTIMATORS_INVALID_DATA)
    }
  }

  @Test(arguments: settings.indices)
  func filesAreThoseOfSwift(place: Int) throws {
    let (sample, (json, swift)) = (try CSample(), Self.settings[place])
    let url = FileManager.default.temporaryDirectory.appending(path: "CScalerTests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    let model: any TransformerModel = try swift.fitted(to: sample.x.features, targets: nil, weights: nil)
    let expected = try model.transform(sample.x.features).matrix().elements
    var (scaler, loaded): (OpaquePointer?, OpaquePointer?)
    try succeed(estimators_scaler_create(json, &scaler))
    defer { estimators_scaler_free(scaler) }
    try sample.withRows(.double) { rows in
      try succeed(estimators_scaler_fit(scaler, rows, nil, 0))
      try succeed(estimators_scaler_save(scaler, url.path))
      try expectSame(swift, url, sample.x.features, expected)
      // A model alone, as Swift may write it.
      for _ in 0..<2 {
        try succeed(estimators_scaler_load(url.path, &loaded))
        defer { estimators_scaler_free(loaded) }
        var scaled: OpaquePointer?
        try succeed(estimators_scaler_transform(loaded, rows, &scaled))
        defer { estimators_rows_free(scaled) }
        #expect(try doubles(expected.count) { estimators_rows_values(scaled, $0, $1) } == expected)
        try model.write(to: url)
      }
    }
  }

  private func expectSame<Scaler: Transformer>(
    _ scaler: Scaler, _ url: URL, _ x: Features, _ expected: [Double]
  ) throws {
    #expect(try scaler.load(url).transform(x).matrix().elements == expected)
  }

  @Test func anotherKindOfFileIsRefused() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "CScalerTests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try RobustScaler().write(to: url)
    var loaded: OpaquePointer?
    let failure = try failure(estimators_scaler_load(url.path, &loaded))
    #expect(failure.code == ESTIMATORS_FILE && failure.sentence.contains("RobustScaler"), "\(failure.sentence)")
    #expect(loaded == nil)
    var text: UnsafeMutablePointer<CChar>?
    try succeed(estimators_file_describe(url.path, &text))
    defer { estimators_text_free(text) }
    #expect(try text.map { String(cString: $0) } == "\(ModelFileInfo(contentsOf: url))")
  }

  @Test(arguments: [
    (#"{"scaler": "Best"}"#, "scaler"), (#"{"scaler": "MaxAbsScaler", "with_mean": true}"#, "with_mean"),
    (#"{"feature_range": [0, 1]}"#, "feature_range"),
    (#"{"scaler": "MinMaxScaler", "feature_range": [1, 0]}"#, "range"),
    (#"{"width": 3}"#, "width"),
  ])
  func settingsAreRefusedByName(json: String, name: String) throws {
    var scaler: OpaquePointer?
    let failure = try failure(estimators_scaler_create(json, &scaler))
    #expect(failure.code == ESTIMATORS_INVALID_SETTING && failure.sentence.contains(name), "\(failure.sentence)")
    #expect(scaler == nil)
  }
}
