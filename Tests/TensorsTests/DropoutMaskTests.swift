import Tensors
import TestSupport
import Testing

@Suite struct DropoutMaskTests {
  /// The twin draws from ``Philox`` itself: two 32-bit numbers from each word, the lower first.
  @Test(arguments: [0, 0.25, 0.9, 1] as [Scalar])
  func drawsFromTheStream(rate: Scalar) throws {
    let key = Philox.Key(seed: 5, purpose: "dropout", name: "dropout1")
    let bench = try Bench([Scalar](repeating: -1, count: 1003))
    bench.arena.makeDropoutMask(bench.regions[0], rate: rate, key: key, step: 12)
    var random = Philox(key: key, step: 12)
    var expected: [Scalar] = []
    for _ in 0..<502 {
      let word = random.next()
      for half in [word & 0xFFFF_FFFF, word >> 32] {
        let isDropped = Double(half) < Double(rate) * 0x1p32
        expected.append(isDropped ? 0 : 1 / (1 - rate))
      }
    }
    #expect(bench[0] == Array(expected.prefix(1003)))
  }
}
