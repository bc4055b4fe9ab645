#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// The Euclidean norm, summed in Double.
  public func norm(_ region: Region) -> Double {
    sumOfSquares(region).squareRoot()
  }

  public func sumOfSquares(_ region: Region) -> Double {
    unsafe lr_sum_of_squares(start(region), region.count)
  }

  /// The index of the first NaN or infinity.
  public func firstNonFinite(_ region: Region) -> Int? {
    let index = unsafe lr_first_non_finite(start(region), region.count)
    return index < 0 ? nil : index
  }

  /// Adds the sum of sizes of each row of a matrix to one of the sums.
  public func addRowSizes(_ matrix: Region, width: Int, to sums: inout [Double]) {
    let rows = sums.count
    let first = unsafe start(matrix, atLeast: rows * width)
    unsafe sums.withUnsafeMutableBufferPointer { buffer in
      unsafe lr_add_row_sizes(first, rows, width, buffer.baseAddress)
    }
  }

  /// Adds the counts of a region's sizes to the last of a list of counts.
  public func countSizes(_ region: Region, into counts: inout SizeCounts) {
    let first = unsafe start(region)
    unsafe sizeCells.withUnsafeBufferPointer { cells in
      unsafe counts.numbers.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        unsafe lr_count_sizes(
          cells.baseAddress, first, region.count, start + (buffer.count - SizeCounts.stride))
      }
    }
  }

  /// Adds the region's numbers to moments.
  public func addMoments(of region: Region, to moments: inout Moments) {
    let first = unsafe start(region)
    guard region.count > 0 else { return }
    if moments.origin == nil { moments.origin = Double(unsafe first[0]) }
    unsafe withUnsafeMutableBytes(of: &moments.sums) { bytes in
      unsafe lr_add_moments(
        first, region.count, Scalar(moments.origin ?? 0),
        bytes.baseAddress?.assumingMemoryBound(to: Double.self))
    }
    moments.count += region.count
  }

  /// The sums of squares of a region, of what it was before, and of their difference.
  public func updateSums(
    _ new: Region, from old: Region
  ) -> (new: Double, old: Double, difference: Double) {
    var sums = (0.0, 0.0, 0.0)
    unsafe withUnsafeMutableBytes(of: &sums) { bytes in
      unsafe lr_update_sums(
        start(new), start(old, atLeast: new.count), new.count,
        bytes.baseAddress?.assumingMemoryBound(to: Double.self))
    }
    return (sums.0, sums.1, sums.2)
  }

  /// Marks units that are not 0 in some row and position with 1; `alive` has one number a unit.
  public func markAlive(_ outputs: Region, rows: Int, positions: Int, in alive: inout [Scalar]) {
    let first = unsafe start(outputs, atLeast: rows * alive.count * positions)
    unsafe alive.withUnsafeMutableBufferPointer { buffer in
      unsafe lr_mark_alive(first, rows, buffer.count, positions, buffer.baseAddress)
    }
  }

  /// Numbers outside a range.
  public func countOutside(_ range: ClosedRange<Scalar>, in region: Region) -> Int {
    unsafe lr_count_outside(start(region), region.count, range.lowerBound, range.upperBound)
  }
}

/// Counts of numbers by log10 of their size, one set after another.
///
/// Each set has five bins a decade from 10⁻¹² to 10⁸, smaller numbers counting into the first bin and
/// larger ones into the last; then exact zeros; then NaN and infinities.
public struct SizeCounts: Equatable, Sendable {
  public static let binCount = Int(LR_HISTOGRAM_BINS)
  static let stride = Int(LR_SIZE_COUNTS)

  fileprivate var numbers: [Int] = []

  public init() {}

  public mutating func reserveCapacity(_ sets: Int) {
    numbers.reserveCapacity(sets * Self.stride)
  }

  /// Begins a set with counts of 0.
  public mutating func appendSet() {
    numbers.append(contentsOf: repeatElement(0, count: Self.stride))
  }

  public var setCount: Int { numbers.count / Self.stride }

  public func bins(_ set: Int) -> [Int] {
    Array(numbers[set * Self.stride..<set * Self.stride + Self.binCount])
  }

  public func zeros(_ set: Int) -> Int { numbers[set * Self.stride + Self.binCount] }

  public func nonFinite(_ set: Int) -> Int { numbers[set * Self.stride + Self.binCount + 1] }
}

/// What exponents and first mantissa bits say of a size's bin.
private let sizeCells: [lr_size_cell] = unsafe Array(
  unsafeUninitializedCapacity: Int(LR_SIZE_CELLS)
) { buffer, count in
  unsafe lr_make_size_cells(buffer.baseAddress)
  count = Int(LR_SIZE_CELLS)
}

/// Count, mean and standard deviation of numbers, added up region by region.
///
/// Sums are of distances from an origin, so that a large mean doesn't swallow the spread.
public struct Moments: Sendable {
  public fileprivate(set) var count = 0
  fileprivate var origin: Double?
  fileprivate var sums = (0.0, 0.0, 0.0)

  /// Without an origin, the first number is it.
  public init(origin: Double? = nil) {
    self.origin = origin
  }

  public var mean: Double { (origin ?? 0) + sums.0 / Double(count) }

  /// Over n.
  public var standardDeviation: Double {
    let offset = sums.0 / Double(count)
    // Rounding can bring a variance of 0 below it; NaN stays NaN.
    let variance = sums.1 / Double(count) - offset * offset
    return (variance < 0 ? 0 : variance).squareRoot()
  }

  /// Squared distances from the origin.
  public var sumOfSquares: Double { sums.1 }

  /// The share of exact zeros.
  public var zeroShare: Double { sums.2 / Double(count) }
}
