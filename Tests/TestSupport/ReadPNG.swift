internal import Storage
internal import Testing

/// A PNG taken apart: our own kind only (RGB, filters None and Up).
public struct ReadPNG {
  public private(set) var width = 0
  public private(set) var height = 0
  public private(set) var chunks: [(type: String, data: [UInt8])] = []
  private var pixels: [UInt8] = []

  public init(_ file: [UInt8]) throws {
    try #require(file.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    var at = 8
    while at < file.count {
      let count = ReadPNG.word(file, at)
      let type = String(decoding: file[(at + 4)..<(at + 8)], as: UTF8.self)
      let data = Array(file[(at + 8)..<(at + 8 + count)])
      let sum = ReadPNG.word(file, at + 8 + count)
      #expect(Int(Deflate.crc32(file[(at + 4)..<(at + 8 + count)])) == sum, "CRC of \(type)")
      chunks.append((type, data))
      at += 12 + count
    }
    let header = try #require(chunks.first)
    #expect(header.type == "IHDR")
    (width, height) = (ReadPNG.word(header.data, 0), ReadPNG.word(header.data, 4))
    #expect(Array(header.data[8...]) == [8, 2, 0, 0, 0])
    let packed = chunks.filter { $0.type == "IDAT" }.flatMap(\.data)
    let rows = try Deflate.inflate(packed[...], .zlib, limit: (3 * width + 1) * height)
    #expect(rows.count == (3 * width + 1) * height)
    for y in 0..<height {
      let start = y * (3 * width + 1)
      var row = Array(rows[(start + 1)..<(start + 1 + 3 * width)])
      if rows[start] == 2 {
        for x in row.indices { row[x] &+= pixels[(y - 1) * 3 * width + x] }
      } else {
        #expect(rows[start] == 0)
      }
      pixels += row
    }
  }

  public subscript(x: Int, y: Int) -> UInt32 {
    let i = 3 * (y * width + x)
    return UInt32(pixels[i]) << 16 | UInt32(pixels[i + 1]) << 8 | UInt32(pixels[i + 2])
  }

  /// The text under a key of an iTXt chunk.
  public func text(_ key: String) -> String? {
    for chunk in chunks where chunk.type == "iTXt" {
      let parts = chunk.data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      guard String(decoding: parts[0], as: UTF8.self) == key else { continue }
      return String(decoding: parts[1].dropFirst(4), as: UTF8.self)
    }
    return nil
  }

  /// The share of pixels that are not of a colour.
  public func share(notOf color: UInt32) -> Double {
    var count = 0
    for y in 0..<height {
      for x in 0..<width where self[x, y] != color { count += 1 }
    }
    return Double(count) / Double(width * height)
  }

  /// How far another picture of the same size is off: the root of the mean squared difference of
  /// the colours' parts, 0 to 255, and the share of pixels that differ by more than a quarter of that.
  public func difference(from other: ReadPNG) -> (rootMeanSquare: Double, share: Double)? {
    guard width == other.width, height == other.height else { return nil }
    var (sum, count) = (0, 0)
    for start in stride(from: 0, to: pixels.count, by: 3) {
      var largest = 0
      for index in start..<(start + 3) {
        let step = Int(pixels[index]) - Int(other.pixels[index])
        sum += step * step
        largest = max(largest, abs(step))
      }
      if largest > 64 { count += 1 }
    }
    return (
      (Double(sum) / Double(pixels.count)).squareRoot(), Double(count) / Double(width * height)
    )
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
