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

  /// The Euclidean norm of the difference of two regions of one length.
  public func distance(_ first: Region, _ second: Region) -> Double {
    unsafe lr_squared_distance(
      start(first), start(second, atLeast: first.count), first.count
    ).squareRoot()
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

  /// How the sizes of a region's numbers are spread.
  public func countSizes(_ region: Region) -> SizeCounts {
    let first = unsafe start(region)
    var counts = [Int64](repeating: 0, count: SizeCounts.binCount + 2)
    unsafe counts.withUnsafeMutableBufferPointer { buffer in
      unsafe lr_count_sizes(first, region.count, buffer.baseAddress)
    }
    return SizeCounts(
      bins: counts.prefix(SizeCounts.binCount).map { Int($0) },
      zeros: Int(counts[SizeCounts.binCount]), nonFinite: Int(counts[SizeCounts.binCount + 1]))
  }

  /// Columns of a matrix that are 0 in every row.
  public func deadColumns(_ matrix: Region, rows: Int, width: Int) -> Int {
    unsafe lr_dead_columns(start(matrix, atLeast: rows * width), rows, width)
  }

  /// Numbers outside a range.
  public func countOutside(_ range: ClosedRange<Scalar>, in region: Region) -> Int {
    unsafe lr_count_outside(start(region), region.count, range.lowerBound, range.upperBound)
  }

  /// The standard deviation over n.
  public func standardDeviation(_ region: Region) -> Double {
    unsafe lr_standard_deviation(start(region), region.count)
  }
}

/// Counts of numbers by log10 of their size, five bins a decade from 10⁻¹² to 10⁸.
public struct SizeCounts: Equatable, Sendable {
  public static let binCount = LR_HISTOGRAM_BINS

  /// Smaller numbers count into the first bin, larger ones into the last.
  public var bins: [Int]
  /// Exact zeros.
  public var zeros: Int
  /// NaN and infinities.
  public var nonFinite: Int
}
