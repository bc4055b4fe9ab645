import JSONTrees
import Records
import Storage
import TestSupport
import Testing

@Suite struct RecordStoreTests {
  static let run = RunRecord(
    seed: 3,
    outcome: .diverged(
      Divergence(
        step: 7, epoch: 0.5, phase: "loss", layer: nil, operation: "log", row: 12, cause: "log of 0"
      )
    ),
    steps: 7, parameterCount: 5,
    layers: [LayerRecord(name: "dense1", kind: "dense", parameterCount: 5, outputShape: [1])],
    series: [
      "train.loss": Series(steps: [0, 7], epochs: [0, 0.5], values: [1 / 3, .infinity]),
      "validation.loss": Series(steps: [0, 7], epochs: [0, 0.5], values: [0.1, .nan]),
      "learning-rate": Series(steps: [1], epochs: [0.1], values: [0.01]),
    ],
    gradientHistograms: [
      SizeHistograms(
        layer: "dense1", epochs: [1, 2], zeros: [4, 0], nonFinite: [0, 5],
        counts: [
          (0..<SizeHistograms.binCount).map { $0 == 40 ? 1 : 0 },
          [Int](repeating: 0, count: SizeHistograms.binCount),
        ])
    ],
    finals: ["train.loss": .infinity, "train.accuracy": 0.25],
    events: [RunEvent(kind: .learningRateReduced, step: 5, epoch: 0.4, value: 0.001)],
    data: DataRecord(trainingRows: 8, validationRows: 2, trainingClassCounts: [5, 3]),
    features: FeatureScale(
      names: ["x"],
      raw: [
        FeatureSummary(
          minimum: 0, percentile5: 1, lowerQuartile: 2, median: 3, upperQuartile: 4,
          percentile95: 5, maximum: 6, mean: 3, standardDeviation: 1.5)
      ], prepared: [], rawCondition: 1e8, preparedCondition: .infinity, gradientShares: [1]))

  /// NaN is no equal to itself, so stored forms are compared.
  @Test func aRunComesBackAsItWasStored() throws {
    let text = Self.run.json.text()
    let back = try RunRecord(json: JSON.parse(Array(text.utf8)))
    #expect(back.json.text() == text)
    #expect(back.divergence?.row == 12)
    #expect(back.gradientHistograms == Self.run.gradientHistograms)
    #expect(back.series["validation.loss"]?.values[1].isNaN == true)
  }

  @Test func channelHistogramsComeBackAndMayBeMissing() throws {
    var run = Self.run
    let raw = ValueHistogram(of: [0, 0, 1, 2, 16, .nan])
    run.features.rawHistograms = [raw]
    run.features.preparedHistograms = [ValueHistogram(of: [0, 0.5])]
    let back = try RunRecord(json: JSON.parse(Array(run.json.text().utf8)))
    #expect(back.features.rawHistograms == run.features.rawHistograms)
    #expect(back.features.preparedHistograms == run.features.preparedHistograms)
    #expect((raw.zeros, raw.counts.reduce(0, +), raw.counts[63]) == (2, 3, 1))
    // A record from before there were histograms names none.
    #expect(!Self.run.json.text().contains("histograms\":[{\"range"))
    let old = try RunRecord(json: JSON.parse(Array(Self.run.json.text().utf8)))
    #expect(old.features.rawHistograms.isEmpty)
  }

  @Test func aDamagedRunIsNotUsed() throws {
    try withTemporaryDirectory { directory in
      let store = RecordStore(reportDirectory: directory)
      _ = try store.prepare()
      try store.store(Self.run, key: "k")
      #expect(store.run("k")?.seed == 3)
      var bytes = try Files.read(directory + "/records/k.json")
      bytes[bytes.count / 2] ^= 1
      try Files.write(bytes, to: directory + "/records/k.json")
      #expect(store.run("k") == nil)
      try Files.write(Array(bytes[..<40]), to: directory + "/records/k.json")
      #expect(store.run("k") == nil)
    }
  }

  @Test func aRunOfAnotherVersionIsNotUsed() throws {
    guard case .object(var members) = Self.run.json else { return }
    members[0].value = 999
    let error = #expect(throws: RecordError.self) { try RunRecord(json: .object(members)) }
    #expect(error?.reason == "format 999 where \(RunRecord.formatVersion) is read")
  }
}
