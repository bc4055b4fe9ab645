import Experiments
import JSONTrees
import Testing
@Suite struct SpecScratchTests {
  @Test func dump() throws {
    for c in try SpecCases.all() {
      print("@@ \(c.name)")
      do { _ = try Spec.parse(Array(c.text.utf8), path: "spec.json") }
      catch { for f in error.faults { print("@> " + f.rendered(file: "spec.json")) } }
    }
  }
}
