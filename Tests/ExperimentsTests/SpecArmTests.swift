import Datasets
import Experiments
import JSONTrees
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct SpecArmTests {
  private func spec(_ parts: (String, String)...) throws -> Spec {
    try Spec.parse(Array(SpecCases.spec(parts).utf8), path: "folder/my.spec.json")
  }

  @Test(arguments: try SpecCases.all().filter(\.faults.isEmpty))
  func aResolvedSpecResolvesToItself(_ specCase: SpecCase) throws {
    let spec = try Spec.parse(Array(specCase.text.utf8), path: "spec.json")
    let again = try Spec.parse(spec.resolved.utf8(.readable), path: "spec.json")
    #expect(again.resolved == spec.resolved)
    #expect(again.digest == spec.digest)
    #expect(again.arms.map(\.settings) == spec.arms.map(\.settings))
    #expect(again.arms.map(\.name) == spec.arms.map(\.name))
    #expect(again.seeds == spec.seeds)
    #expect(SchemaJudge(root: SpecTable.jsonSchema()).accepts(spec.resolved))
  }

  @Test func aSpecIsNamedByItsFile() throws {
    let spec = try spec()
    #expect(spec.name == "my.spec")
    #expect(spec.title == "my.spec")
    #expect(spec.folder == "folder/")
    #expect(spec.seeds == Array(0..<8))
    #expect(spec.minimumEffect == 0.05)
    #expect(spec.arms.map(\.name) == ["control", "experiment"])
    #expect(spec.arms.map(\.role) == [.control, .experiment])
  }

  @Test func aSecondVariantReplacesTheFirstInAPatch() throws {
    let short = try spec(("experiment", #"{"optimizer": {"adam": {"lr": 0.1}}}"#))
    let byTheLetter = try spec(("experiment", #"{"optimizer": {"sgd": null, "adam": 0.1}}"#))
    #expect(short.experiments[0].training.optimizerName == "adam")
    #expect(short.experiments[0].settings == byTheLetter.experiments[0].settings)
    #expect(
      short.experiments[0].changes == [
        SettingChange(
          path: "optimizer", control: #"{"sgd":0.01}"#, experiment: #"{"adam":0.1}"#)
      ])
  }

  @Test func aPatchKeepsTheSettingsThatItDoesNotGive() throws {
    let spec = try spec(
      ("optimizer", #"{"sgd": {"lr": 0.1, "momentum": 0.9}}"#),
      ("experiment", #"{"optimizer": {"sgd": 0.5}}"#))
    #expect(spec.experiments[0].training.momentum == 0.9)
    #expect(spec.experiments[0].training.learningRate == 0.5)
    #expect(
      spec.experiments[0].changes == [
        SettingChange(path: "optimizer.sgd.lr", control: "0.1", experiment: "0.5")
      ])
  }

  @Test func nullBringsADefaultBack() throws {
    let spec = try spec(("training", #""l2": 0.1"#), ("experiment", #"{"l2": null}"#))
    #expect(
      spec.experiments[0].changes == [
        SettingChange(path: "l2", control: "0.1", experiment: "0")
      ])
  }

  @Test func oneChangedLayerIsOneChange() throws {
    let spec = try spec(
      ("experiment", #"{"model": [{"dense": 8}, "tanh", {"dense": "classes"}]}"#))
    #expect(
      spec.experiments[0].changes == [
        SettingChange(path: "model[1]", control: #""relu""#, experiment: #""tanh""#)
      ])
    let deeper = try self.spec(("experiment", #"{"model": [{"dense": "classes"}]}"#))
    #expect(
      deeper.experiments[0].changes == [
        SettingChange(
          path: "model", control: #"[{"dense":8},"relu",{"dense":"classes"}]"#,
          experiment: #"[{"dense":"classes"}]"#)
      ])
  }

  @Test func otherDataIsOneChange() throws {
    let spec = try spec(
      ("experiment", #"{"data": {"synthetic": {"two-moons": {"rows": 500}}}}"#))
    #expect(
      spec.experiments[0].changes == [
        SettingChange(
          path: "data.synthetic", control: #""uniform-binary""#,
          experiment: #"{"two-moons":{"rows":500}}"#)
      ])
  }

  @Test func aSweepNamesItsArmsByTheirValues() throws {
    let sweep =
      #"{"optimizer.lr": [0.001, 0.1], "data.validation.fraction": [0.5], "batch": ["all"]}"#
    let spec = try spec(("experiment", "-"), ("sweep", sweep))
    #expect(
      spec.experiments.map(\.name) == ["lr=0.001", "lr=0.1", "fraction=0.5", "batch=all"])
    #expect(spec.experiments.map(\.training.learningRate) == [0.001, 0.1, 0.01, 0.01])
    #expect(spec.experiments[3].training.batch == nil)
    #expect(spec.experiments.allSatisfy { $0.changes.count == 1 })
  }

  @Test func aJobIsWhatTheSpecSays() throws {
    let extra = #"""
      "schedule": {"warm-up": {"steps": 5, "then": {"cosine": {"epochs": 7}}}}, "batch": 4,
      "clip": {"value": 0.5}, "early-stopping": 3, "l1": 0.25, "l2": 0.5, "accumulate": 2,
      "shuffle": false, "drop-last": true, "freeze": ["dense1"], "init": {"constant": 2}
      """#
    let arm = try spec(
      ("training", extra), ("optimizer", #"{"nesterov": {"lr": 0.5, "weight-decay": 0.125}}"#)
    ).control
    let rows = LabelledRows(
      features: [1, 2, 3, 4, 5, 6], rowCount: 2, rowShape: [3], targets: .classes([0, 2], count: 3))
    let job = arm.training.job(seed: 5, rows: rows)
    #expect(job.seed == 5)
    #expect(job.learningRate == 0.5)
    #expect((job.optimizer as? SGD)?.isNesterov == true)
    #expect((job.optimizer as? SGD)?.momentum == 0.9)
    #expect((job.optimizer as? SGD)?.weightDecay == 0.125)
    #expect((job.schedule as? WarmUp)?.length == .steps(5))
    #expect(((job.schedule as? WarmUp)?.following as? CosineAnnealing)?.epochs == 7)
    #expect(job.batchSize == 4)
    #expect(job.clipping == .value(0.5))
    #expect(job.earlyStopping == EarlyStopping(patience: 3, restoresBest: true))
    #expect((job.l1, job.l2) == (0.25, 0.5))
    #expect(job.accumulation == 2)
    #expect(!job.shuffles && job.dropsLastBatch)
    #expect(job.network.layers.map(\.name) == ["dense1", "relu1", "dense2"])
    #expect(job.network.layers.map(\.isFrozen) == [true, false, false])
    #expect((job.network.layers[2].layer as? Dense)?.units == 3)
    #expect(((job.network.layers[2].layer as? Dense)?.weights as? Constant)?.value == 2)
  }

  @Test func everyVariantOfTheTableIsBound() throws {
    let rows = LabelledRows(
      features: [1, 2], rowCount: 1, rowShape: [2], targets: .classes([0], count: 2))
    var kinds: Set<String> = []
    for name in ["layer", "initializer", "loss", "optimizer", "schedule"] {
      for value in values(of: name) {
        let parts =
          switch name {
          case "layer": ("model", "[\(value), {\"dense\": \"classes\"}]")
          case "initializer": ("training", "\"init\": \(value)")
          case "schedule": ("training", "\"schedule\": \(value)")
          default: (name, value)
          }
        let job = try spec(parts).control.training.job(seed: 0, rows: rows)
        switch name {
        case "layer": kinds.insert(job.network.layers[0].layer.kind)
        case "loss": kinds.insert(job.loss.kind)
        case "schedule": kinds.insert(job.schedule.kind)
        default: break
        }
      }
    }
    let engine =
      layerKinds.map { $0.kind } + lossKinds.map { $0.kind } + scheduleKinds.map { $0.kind }
    #expect(kinds == Set(engine))
    for value in values(of: "preprocessor") {
      let arm = try spec(("experiment", "{\"preprocess\": [\(value)]}")).experiments[0]
      #expect(value.contains(arm.preparation.steps[0].preprocessor.name))
    }
    for value in values(of: "fault") {
      let arm = try spec(("experiment", "{\"data\": {\"faults\": [\(value)]}}")).experiments[0]
      #expect(value.contains(arm.preparation.faults[0].name))
    }
  }

  /// One way of writing each variant of a choice.
  private func values(of definition: String) -> [String] {
    guard
      case .choice(let choice)? = SpecTable.schema.definitions
        .first(where: { $0.name == definition })?.shape
    else { return [] }
    return choice.variants.map { variant in
      if variant.isNameEnough { return "\"\(variant.name)\"" }
      let value =
        switch variant.name {
        case "warm-up": #"{"epochs": 1}"#
        case "step": "1"
        case "multi-step": "[1, 2]"
        case "clip": "[0, 1]"
        case "outliers": #"{"count": 1}"#
        case "duplicate-columns", "imbalance", "misaligned-labels": "3"
        default: exampleSettings(of: variant) ?? "0.5"
        }
      return "{\"\(variant.name)\": \(value)}"
    }
  }

  /// The settings that a variant requires, by their examples; nil where one has none.
  private func exampleSettings(of variant: Choice.Variant) -> String? {
    guard case .settings(let object) = variant.payload else { return nil }
    let required = object.fields.filter { $0.presence == .required }
    let members = required.compactMap { field in
      field.example.map { JSON.Member(field.key, $0) }
    }
    return members.count == required.count && !members.isEmpty
      ? JSON.object(members).text() : nil
  }

  @Test func dataOptionsAreWhatTheSpecSays() throws {
    let spec = try Spec.parse(
      Array(
        SpecCases.spec([
          (
            "data",
            #"""
            {"csv": "../../examples/wine-scaling/data/wine.csv", "target": ["alcohol", "hue"],
             "drop": ["ash"], "categorical": ["proline"], "delimiter": ";", "missing": "median",
             "missing-values": ["-"], "task": "regression",
             "validation": {"column": "cultivar", "value": 3}}
            """#
          )
        ]).utf8), path: SpecCases.folder + "../spec.json")
    let data = spec.control.data
    #expect(
      data.options
        == DataOptions(
          target: ["alcohol", "hue"], drop: ["ash"], categorical: ["proline"], delimiter: ";",
          missingNames: ["", "-"], missing: .median, task: .regression,
          validation: .column("cultivar", equals: "3")))
    #expect(data.split == .given)
    #expect(
      data.dataSource
        == .table(SpecCases.folder + "../../../examples/wine-scaling/data/wine.csv"))
  }

  /// Damaged specs may be refused or not, but never stop the program.
  @Test func noDamageStopsTheReader() throws {
    var random = Philox(seed: 1, purpose: "damage")
    let cases = try SpecCases.all().map { Array($0.text.utf8) }
    let pieces = [
      "null", "{}", "[]", "-1", "1e300", "0", "\"\"", "\"x\"", "true", ",", "{", "}", "[", "]", ":",
      "\"sgd\"", "{\"dense\": 1}", "[[[1]]]",
    ].map { Array($0.utf8) }
    let facts = DataFacts(
      name: "f", task: .classification, trainingRows: 5, validationRows: 0, featureCount: 2,
      classCounts: [3, 2], targetWidth: 1)
    func below(_ count: Int) -> Int { Int(random.uniform() * Double(count)) }
    for _ in 0..<1500 {
      var text = cases[below(cases.count)]
      for _ in 0...below(2) where !text.isEmpty {
        let start = below(text.count)
        // From one mark to the next, so that many of the damaged texts are still JSON.
        let end = text[start...].firstIndex { ":,[]{}\n".utf8.contains($0) } ?? text.count
        let first = text[..<start].lastIndex { ":,[]{}\n".utf8.contains($0) }.map { $0 + 1 } ?? 0
        text.replaceSubrange(first..<end, with: pieces[below(pieces.count)])
      }
      do {
        let spec = try Spec.parse(text, path: "spec.json")
        _ = try spec.resolve(spec.arms.map { _ in facts })
      } catch {
        #expect(!error.faults.isEmpty)
      }
    }
  }
}
