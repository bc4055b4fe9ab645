/// The counter-based random generator Philox 4x64-10, one independent stream for each key.
///
/// A stream is named by what it is for: the same (seed, purpose, name, step) gives the same numbers
/// whatever else a run draws, so adding a layer never shifts another layer's stream.
///
/// The key is the 128-bit FNV-1a hash of the seed's 8 bytes (least significant first), the bytes of
/// `purpose`, the byte 0xFF, which no UTF-8 text holds, and the bytes of `name`. The counter's
/// highest word is the step; the lower words count blocks of four numbers. As in NumPy, the counter
/// is raised before a block is made.
///
/// Reference: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
public struct Philox: RandomNumberGenerator, Sendable {
  /// What selects a stream, worked out once where many steps draw from it.
  public struct Key: BitwiseCopyable, Equatable, Sendable {
    public let low: UInt64
    public let high: UInt64

    public init(low: UInt64, high: UInt64) {
      self.low = low
      self.high = high
    }

    public init(seed: UInt64, purpose: String, name: String = "") {
      var hash = StableHash()
      for byte in 0..<8 { hash.combine(UInt8(truncatingIfNeeded: seed >> UInt64(8 * byte))) }
      for byte in purpose.utf8 { hash.combine(byte) }
      hash.combine(0xFF)
      for byte in name.utf8 { hash.combine(byte) }
      low = UInt64(truncatingIfNeeded: hash.value)
      high = UInt64(truncatingIfNeeded: hash.value >> 64)
    }
  }

  @usableFromInline let key: Key
  @usableFromInline var counter: (UInt64, UInt64, UInt64, UInt64)
  @usableFromInline var block: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  @usableFromInline var used = 4

  /// The stream of one purpose in one run: "initial" for "dense1.weight", "shuffle" for an epoch.
  public init(seed: UInt64, purpose: String, name: String = "", step: UInt64 = 0) {
    self.init(key: Key(seed: seed, purpose: purpose, name: name), step: step)
  }

  public init(key: Key, step: UInt64 = 0) {
    self.init(key: key, counter: (0, 0, 0, step))
  }

  /// The generator at any counter, its lowest word first, as NumPy's `Philox(key=, counter=)`.
  public init(key: Key, counter: (UInt64, UInt64, UInt64, UInt64)) {
    self.key = key
    self.counter = counter
  }

  @inlinable
  public mutating func next() -> UInt64 {
    if used == 4 {
      advance()
      block = Self.bijection(counter, key)
      used = 0
    }
    used += 1
    return switch used {
    case 1: block.0
    case 2: block.1
    case 3: block.2
    default: block.3
    }
  }

  /// A number in 0 ..< 1 on the grid of 2⁻⁵³, as NumPy's `Generator.random`.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number below `bound`, each equally likely (Lemire's multiplication with rejection).
  @inlinable
  public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "a bound must be positive")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// The numbers 0 ..< n in random order.
  @inlinable
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Puts a list into random order in place (Fisher and Yates), without allocating.
  @inlinable
  public mutating func shuffle<Element>(_ list: inout [Element]) {
    for last in stride(from: list.count - 1, to: 0, by: -1) {
      list.swapAt(last, Int(below(UInt64(last) + 1)))
    }
  }

  @inlinable
  mutating func advance() {
    counter.0 &+= 1
    guard counter.0 == 0 else { return }
    counter.1 &+= 1
    guard counter.1 == 0 else { return }
    counter.2 &+= 1
    guard counter.2 == 0 else { return }
    counter.3 &+= 1
  }

  @inlinable
  static func bijection(
    _ counter: (UInt64, UInt64, UInt64, UInt64), _ key: Key
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var c = counter
    var (low, high) = (key.low, key.high)
    for _ in 0..<10 {
      let p = c.0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let q = c.2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      c = (q.high ^ c.1 ^ low, q.low, p.high ^ c.3 ^ high, p.low)
      low &+= 0x9E37_79B9_7F4A_7C15
      high &+= 0xBB67_AE85_84CA_A73B
    }
    return c
  }
}

/// The 128-bit FNV-1a hash: the same on every machine and in every version.
struct StableHash {
  private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
  }
}
