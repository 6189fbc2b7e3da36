// swift-tools-version: 6.1
import PackageDescription

// Its own package, so that nobody who uses the library fetches or builds it.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS("13.3")],
  dependencies: [
    // Without traits: no figures, hence no cairo.
    .package(name: "swift-estimators", path: "../", traits: [])
  ],
  targets: [
    .executableTarget(
      name: "benchmark",
      dependencies: [
        .product(name: "Estimators", package: "swift-estimators"),
        .product(name: "EstimatorDatasets", package: "swift-estimators"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
