internal import Glibc

/// All memory of one training run, allocated once.
///
/// Operations are methods that take regions, check them against the arena's bounds and never
/// allocate. They write through a borrowed arena: it belongs to one run on one thread, which the
/// compiler sees to, as an arena can neither be copied nor sent.
@safe public struct Arena: ~Copyable {
  private let allocation: UnsafeMutableRawPointer
  private let base: UnsafeMutablePointer<Scalar>
  public let count: Int

  /// Memory of zeros as large as planned.
  public init(_ plan: ArenaPlan) throws(SizeError) {
    BLASInfo.useOneThread()
    let size = plan.count * MemoryLayout<Scalar>.stride + 64
    guard let memory = unsafe calloc(1, size) else { throw SizeError(byteLimit: plan.byteLimit) }
    unsafe allocation = memory
    unsafe base = memory.alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Scalar.self)
    count = plan.count
  }

  deinit { unsafe free(allocation) }

  /// The region's first number, once the region is known to lie inside.
  func start(_ region: Region) -> UnsafeMutablePointer<Scalar> {
    precondition(
      region.offset >= 0 && region.count >= 0 && region.offset <= count - region.count,
      "a region lies outside its arena")
    return unsafe base + region.offset
  }

  /// The first number of a region that must hold at least `length`.
  func start(_ region: Region, atLeast length: Int) -> UnsafeMutablePointer<Scalar> {
    precondition(length <= region.count, "a region of \(region.count) is used for \(length)")
    return unsafe start(region)
  }

  public subscript(region: Region, index: Int) -> Scalar {
    get {
      precondition(index >= 0 && index < region.count, "an index lies outside its region")
      return unsafe start(region)[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < region.count, "an index lies outside its region")
      unsafe start(region)[index] = newValue
    }
  }

  /// The region's numbers as an array of their own.
  public func values(_ region: Region) -> [Scalar] {
    unsafe Array(UnsafeBufferPointer(start: start(region), count: region.count))
  }

  /// Puts numbers into a region of the same count.
  public func store(_ values: [Scalar], in region: Region) {
    precondition(values.count == region.count, "\(values.count) numbers for \(region.count)")
    unsafe values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      unsafe start(region).update(from: first, count: source.count)
    }
  }

  /// Sets every number of a region.
  public func fill(_ region: Region, with value: Scalar) {
    unsafe start(region).update(repeating: value, count: region.count)
  }

  /// Copies one region's numbers into another of the same count.
  public func copy(_ source: Region, to destination: Region) {
    precondition(source.count == destination.count, "regions of different counts")
    unsafe start(destination).update(from: start(source), count: source.count)
  }
}
