// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: the strictest the compiler offers, from the first commit on.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .define("DOUBLE_PRECISION", .when(traits: ["DoublePrecision"])),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ module: String, _ dependencies: [Target.Dependency] = [], hasFixtures: Bool = false,
  hasGoldens: Bool = false
) -> Target {
  .testTarget(
    name: "\(module)Tests",
    dependencies: [.target(name: module), "TestSupport"] + dependencies,
    exclude: (hasFixtures ? ["Fixtures"] : []) + (hasGoldens ? ["Goldens"] : []),
    swiftSettings: strict)
}

let package = Package(
  name: "lossreport",
  products: [
    .executable(name: "lossreport", targets: ["lossreport"]),
    .library(name: "LossReportKit", targets: ["LossReportKit"]),
    .library(name: "Learning", targets: ["Learning"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "Charts", targets: ["Charts", "CairoBackend"]),
  ],
  traits: [
    .trait(
      name: "DoublePrecision",
      description: "Trains in Double instead of Float: for gradient checks, at half the speed.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // MARK: Level 0: system libraries and kernels
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(
      name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .target(
      name: "CKernels",
      cSettings: [.define("DOUBLE_PRECISION", .when(traits: ["DoublePrecision"]))],
      linkerSettings: [.linkedLibrary("m")]),
    library("JSONTrees"),

    // MARK: Level 1: values
    library("Storage", ["CZlib", "CDigest"]),
    library("Tensors", ["COpenBLAS", "CKernels"]),
    library("Records", ["JSONTrees", "Storage"]),
    library("Statistics", ["COpenBLAS"]),
    library("Drawing"),

    // MARK: Level 2: the trades
    library("Learning", ["Tensors"]),
    library("Datasets", ["Tensors", "Storage", "JSONTrees"]),
    library("Diagnostics", ["Records", "Statistics", "JSONTrees"]),
    library("Charts", ["Drawing"]),

    // MARK: Level 3: the two sides of a record
    library(
      "Experiments",
      ["Learning", "Datasets", "Tensors", "Records", "Statistics", "JSONTrees", "Storage"]),
    library("CairoBackend", ["Drawing", "Storage", "CCairo", "CPango"]),
    .target(name: "Templates", path: "templates", resources: [.embedInCode("files")]),
    library(
      "Reports",
      [
        "Records", "Diagnostics", "Statistics", "Charts", "Drawing", "JSONTrees", "Storage",
        "Templates", .product(name: "Mustache", package: "swift-mustache"),
      ]),

    // MARK: Level 4: the program, and the umbrella for library users
    library(
      "LossReportKit",
      [
        "Learning", "Datasets", "Tensors", "Records", "Statistics", "Diagnostics", "Drawing",
        "Charts", "CairoBackend", "Experiments", "Reports",
      ]),
    .executableTarget(
      name: "lossreport",
      dependencies: [
        "Experiments", "Datasets", "Diagnostics", "Reports", "Records", "CairoBackend", "Drawing",
        "Storage", "Tensors",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: Tests
    .target(
      name: "TestSupport",
      dependencies: [
        "Charts", "Diagnostics", "Drawing", "Records", "JSONTrees", "Learning", "Storage",
        "Tensors",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests("JSONTrees"),
    tests("Storage"),
    tests("Tensors", ["JSONTrees", "Storage"], hasFixtures: true),
    .target(name: "CMallocCounter", path: "Tests/CMallocCounter"),
    tests("Learning", ["Tensors", "CMallocCounter"]),
    .testTarget(
      name: "CommandTests", dependencies: ["lossreport", "TestSupport"], swiftSettings: strict),
    tests("Datasets", ["JSONTrees", "Storage", "Tensors"], hasFixtures: true),
    tests("Statistics", ["JSONTrees", "Storage"], hasFixtures: true),
    tests("Diagnostics", ["Records", "Statistics", "JSONTrees"]),
    tests("CairoBackend", ["Drawing", "Storage"]),
    tests("Records", ["JSONTrees", "Storage"]),
    tests("Charts", ["Drawing"]),
    tests(
      "Reports", ["Records", "Diagnostics", "Charts", "Drawing", "Storage", "CairoBackend"],
      hasGoldens: true),
    .testTarget(
      name: "ParityTests",
      dependencies: [
        "Experiments", "Learning", "Records", "Tensors", "JSONTrees", "Storage", "TestSupport",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    tests(
      "Experiments", ["JSONTrees", "Storage", "Learning", "Datasets", "Tensors"],
      hasFixtures: true),
  ],
  swiftLanguageModes: [.v6]
)
