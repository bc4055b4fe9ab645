import JSONTrees
import Records
import Testing

@Suite struct LearningRateRangeTests {
  private func stored(_ range: LearningRateRange?) throws -> RunRecord {
    var run = RecordStoreTests.run
    run.learningRateRange = range
    return try RunRecord(json: JSON.parse(Array(run.json.text().utf8)))
  }

  @Test func aRangeTestComesBackAsItWasStored() throws {
    let range = LearningRateRange(
      rates: [1e-4, 1e-2, 1], losses: [1.1, 0.4, .infinity], suggestedRate: 1e-3,
      divergenceRate: 1)
    #expect(try stored(range).learningRateRange == range)
    let flat = LearningRateRange(
      rates: [1e-4], losses: [1.1], suggestedRate: nil, divergenceRate: nil)
    #expect(try stored(flat).learningRateRange == flat)
  }

  @Test func aRunWithoutARangeTestIsStoredAsBefore() throws {
    #expect(RecordStoreTests.run.json["learning-rate-range"] == nil)
    #expect(try stored(nil).learningRateRange == nil)
  }

  @Test func ratesWithoutLossesAreNotRead() throws {
    guard case .object(var members) = RecordStoreTests.run.json else { return }
    members.append(.init("learning-rate-range", ["rate": [1, 2], "loss": [0.5]]))
    #expect(throws: RecordError.self) { try RunRecord(json: .object(members)) }
  }
}
