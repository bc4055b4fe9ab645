import JSONTrees
import Storage
import Tensors
import TestSupport
import Testing

/// The expected values come from `References/philox.py`: NumPy's generator, and mpmath.
@Suite struct PhiloxTests {
  let reference: JSON

  init() throws {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let bytes = try Files.read("/\(folder)/Fixtures/philox.json")
    reference = try JSON.parse(bytes)
  }

  private func words(_ list: JSON?) -> [UInt64] {
    (list?.elements ?? []).compactMap { $0.string.flatMap { UInt64($0) } }
  }

  @Test func givesNumPysWords() throws {
    let blocks = try #require(reference["blocks"]?.elements)
    #expect(blocks.count == 4)
    for block in blocks {
      let (key, counter) = (words(block["key"]), words(block["counter"]))
      var random = Philox(
        key: Philox.Key(low: key[0], high: key[1]),
        counter: (counter[0], counter[1], counter[2], counter[3]))
      let expected = words(block["words"])
      #expect(expected.map { _ in random.next() } == expected)
    }
  }

  @Test func givesNumPysUniformNumbers() throws {
    let expected = try #require(reference["uniform"]?.elements).compactMap(\.number)
    var random = Philox(key: Philox.Key(low: 5, high: 6), counter: (0, 0, 0, 0))
    #expect(expected.map { _ in random.uniform() } == expected)
  }

  @Test func hashesNamesAsFNV() throws {
    for key in try #require(reference["keys"]?.elements) {
      let made = Philox.Key(
        seed: try #require(key["seed"]?.string.flatMap { UInt64($0) }),
        purpose: try #require(key["purpose"]?.string), name: try #require(key["name"]?.string))
      #expect([String(made.low), String(made.high)] == [key["low"]?.string, key["high"]?.string])
    }
  }

  @Test func stepSetsTheCountersHighestWord() {
    var byStep = Philox(seed: 3, purpose: "noise", step: 9)
    var byCounter = Philox(key: Philox.Key(seed: 3, purpose: "noise"), counter: (0, 0, 0, 9))
    #expect((0..<9).map { _ in byStep.next() } == (0..<9).map { _ in byCounter.next() })
  }

  /// A name's end and a purpose's end are told apart.
  @Test func purposesAndNamesDoNotRunTogether() {
    #expect(
      Philox.Key(seed: 0, purpose: "ab", name: "c") != Philox.Key(seed: 0, purpose: "a", name: "bc")
    )
  }

  @Test func permutationsHoldEachNumberOnce() {
    var random = Philox(seed: 1, purpose: "shuffle")
    let order = random.permutation(1000)
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != Array(0..<1000))
    #expect(random.permutation(0).isEmpty)
  }

  /// Of 60 000 draws each of six permutations gets 10 000 with a deviation of 91; five are allowed.
  @Test func permutationsAreEquallyLikely() {
    var random = Philox(seed: 2, purpose: "shuffle")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 { counts[random.permutation(3), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 10_000) < 456 })
  }

  /// The mean of 100 000 has a deviation of 0.0032, that of the squares 0.0045; five are allowed.
  @Test func normalNumbersHaveUnitVariance() {
    var random = Philox(seed: 3, purpose: "noise")
    var (sum, squares) = (0.0, 0.0)
    for _ in 0..<100_000 {
      let value = random.normal()
      sum += value
      squares += value * value
    }
    #expect(abs(sum / 100_000) < 0.016)
    #expect(abs(squares / 100_000 - 1) < 0.0225)
  }

  @Test func normalNumbersAreQuantiles() throws {
    for pair in try #require(reference["quantiles"]?.elements) {
      let (p, expected) = try (
        #require(pair.elements.first?.number), #require(pair.elements.last?.number)
      )
      #expect(normalQuantile(p).isClose(to: expected, within: 2e-15, absolute: 1e-16), "at \(p)")
    }
  }
}
