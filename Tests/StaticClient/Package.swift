// swift-tools-version: 6.1
// A client of the package, for Scripts/static.
import PackageDescription

let products: [Target.Dependency] = [
  .product(name: "Estimators", package: "swift-estimators"),
  .product(name: "EstimatorDatasets", package: "swift-estimators"),
]

let package = Package(
  name: "static-client",
  platforms: [.macOS("13.3")],
  dependencies: [.package(name: "swift-estimators", path: "../..")],
  targets: [
    .executableTarget(name: "learner", dependencies: products),
    .executableTarget(name: "predictor", dependencies: products),
  ]
)
