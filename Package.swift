// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "swift-estimators",
  platforms: [.macOS("13.3"), .iOS("16.4")],
  products: [
    .library(name: "Estimators", targets: ["Estimators"]),
    .library(name: "EstimatorDatasets", targets: ["EstimatorDatasets"]),
    .library(name: "EstimatorDownloads", targets: ["EstimatorDownloads"]),
    .library(name: "EstimatorPlots", targets: ["EstimatorPlots"]),
    .library(name: "EstimatorInterchange", targets: ["EstimatorInterchange"]),
    .library(name: "EstimatorWeights", targets: ["EstimatorWeights"]),
    .library(name: "EstimatorTesting", targets: ["EstimatorTesting"]),
    .executable(name: "estimators", targets: ["EstimatorsTool"]),
    // For C and what can call it; `Scripts/c-library` lays it out with its header.
    .library(name: "EstimatorsC", type: .dynamic, targets: ["EstimatorsC"]),
  ],
  traits: [
    .trait(name: "Plots", description: "Figures as PNG, SVG and PDF (needs cairo). Terminal pictures work without it."),
    .trait(
      name: "BuiltInLinearAlgebra",
      description: "Products and factorisations by the package's own code, slower, instead of OpenBLAS or Accelerate."),
    .default(enabledTraits: ["Plots"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // For EstimatorInterchange alone.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    // Libraries of the system, one door each.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .yum(["openblas-devel", "lapack-devel"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .yum(["cairo-devel"]), .brew(["cairo"])]),

    // The package.
    // Chooses the C library, for all others.
    .target(name: "Platform"),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    // What stands in for OpenBLAS; always built, since tests compare the two.
    .target(name: "CLinearAlgebra", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "Files", dependencies: ["Platform"]),
    .target(
      name: "Matrices",
      dependencies: [
        "Files", "Platform", "CLinearAlgebra",
        // With the trait BuiltInLinearAlgebra nothing imports it: it need not be there. (Conditions cannot say "not".)
        .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
      ],
      cSettings: [.define("ACCELERATE_NEW_LAPACK", .when(platforms: [.macOS, .iOS]))],
      linkerSettings: [.linkedFramework("Accelerate", .when(platforms: [.macOS, .iOS]))]),
    // Fits and predicts linear models; knows no labels, estimators or reports.
    .target(name: "LinearEngine", dependencies: ["Files", "Matrices", "Platform", "CKernels"]),
    .target(name: "Estimators", dependencies: ["Files", "Matrices", "Platform", "LinearEngine", "CKernels"]),
    .target(name: "EstimatorDatasets", dependencies: ["Files", "Matrices", "Platform", "CZlib"]),
    // Apart from the readers: on Linux URLSession brings curl, TLS and LDAP into every program that links it.
    .target(name: "EstimatorDownloads", dependencies: ["EstimatorDatasets", "Files"]),
    .target(
      name: "EstimatorPlots",
      dependencies: ["Files", "Matrices", "Platform", .target(name: "CCairo", condition: .when(traits: ["Plots"]))]),
    .target(name: "EstimatorTesting", dependencies: ["Estimators"]),
    // Model files of others: ONNX, Core ML, source code.
    .target(
      name: "EstimatorInterchange",
      dependencies: [
        "Estimators", "Files", "InterchangeSchemas", "Matrices", "Platform",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    // Generated code; how, says its README.
    .target(
      name: "InterchangeSchemas",
      dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["README.md", "coreml.proto", "onnx.proto"]),

    // The command line `estimators`.
    .executableTarget(
      name: "EstimatorsTool",
      dependencies: [
        "Estimators", "EstimatorDatasets", "EstimatorInterchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Models to and from Python: npz, safetensors, skops. Nothing but zlib, so it stands apart from ONNX and Core ML.
    .target(name: "EstimatorWeights", dependencies: ["Estimators", "EstimatorDatasets"]),
    // The header for C, and what a thread's last error is kept in; then what is behind the header.
    .target(name: "CEstimators"),
    .target(name: "EstimatorsC", dependencies: ["CEstimators", "Estimators"]),

    // Examples: one folder, one idea.
    .target(
      name: "ExampleSupport",
      dependencies: [
        "Estimators", "EstimatorDatasets", "EstimatorDownloads", "EstimatorPlots", "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/Support"),
    .example("softmax-from-scratch"),
    .example("mnist-logistic"),
    .example("ovr-vs-multinomial"),
    .example("iris"),
    .example("model-selection"),
    .example("train-and-export", ["EstimatorInterchange", "Files"]),
    .example("regression"),

    // What scripts run (fuzz, sanitize, out-of-core); and the bits of many fits, to compare two commits by.
    .tool(
      "fuzz", path: "Tests/Fuzz",
      [
        "EstimatorDatasets", "EstimatorWeights", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .tool("kernel-sample", path: "Tests/KernelSample"),
    .tool("bit-report", path: "Tests/BitReport", ["EstimatorDatasets"]),
    .tool(
      "interchange-files", path: "Tests/Interchange", ["EstimatorDatasets", "EstimatorInterchange"],
      exclude: ["check.py", "requirements.txt"]),
    .tool("out-of-core", path: "Tests/OutOfCore", ["Platform"]),
    // What Tests/CABI/program.c compares with.
    .tool("c-abi-answers", path: "Tests/CABI/Answers", ["EstimatorDatasets"]),
    // What Python/speed.py is measured by.
    .tool("python-speed", path: "Tests/PythonSpeed", ["EstimatorDatasets"]),

    // Tests mirror Sources.
    .target(
      name: "_EstimatorTestSupport", dependencies: ["Estimators", "EstimatorTesting"],
      path: "Tests/_EstimatorTestSupport"),
    // Attacks on reports: the suite runs some, Scripts/attack thousands.
    .target(name: "_AttackSupport", dependencies: ["Estimators"], path: "Tests/_AttackSupport"),
    .executableTarget(name: "attack", dependencies: ["_AttackSupport"], path: "Tests/Attack"),
    // A process of its own that writes files, to be killed and to be in the way.
    .executableTarget(name: "_file-writer", dependencies: ["Files"], path: "Tests/_file-writer"),
    .testTarget(name: "FilesTests", dependencies: ["Files", "_file-writer"]),
    .testTarget(
      name: "MatricesTests",
      dependencies: [
        "Matrices", "Platform", "_EstimatorTestSupport",
        .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
      ]),
    .testTarget(
      name: "EstimatorsTests",
      dependencies: [
        "Estimators", "EstimatorDatasets", "Platform", "CKernels", "_EstimatorTestSupport", "_AttackSupport",
        "out-of-core",
      ]),
    .testTarget(name: "EstimatorDatasetsTests", dependencies: ["EstimatorDatasets", "_EstimatorTestSupport"]),
    .testTarget(
      name: "EstimatorDownloadsTests", dependencies: ["EstimatorDownloads", "EstimatorDatasets", "Platform"]),
    .testTarget(name: "EstimatorPlotsTests", dependencies: ["EstimatorPlots", "EstimatorDatasets", "Platform"]),
    .testTarget(
      name: "EstimatorInterchangeTests",
      dependencies: [
        "EstimatorInterchange", "Estimators", "EstimatorDatasets", "InterchangeSchemas", "_EstimatorTestSupport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    .testTarget(
      name: "EstimatorWeightsTests", dependencies: ["EstimatorWeights", "EstimatorDatasets", "_EstimatorTestSupport"]),
    .testTarget(
      name: "EstimatorsCTests",
      dependencies: ["CEstimators", "EstimatorsC", "Estimators", "EstimatorDatasets", "_EstimatorTestSupport"]),
    .testTarget(name: "EstimatorTestingTests", dependencies: ["EstimatorTesting", "Estimators", "Matrices"]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "Estimators", "EstimatorDatasets",
        // Named so that they are built before the tests that run them.
        "softmax-from-scratch", "mnist-logistic", "ovr-vs-multinomial", "iris", "model-selection", "train-and-export",
        "regression", "EstimatorsTool",
      ],
      // Type-checked by a test, not compiled.
      exclude: ["Programs"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

extension Target {
  /// A program of the tests, no product: clients don't build it.
  static func tool(_ name: String, path: String, _ others: [Dependency] = [], exclude: [String] = []) -> Target {
    .executableTarget(name: name, dependencies: ["Estimators"] + others, path: path, exclude: exclude)
  }

  /// An executable in `Examples/name`.
  static func example(_ name: String, _ others: [Dependency] = []) -> Target {
    .executableTarget(
      name: name,
      dependencies: [
        "Estimators", "EstimatorDatasets", "EstimatorPlots", "ExampleSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + others,
      path: "Examples/\(name)")
  }
}

// The documentation plugin costs everyone's first build 25 s, so it is there only when asked for.
if Context.environment["ESTIMATORS_DOCS"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
