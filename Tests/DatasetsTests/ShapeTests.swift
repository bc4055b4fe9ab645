import Datasets
import Storage
import TestSupport
import Testing

@Suite struct ShapeTests {
  /// Two rows of the bytes 0, 1, 2, … as an IDX file of this shape, gzipped.
  private func images(_ shape: [UInt8], _ options: DataOptions) throws -> Dataset {
    try withTemporaryDirectory { folder in
      var bytes: [UInt8] = [0, 0, 8, UInt8(shape.count)]
      for extent in shape { bytes += [0, 0, 0, extent] }
      bytes += (0..<shape.reduce(1, { $0 * $1 }))
      try Files.write(Deflate.deflate(bytes, .gzip, level: 6), to: "\(folder)/x.gz")
      try Files.write([0, 0, 8, 1, 0, 0, 0, shape[0]] + (0..<shape[0]), to: "\(folder)/y")
      return try Dataset.read(
        .arrays(features: "\(folder)/x.gz", target: "\(folder)/y"), options)
    }
  }

  @Test func rowsKeepTheArraysShape() throws {
    let grey = try images([2, 3, 4], DataOptions())
    #expect(grey.rowShape == [3, 4] && grey.features.positions == 3)
    let colour = try images([2, 3, 2, 4], DataOptions())
    #expect(colour.rowShape == [3, 2, 4] && colour.features.positions == 8)
    #expect(colour.featureNames == ["channel 1", "channel 2", "channel 3"])
  }

  @Test func greyImagesGetAChannelByShape() throws {
    let data = try images([2, 3, 4], DataOptions(shape: [1, 3, 4]))
    #expect(data.rowShape == [1, 3, 4] && data.featureNames == ["pixel"])
    #expect(data.features.values == (0..<24).map(Double.init))
    let flat = try images([2, 3, 4], DataOptions(shape: [12]))
    #expect(flat.rowShape == [12] && flat.featureNames.count == 12)
  }

  /// A pixel's three numbers 0, 1, 2 stand beside each other; afterwards each channel's do.
  @Test func channelsComeFirst() throws {
    let data = try images([2, 2, 2, 3], DataOptions(isChannelsLast: true))
    #expect(data.rowShape == [3, 2, 2])
    #expect(data.features.values.prefix(12) == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
    #expect(data.features.values[12] == 12)
    let flat = try images([2, 12], DataOptions(shape: [2, 2, 3], isChannelsLast: true))
    #expect(flat.features == data.features && flat.rowShape == data.rowShape)
  }

  @Test(
    arguments: [
      ([2, 8, 8], [1, 8, 9], "[1, 8, 8]"), ([2, 8, 8], [3, 28, 28], "[1, 8, 8]"),
      ([2, 12], [3, 5, 5], "[3, 2, 2]"), ([2, 9], [7], "[9]"),
    ] as [([UInt8], [Int], String)])
  func misfittingShapesNameTheNearestFit(stored: [UInt8], shape: [Int], nearest: String) throws {
    let error = #expect(throws: DataError.self) { try images(stored, DataOptions(shape: shape)) }
    #expect(error?.option == "shape" && error?.suggestion == "did you mean \(nearest)?")
  }

  @Test func hugeShapesAreErrors() throws {
    let error = #expect(throws: DataError.self) {
      try images([2, 12], DataOptions(shape: [1 << 40, 1 << 40]))
    }
    #expect(error?.what.contains("holds too many numbers and a row holds 12") == true)
  }

  @Test func flatRowsHaveNoChannels() throws {
    let error = #expect(throws: DataError.self) {
      try images([2, 12], DataOptions(isChannelsLast: true))
    }
    #expect(error?.option == "channels-last")
    #expect(error?.what == "channels can't stand last in rows of the shape [12]")
  }

  /// Channel 1 holds 0...3 and 12...15, channel 2 the fours and so on: each is standardised alone.
  @Test func statisticsOfImagesAreByChannel() throws {
    let data = try images([2, 3, 2, 2], DataOptions())
    let prepared = try data.prepared(
      Preparation(split: .none, steps: [PreprocessingStep(Standardize())]), seed: 0)
    let summaries = prepared.training.features.summaries()
    #expect(summaries.count == 3)
    for summary in summaries {
      #expect(summary.mean.isClose(to: 0, within: 0, absolute: 1e-12))
      #expect(summary.standardDeviation.isClose(to: 1, within: 1e-12))
    }
    // The mean of 0...3 and 12...15 is 7.5, their variance 5/4 + 36.
    let first = prepared.training.features.values[0]
    #expect(first.isClose(to: -7.5 / 37.25.squareRoot(), within: 1e-12))
    #expect(prepared.training.features.column(0).count == 8)
  }

  @Test func pixelsAreDividedByANumber() throws {
    let data = try images([2, 12], DataOptions())
    let prepared = try data.prepared(
      Preparation(split: .none, steps: [PreprocessingStep(Divide(by: 23))]), seed: 0)
    #expect(prepared.training.features.values.last == 1)
  }
}
