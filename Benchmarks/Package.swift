// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "lossreport", path: "..")],
  targets: [
    .executableTarget(
      name: "steps", dependencies: [.product(name: "Learning", package: "lossreport")]),
    .executableTarget(
      name: "probes", dependencies: [.product(name: "Learning", package: "lossreport")]),
    .executableTarget(
      name: "rendering", dependencies: [.product(name: "LossReportKit", package: "lossreport")]),
  ]
)
