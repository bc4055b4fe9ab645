import Experiments
import JSONTrees
import Testing

@Suite struct SpecFaultTests {
  @Test(arguments: try SpecCases.all())
  func everyFaultIsNamedWithItsPlace(_ specCase: SpecCase) {
    #expect(faults(of: specCase.text) == specCase.faults)
  }

  private func faults(of text: String) -> [String] {
    do {
      _ = try Spec.parse(Array(text.utf8), path: "spec.json")
      return []
    } catch {
      return error.faults.map { $0.rendered(file: "spec.json") }
    }
  }
}
