import Datasets
import Experiments
import JSONTrees
import Storage
import TestSupport
import Testing

@Suite struct InitialSpecTests {
  private let wine = SpecCases.folder + "../../../examples/wine-scaling/data/wine.csv"

  @Test func aTableOfClassesGivesASpecThatFitsIt() throws {
    let initial = try InitialSpec(table: wine)
    #expect(initial.target == "cultivar")
    let spec = try Spec.parse(Array(initial.text.utf8), path: "spec.json")
    let plan = try spec.open().plan
    #expect(plan.metric == "validation.loss")
    #expect(plan.notes.isEmpty)
    #expect(spec.experiments[0].changes.map(\.path) == ["preprocess"])
    #expect(
      spec.description
        == #"178 rows, 13 features, 3 classes in "cultivar". A fifth of the rows is held out, anew for each seed."#
    )
    #expect(
      SchemaJudge(root: SpecTable.jsonSchema()).accepts(try JSON.parse(Array(initial.text.utf8))))
  }

  @Test func aTableOfFewNumbersGivesARegressionWithoutValidation() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/train \"x\".csv"
      try Files.write(Array("y,a\n1.5,2\n2.5,\n3.5,4\n".utf8), to: path)
      let initial = try InitialSpec(table: path)
      #expect(initial.target == "y")
      let spec = try Spec.parse(Array(initial.text.utf8), path: "spec.json")
      #expect(spec.control.training.lossName == "mse")
      #expect(try spec.open().plan.metric == "train.loss")
    }
  }

  @Test func namesThatNoRowSharesAreDropped() throws {
    try withTemporaryDirectory { folder in
      let rows = (0..<120).map {
        "person \($0),\($0 % 7),ticket \($0),\($0 % 2 == 0 ? "yes" : "no")"
      }
      let text = (["name,age,ticket,survived"] + rows).joined(separator: "\n")
      try Files.write(Array(text.utf8), to: folder + "/t.csv")
      let initial = try InitialSpec(table: folder + "/t.csv")
      #expect(initial.dropped == ["name", "ticket"])
      #expect(initial.target == "survived")
      #expect(initial.dataset.featureNames == ["age"])
      let spec = try Spec.parse(Array(initial.text.utf8), path: "spec.json")
      #expect(try spec.open().datasets[0].featureNames == ["age"])
    }
  }

  @Test(
    arguments: [
      (["a", "Label", "b"], "Label"), (["y", "a"], "y"), (["a", "b"], "b"),
      (["class", "target"], "target"),
    ])
  func theTargetIsTheColumnThatSaysSoOrTheLast(columns: [String], target: String) {
    #expect(InitialSpec.guess(among: columns) == target)
  }
}
