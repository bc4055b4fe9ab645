import Datasets
import Experiments
import JSONTrees
import Storage
import TestSupport
import Testing

@Suite struct SpecResolveTests {
  /// The wine table's sizes: three classes.
  static let wine = DataFacts(
    name: "wine.csv", task: .classification, trainingRows: 142, validationRows: 36,
    featureCount: 13, classCounts: [59, 71, 48], targetWidth: 1)
  static let numbers = DataFacts(
    name: "houses.csv", task: .regression, trainingRows: 80, validationRows: 20, featureCount: 5,
    classCounts: [], targetWidth: 1)
  static let text = DataFacts(
    name: "letters.txt", task: .classification, trainingRows: 90, validationRows: 10,
    featureCount: 8, classCounts: [40, 60], targetWidth: 1, vocabulary: 27)
  static let images = DataFacts(
    name: "digits.npz", task: .classification, trainingRows: 142, validationRows: 36,
    featureCount: 64, rowShape: [1, 8, 8], classCounts: [59, 71, 48], targetWidth: 1)
  static let series = DataFacts(
    name: "series.npz", task: .classification, trainingRows: 142, validationRows: 36,
    featureCount: 20, rowShape: [2, 10], classCounts: [59, 71, 48], targetWidth: 1)
  static let unsplit = DataFacts(
    name: "rows.csv", task: .classification, trainingRows: 3, validationRows: 0, featureCount: 3,
    classCounts: [2, 1], targetWidth: 1)

  static let labels = DataFacts(
    name: "topics.csv", task: .multiLabel, trainingRows: 80, validationRows: 20, featureCount: 5,
    classCounts: [], targetWidth: 3)

  static let quantities = DataFacts(
    name: "houses.csv", task: .regression, trainingRows: 80, validationRows: 20, featureCount: 5,
    classCounts: [], targetWidth: 1, targetValues: .quantities)
  static let shares = DataFacts(
    name: "shares.csv", task: .regression, trainingRows: 80, validationRows: 20, featureCount: 5,
    classCounts: [], targetWidth: 3, targetValues: .probabilities)

  private func outcome(
    _ parts: [(String, String)], _ facts: DataFacts, memoryLimit: Int = 8 << 30
  ) throws -> Result<StudyPlan, SpecError> {
    let spec = try Spec.parse(Array(SpecCases.spec(parts).utf8), path: "spec.json")
    return Result { () throws(SpecError) -> StudyPlan in
      try spec.resolve(spec.arms.map { _ in facts }, memoryLimit: memoryLimit)
    }
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var what: String
    var parts: [(String, String)]
    var facts = SpecResolveTests.wine
    var messages: [String]
    var testDescription: String { what }
  }

  @Test(arguments: faults)
  func everyMisfitIsNamedWithItsPlace(_ fault: Fault) throws {
    guard case .failure(let error) = try outcome(fault.parts, fault.facts) else {
      Issue.record("no fault")
      return
    }
    #expect(error.faults.map { $0.rendered(file: "spec.json") } == fault.messages)
  }

  @Test func armsThatShareTheirLossAreComparedByIt() throws {
    let plan = try outcome([], Self.wine).get()
    #expect(plan.metric == "validation.loss")
    #expect(!plan.metricGrows)
    #expect(plan.metricReason == nil)
    #expect(plan.notes.isEmpty)
  }

  @Test func withoutValidationRowsTheTrainingLossDecides() throws {
    let plan = try outcome([], Self.unsplit).get()
    #expect(plan.metric == "train.loss")
    #expect(plan.metricReason == "no rows are held out, so the training loss has to decide")
  }

