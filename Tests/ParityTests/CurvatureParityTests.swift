import JSONTrees
import Learning
import TestSupport
import Testing

/// The largest eigenvalue of each case's Hessian at its initial parameters, from PyTorch's whole matrix.
@Suite struct CurvatureParityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let family: String
    let name: String
    /// How many cases of the family with this name stand before it.
    let place: Int
    let largest: Double

    var testDescription: String { "\(family): \(name)" }
  }

  static func cases() throws -> [Case] {
    try readFixture("curvature").required("cases").elements.map {
      Case(
        family: try $0.required("family").requiredString,
        name: try $0.required("name").requiredString,
        place: try #require($0["place"]?.integer), largest: $0["largest"]?.number ?? .nan)
    }
  }

  @Test(arguments: Set(try cases().map(\.family)).sorted())
  func curvatureMatchesPyTorch(family: String) throws {
    let parities = try ParityCase.family(family)
    for expected in try Self.cases() where expected.family == family {
      let alike = parities.filter { $0.name == expected.name }
      let parity = try #require(alike.dropFirst(expected.place).first)
      var job = try RecordedRun.job(of: parity)
      job.epochs = 0
      job.probes = ProbeSettings(
        curvature: CurvatureSettings(iterations: 3000, tolerance: 1e-8))
      let result = try train(job, on: parity.trainingRows)
      #expect(result.unmeasured.isEmpty, "\(expected.name)")
      guard result.unmeasured.isEmpty else { continue }
      let found = try #require(result.series["curvature"]?.values.first)
      #expect(found.isClose(to: expected.largest, within: 2e-3), "\(expected.name)")
    }
  }
}
