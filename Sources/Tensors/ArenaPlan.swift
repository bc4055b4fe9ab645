/// A place in an ``Arena``: where a run of numbers starts and how many it holds.
public struct Region: BitwiseCopyable, Equatable, Sendable {
  public let offset: Int
  public let count: Int

  public init(offset: Int, count: Int) {
    self.offset = offset
    self.count = count
  }

  /// No numbers at all, for a buffer that is not needed.
  public static let empty = Region(offset: 0, count: 0)

  public var isEmpty: Bool { count == 0 }

  /// A part of the region.
  public func part(_ start: Int, _ length: Int) -> Region {
    precondition(
      start >= 0 && length >= 0 && start + length <= count,
      "a part of \(length) from \(start) lies outside a region of \(count)")
    return Region(offset: offset + start, count: length)
  }

  /// The first numbers of the region.
  public func first(_ length: Int) -> Region { part(0, length) }
}

/// Adds up what an ``Arena`` will hold before a byte of it is allocated.
public struct ArenaPlan: Sendable {
  /// The largest number of bytes that may be planned.
  public let byteLimit: Int
  public private(set) var count = 0

  public init(byteLimit: Int = .max) {
    self.byteLimit = byteLimit
  }

  public var byteCount: Int { count * MemoryLayout<Scalar>.stride }

  /// A region of the product of all sizes, on a cache line of its own.
  public mutating func reserve(_ sizes: Int...) throws(SizeError) -> Region {
    var product = 1
    for size in sizes {
      precondition(size >= 0, "a size must not be negative, as \(size) is")
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { throw SizeError(byteLimit: byteLimit) }
      product = next
    }
    let line = 64 / MemoryLayout<Scalar>.stride
    let limit = Swift.min(byteLimit, Int.max / 2) / MemoryLayout<Scalar>.stride - line
    guard product <= limit, count <= limit - product else { throw SizeError(byteLimit: byteLimit) }
    let region = Region(offset: count, count: product)
    count += (product + line - 1) / line * line
    return region
  }
}

/// What was asked for needs more memory than allowed, or than can be counted.
public struct SizeError: Error, Equatable, Sendable {
  public let byteLimit: Int

  public init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }
}
