import Tensors

/// An arena of named regions with their values, for tests of one kernel.
struct Bench: ~Copyable {
  let arena: Arena
  let regions: [Region]

  /// One region for each list of numbers.
  init(_ lists: [Scalar]...) throws {
    var plan = ArenaPlan()
    var regions: [Region] = []
    for list in lists { regions.append(try plan.reserve(list.count)) }
    let arena = try Arena(plan)
    for (region, list) in zip(regions, lists) { arena.store(list, in: region) }
    self.arena = arena
    self.regions = regions
  }

  subscript(index: Int) -> [Scalar] { arena.values(regions[index]) }
}

/// Reproducible numbers between −bound and bound, zeros among them.
func numbers(_ count: Int, seed: UInt64 = 1, bound: Double = 3) -> [Scalar] {
  var random = Philox(seed: seed, purpose: "test")
  return (0..<count).map { _ in
    let value = (2 * random.uniform() - 1) * bound
    return value.magnitude < bound / 50 ? 0 : Scalar(value)
  }
}

/// A few units in the last place of a result.
let precision: Scalar = MemoryLayout<Scalar>.size == 4 ? 4e-7 : 1e-14
