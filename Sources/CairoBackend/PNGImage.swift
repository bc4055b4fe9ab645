internal import Glibc
internal import Storage

/// A picture's size and its rows as a PNG packs them: a filter's number, then RGB bytes.
struct PNGImage: Sendable {
  var width: Int
  var height: Int
  /// Deflated.
  var rows: [UInt8]

  /// This many rows are turned into bytes at a time: little enough to stay in a core's cache.
  private static let bandHeight = 16

  /// Reads Cairo's 0x00RRGGBB pixels.
  ///
  /// A row equal to the one above is stored as zeros (filter Up), any other as it is (filter None):
  /// charts are flat colours and repeated letters, which differences only blur. Measured on a card
  /// of 1600 x 1000 at zlib's level 3: 222 kB, against 275 to 280 kB with Sub or Up throughout.
  init(width: Int, height: Int, pixels: UnsafeRawBufferPointer, stride: Int) {
    self.width = width
    self.height = height
    let rowBytes = 3 * width + 1
    var packer = Deflater(.zlib, level: 3)
    var band = [UInt8](repeating: 0, count: rowBytes * Self.bandHeight)
    for top in Swift.stride(from: 0, to: height, by: Self.bandHeight) {
      let count = min(Self.bandHeight, height - top)
      unsafe band.withUnsafeMutableBytes { band in
        guard let source = pixels.baseAddress, let target = band.baseAddress else { return }
        for y in 0..<count {
          let row = unsafe source + (top + y) * stride
          let out = unsafe target + y * rowBytes
          if top + y > 0, unsafe memcmp(row, row - stride, 4 * width) == 0 {
            unsafe memset(out, 0, rowBytes)
            unsafe out.storeBytes(of: 2, as: UInt8.self)
          } else {
            unsafe out.storeBytes(of: 0, as: UInt8.self)
            unsafe PNGImage.copy(row.assumingMemoryBound(to: UInt32.self), width, into: out + 1)
          }
        }
      }
      packer.append(band.span.extracting(0..<(count * rowBytes)))
    }
    rows = packer.finished()
  }

  /// Drops the unused byte of each pixel, four pixels to three words at a time.
  private static func copy(
    _ row: UnsafePointer<UInt32>, _ width: Int, into out: UnsafeMutableRawPointer
  ) {
    /// The bytes R, G, B in the order of memory, in the low 24 bits.
    func bytes(_ x: Int) -> UInt32 { unsafe row[x].byteSwapped >> 8 }
    var x = 0
    while x + 4 <= width {
      let (a, b, c, d) = (bytes(x), bytes(x + 1), bytes(x + 2), bytes(x + 3))
      let at = unsafe out + 3 * x
      unsafe at.storeBytes(of: (a | b << 24).littleEndian, as: UInt32.self)
      unsafe (at + 4).storeBytes(of: (b >> 8 | c << 16).littleEndian, as: UInt32.self)
      unsafe (at + 8).storeBytes(of: (c >> 16 | d << 8).littleEndian, as: UInt32.self)
      x += 4
    }
    while x < width {
      let pixel = bytes(x)
      for part in 0..<3 {
        unsafe (out + 3 * x + part).storeBytes(
          of: UInt8(truncatingIfNeeded: pixel >> (8 * UInt32(part))), as: UInt8.self)
      }
      x += 1
    }
  }
}
