import Tensors
import TestSupport
import Testing

@Suite struct ArenaTests {
  @Test func regionsLieApartOnCacheLines() throws {
    var plan = ArenaPlan()
    let (first, second) = (try plan.reserve(3), try plan.reserve(4, 5))
    #expect(first.count == 3 && second.count == 20)
    #expect(second.offset * MemoryLayout<Scalar>.stride % 64 == 0)
    #expect(second.offset >= first.offset + first.count)
    let arena = try Arena(plan)
    arena.fill(second, with: 7)
    let (untouched, last) = (arena.values(first), arena[second, 19])
    #expect(untouched == [0, 0, 0])
    #expect(last == 7)
  }

  @Test(arguments: [[1 << 40, 1 << 40], [Int.max, 1], [1 << 61]])
  func sizesThatCannotBeCountedAreRefused(sizes: [Int]) {
    var plan = ArenaPlan()
    #expect(throws: SizeError.self) {
      _ = sizes.count == 1 ? try plan.reserve(sizes[0]) : try plan.reserve(sizes[0], sizes[1])
    }
  }

  @Test func theByteLimitHolds() throws {
    var plan = ArenaPlan(byteLimit: 4096)
    _ = try plan.reserve(128)
    #expect(plan.byteCount <= 4096)
    #expect(throws: SizeError(byteLimit: 4096)) { _ = try plan.reserve(1_000_000) }
  }

  @Test func regionsOutsideAreRefused() async {
    await #expect(processExitsWith: .failure) {
      let arena = try Arena(ArenaPlan())
      arena.fill(Region(offset: 0, count: 1), with: 0)
    }
    await #expect(processExitsWith: .failure) { _ = Region(offset: 0, count: 4).part(2, 3) }
  }
}