  @Test func classesUnderDifferentLossesAreComparedByLikelihood() throws {
    let plan = try outcome(
      [("experiment", #"{"loss": {"cross-entropy": {"label-smoothing": 0.1}}}"#)], Self.wine
    ).get()
    #expect(plan.metric == "validation.nll")
    #expect(
      plan.metricReason
        == "the losses differ in cross-entropy.label-smoothing, 0 and 0.1, and values of different losses don't compare"
    )
  }

  @Test func scoresThatAreNoProbabilitiesAreComparedByAccuracy() throws {
    let plan = try outcome([("experiment", #"{"loss": "mse"}"#)], Self.wine).get()
    #expect(plan.metric == "validation.accuracy")
    #expect(plan.metricGrows)
    #expect(plan.notes.count == 1)
  }

  /// A focal or hinge loss makes no likelihoods to be held against cross-entropy's.
  @Test(arguments: ["focal", "hinge"])
  func lossesWithoutLikelihoodAreComparedByAccuracy(_ loss: String) throws {
    let plan = try outcome([("experiment", #"{"loss": "\#(loss)"}"#)], Self.wine).get()
    #expect(plan.metric == "validation.accuracy" && plan.metricGrows)
  }

  @Test func labelsUnderDifferentLossesAreComparedByLikelihood() throws {
    let plan = try outcome(
      [
        ("loss", #""bce-with-logits""#), ("model", #"[{"dense": "targets"}]"#),
        ("experiment", #"{"loss": {"bce-with-logits": {"positive-weight": [1, 2, 3]}}}"#),
      ], Self.labels
    ).get()
    #expect(plan.metric == "validation.nll")
  }

  @Test(arguments: ["validation.f1", "train.recall.2", "validation.balanced-accuracy"])
  func sharesOfRightRowsGrow(_ metric: String) throws {
    let plan = try outcome([("metric", #""\#(metric)""#)], Self.wine).get()
    #expect(plan.metric == metric && plan.metricGrows)
  }

  @Test func numbersUnderDifferentLossesAreComparedByTheirError() throws {
    let plan = try outcome(
      [
        ("loss", #""mse""#), ("model", #"[{"dense": "targets"}]"#),
        ("experiment", #"{"loss": "huber"}"#),
      ], Self.numbers
    ).get()
    #expect(plan.metric == "validation.rmse")
  }

  @Test func targetsInOtherUnitsAreComparedByTheirError() throws {
    let plan = try outcome(
      [
        ("loss", #""mse""#), ("model", #"[{"dense": "targets"}]"#),
        ("experiment", #"{"standardize-target": true}"#),
      ], Self.numbers
    ).get()
    #expect(plan.metric == "validation.rmse")
    #expect(
      plan.metricReason
        == "the losses are in different units, as one target is standardised, and values of different losses don't compare"
    )
  }

  @Test func twoDifferencesAreNotedAsConfounded() throws {
    let plan = try outcome(
      [("experiment", #"{"batch": 8, "optimizer": {"sgd": 0.1}}"#)], Self.wine
    ).get()
    #expect(
      plan.notes == [
        #""experiment" differs in 2 settings (optimizer.sgd.lr and batch): no single one is shown to be the cause"#
      ])
  }

  @Test func armsMustHaveOneTask() throws {
    let text = SpecCases.spec([
      ("experiment", #"{"data": {"synthetic": "waves"}, "loss": "mse", "model": [{"dense": 1}]}"#)
    ])
    let spec = try Spec.parse(Array(text.utf8), path: "spec.json")
    let error = try #require(throws: SpecError.self) {
      try spec.resolve([Self.wine, Self.numbers])
    }
    #expect(
      error.faults.map { $0.rendered(file: "spec.json") } == [
        #"spec.json:2:11: data: the data of "experiment" make a regression and the control's a classification; expected one task for all arms"#
      ])
  }

  @Test func aDefaultBatchMayExceedTheRows() throws {
    #expect(try outcome([], Self.unsplit).get().metric == "train.loss")
  }

  @Test func initialWeightsMustFitTheNetwork() throws {
    try withTemporaryDirectory { folder in
      let weights = Weights([
        "dense1.weight": .init(shape: [8, 13], values: Array(repeating: 0.5, count: 104)),
        "dense2.bias": .init(shape: [2], values: [0, 0]),
        "dense3.weight": .init(shape: [1, 1], values: [1]),
      ])
      try weights.write(to: folder + "/init.safetensors")
      let text = SpecCases.spec([("training", #""initial-weights": "init.safetensors""#)])
      let spec = try Spec.parse(Array(text.utf8), path: folder + "/spec.json")
      let error = try #require(throws: SpecError.self) {
        try spec.resolve([Self.wine, Self.wine])
      }
      #expect(
        error.faults.map { $0.rendered(file: "spec.json") } == [
          #"spec.json:8:24: training.initial-weights: "dense2.bias" has the shape [2]; expected [3]"#,
          #"spec.json:8:24: training.initial-weights: the network has no parameter "dense3.weight"; did you mean "dense1.weight"?"#,
        ])
    }
  }

  @Test func theOrderOfRowsMustFitTheTrainingRows() throws {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let order = folder.joined(separator: "/") + "/DatasetsTests/Fixtures/order.npz"
    let text = SpecCases.spec([("training", #""batch-order": "\#(order)""#)])
    let spec = try Spec.parse(Array(text.utf8), path: "spec.json")
    let error = try #require(throws: SpecError.self) { try spec.resolve([Self.wine, Self.wine]) }
    #expect(
      error.faults.map { $0.rendered(file: "spec.json") } == [
        "spec.json:8:20: training.batch-order: an epoch of \(order) has 3 rows, wine.csv 142 to "
          + "train on; expected 142 row numbers an epoch"
      ])
  }

  @Test func aMissingTargetIsLocatedInTheSpec() throws {
    try withTemporaryDirectory { folder in
      try Files.write(Array("a,b,quality\n1,2,x\n3,4,y\n".utf8), to: folder + "/t.csv")
      let text = SpecCases.spec([("data", #"{"csv": "t.csv", "target": "qualty"}"#)])
      let spec = try Spec.parse(Array(text.utf8), path: folder + "/spec.json")
      let error = try #require(throws: SpecError.self) { try spec.open() }
      #expect(error.faults.count == 1)
      let line = error.faults[0].rendered(file: "spec.json")
      #expect(line.hasPrefix("spec.json:2:38: data.target: "))
      #expect(line.hasSuffix(#"did you mean "quality"?"#))
    }
  }
}
