import Drawing
import Storage
import Testing

/// A PNG taken apart: our own kind only (RGB, filters None and Up).
struct ReadPNG {
  var width = 0
  var height = 0
  var chunks: [(type: String, data: [UInt8])] = []
  private var pixels: [UInt8] = []

  init(_ file: [UInt8]) throws {
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

  subscript(x: Int, y: Int) -> UInt32 {
    let i = 3 * (y * width + x)
    return UInt32(pixels[i]) << 16 | UInt32(pixels[i + 1]) << 8 | UInt32(pixels[i + 2])
  }

  /// The text under a key of an iTXt chunk.
  func text(_ key: String) -> String? {
    for chunk in chunks where chunk.type == "iTXt" {
      let parts = chunk.data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      guard String(decoding: parts[0], as: UTF8.self) == key else { continue }
      return String(decoding: parts[1].dropFirst(4), as: UTF8.self)
    }
    return nil
  }

  /// The share of pixels that are not of a colour.
  func share(notOf color: UInt32) -> Double {
    var count = 0
    for y in 0..<height {
      for x in 0..<width where self[x, y] != color { count += 1 }
    }
    return Double(count) / Double(width * height)
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> Int {
    bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
