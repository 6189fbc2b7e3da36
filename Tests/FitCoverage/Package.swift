// swift-tools-version: 6.1
// One fit and one prediction, for Scripts/fit-coverage.
import PackageDescription

let package = Package(
  name: "fit-coverage",
  platforms: [.macOS("13.3")],
  dependencies: [.package(name: "swift-estimators", path: "../..")],
  targets: [
    .executableTarget(
      name: "one-fit",
      dependencies: [
        .product(name: "Estimators", package: "swift-estimators"),
        .product(name: "EstimatorDatasets", package: "swift-estimators"),
      ])
  ]
)
