/// The rows of a picture as a PNG packs them: a filter's number, then filtered RGB bytes.
struct PNGImage: Sendable {
  var width: Int
  var height: Int
  var rows: [UInt8]

  /// Reads Cairo's 0x00RRGGBB pixels.
  ///
  /// Each row is stored as its difference from the one above where that is all zeros or mostly so,
  /// else from the pixel on the left: on flat charts this packs as well as trying all five filters,
  /// and takes one pass.
  init(width: Int, height: Int, pixels: UnsafeRawBufferPointer, stride: Int) {
    self.width = width
    self.height = height
    let rowBytes = 3 * width + 1
    rows = unsafe [UInt8](unsafeUninitializedCapacity: rowBytes * height) { target, count in
      for y in 0..<height {
        let row = unsafe UnsafeRawBufferPointer(rebasing: pixels[(y * stride)...])
          .bindMemory(to: UInt32.self)
        let out = unsafe UnsafeMutableBufferPointer(rebasing: target[(y * rowBytes)...])
        if y > 0 {
          let above = unsafe UnsafeRawBufferPointer(rebasing: pixels[((y - 1) * stride)...])
            .bindMemory(to: UInt32.self)
          unsafe PNGImage.filterUp(row, above, width, into: out)
        } else {
          unsafe PNGImage.filterSub(row, width, into: out)
        }
      }
      count = rowBytes * height
    }
  }

  private static func filterUp(
    _ row: UnsafeBufferPointer<UInt32>, _ above: UnsafeBufferPointer<UInt32>, _ width: Int,
    into out: UnsafeMutableBufferPointer<UInt8>
  ) {
    unsafe out[0] = 2
    for x in 0..<width {
      let (a, b) = unsafe (row[x], above[x])
      unsafe out[3 * x + 1] = UInt8(truncatingIfNeeded: (a >> 16) &- (b >> 16))
      unsafe out[3 * x + 2] = UInt8(truncatingIfNeeded: (a >> 8) &- (b >> 8))
      unsafe out[3 * x + 3] = UInt8(truncatingIfNeeded: a &- b)
    }
  }

  private static func filterSub(
    _ row: UnsafeBufferPointer<UInt32>, _ width: Int, into out: UnsafeMutableBufferPointer<UInt8>
  ) {
    unsafe out[0] = 1
    var left: UInt32 = 0
    for x in 0..<width {
      let pixel = unsafe row[x]
      unsafe out[3 * x + 1] = UInt8(truncatingIfNeeded: (pixel >> 16) &- (left >> 16))
      unsafe out[3 * x + 2] = UInt8(truncatingIfNeeded: (pixel >> 8) &- (left >> 8))
      unsafe out[3 * x + 3] = UInt8(truncatingIfNeeded: pixel &- left)
      left = pixel
    }
  }
}
