package import JSONTrees

/// The one table of all keys of a spec.
package enum SpecTable {
  package static let schema = SpecSchema(root: root, definitions: definitions)

  /// The JSON Schema that editors complete and check specs with.
  package static func jsonSchema() -> JSON {
    schema.jsonSchema(
      id: "lossreport-spec-1.schema.json", title: "lossreport spec, version 1")
  }

  static let root = ObjectShape(
    [
      .init("$schema", "The address of this schema, for editors.", .text(noun: "an address")),
      .init(
        "title", "The comparison in one sentence; the file's name where it is absent.",
        .text(noun: "a title"), example: "Unscaled features stall training on the wine table"),
      .init("description", "A note for readers of the spec.", .text(noun: "a note")),
      .init(
        "data", "The rows that all arms are trained on.", .patch(.named("data")),
        example: ["csv": "data/wine.csv", "target": "cultivar", "validation": 0.2]),
      .init("training", "What all arms share.", .patch(.named("training")), .standard([:])),
      .init(
        "control", "The arm that the others are compared with: a patch over what is shared.",
        .patch(.named("arm")), .standard([:]), example: ["name": "unscaled"]),
      .init(
        "experiment", "The arm with the one change.", .patch(.named("arm")),
        example: ["name": "standardised", "preprocess": ["standardize"]],
        aliases: ["treatment", "variant"]),
      .init(
        "experiments", "Several such arms by name.",
        .names(.patch(.named("arm")), noun: "arms by name"),
        example: ["small rate": ["optimizer": ["sgd": ["lr": 0.001]]]]),
      .init(
        "sweep",
        "One arm for each value of a key, by the key's path in the training or, after \"data.\", "
          + "in the data.",
        .names(
          .list(.any, .init("values", count: 1...1_000, isUnique: true)),
          noun: "lists of values by key path"),
        example: ["optimizer.lr": [0.001, 0.01]]),
      .init(
        "seeds", "How many seeds each arm is trained with, from 0 on, or which.",
        .either([
          .number(.whole(1...10_000)),
          .list(
            .number(.whole(from: 0)), .init("seeds", count: 1...10_000, isUnique: true)),
        ]), .standard(8), aliases: ["seed", "repeats", "runs"]),
      .init(
        "metric",
        "What the verdict is on; the validation loss where it is absent and the arms share their loss.",
        .word(noun: "metric", MetricTable.words)),
      .init(
        "minimum-effect", "The smallest relative difference that matters.",
        .number(.part), .standard(0.05)),
      .init(
        "expect", "What has to come out for the program to exit with 0.",
        .list(.named("expectation"), .init("expectations", count: 0...1_000)), .standard([]),
        example: [["verdict": "improved"]]),
    ],
    groups: [
      .init("experiment", ["experiment", "experiments", "sweep"], isRequired: true)
    ],
    hints: TrainingTable.object.fields.reduce(into: [:]) { hints, field in
      hints[field.key] = "it belongs into \"training\" or an arm"
    })

  static let arm = ObjectShape(
    [
      .init("name", "The arm's name in reports.", .text(noun: "a name")),
      .init("description", "A note for readers of the spec.", .text(noun: "a note")),
      .init("data", "A patch over the data.", .named("data")),
    ] + TrainingTable.object.fields,
    hints: TrainingTable.object.hints.merging(
      ["training": "an arm's keys are those of \"training\" themselves"]) { $1 })

  static let definitions: [SpecDefinition] = [
    .init(
      "data", "Where the rows come from, and how they are split and spoiled.",
      .object(DataTable.object)),
    .init("training", "How a network is trained.", .object(TrainingTable.object)),
    .init(
      "validation", "Which rows are held out: a fraction alone, or one of these ways.",
      .object(DataTable.validation)),
    .init(
      "early-stopping", "When training ends before its last epoch.",
      .object(TrainingTable.earlyStopping)),
    .init(
      "arm",
      "A merge patch (RFC 7386) over `training`, whose `data` is one over `data`; null removes a "
        + "key. Giving another variant, such as another optimizer, replaces the one that was there.",
      .object(arm)),
    .init(
      "layer", "A layer; its settings may be left out where none is required.",
      .choice(LayerTable.choice)),
    .init("initializer", "How weights start.", .choice(InitializerTable.choice)),
    .init("loss", "What training makes small.", .choice(LossTable.choice)),
    .init("optimizer", "How parameters follow the gradient.", .choice(OptimizerTable.choice)),
    .init("schedule", "How the learning rate changes.", .choice(ScheduleTable.choice)),
    .init(
      "preprocessor", "What is done to features before training.",
      .choice(PreprocessorTable.choice)),
    .init(
      "augmentation", "A random change to training rows.", .choice(AugmentationTable.choice)),
    .init("probes", "What is measured beside the losses.", .object(ProbeTable.object)),
    .init("curvature", "How the largest curvature is found.", .object(ProbeTable.curvature)),
    .init("clip", "The limit on the gradient.", .choice(TrainingTable.clip)),
    .init("generator", "Rows made by a recipe.", .choice(GeneratorTable.choice)),
    .init("fault", "A fault that is put into the training rows.", .choice(FaultTable.choice)),
    .init("expectation", "One condition on the outcome.", .object(ExpectationTable.object)),
  ]
}
