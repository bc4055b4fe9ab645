import Foundation
import TestSupport
import Testing

#if arch(x86_64)
/// Which of OpenBLAS's kernels computes, as the records of a run tell.
@Suite struct KernelTests {
  @Test func theUsersVariableWins() throws {
    #expect(try recordedCore(["OPENBLAS_CORETYPE": "Nehalem"]) == "Nehalem")
  }

  private func recordedCore(_ environment: [String: String]) throws -> String {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory, environment: environment)
      try program.write(Specs.pair(seeds: 1), to: "spec.json")
      let outcome = try program.run("compare", "spec.json")
      #expect(outcome.status == 0, "\(outcome)")
      let results = String(
        decoding: try program.contents("reports/spec/results.json"), as: UTF8.self)
      return results.firstMatch(of: /"blas_core": "([^"]*)"/).map { String($0.1) } ?? ""
    }
  }
}
#endif
