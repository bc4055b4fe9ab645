internal import Drawing
internal import Storage

extension Raster {
  /// Neighbouring cells of one row and colour.
  struct Block {
    var row: Int
    var column: Int
    var length: Int
    var color: Color
  }

  /// The cells as few rectangles, row by row.
  var blocks: [Block] {
    var blocks: [Block] = []
    for row in 0..<rows {
      var start = 0
      for column in 1...columns {
        let color = cells[row * columns + start]
        guard column == columns || cells[row * columns + column] != color else { continue }
        blocks.append(Block(row: row, column: start, length: column - start, color: color))
        start = column
      }
    }
    return blocks
  }

  /// Whether that many rectangles take fewer bytes of a PDF than the cells as a packed image.
  func isSmallerAsBlocks(_ count: Int) -> Bool {
    // Measured: a filled rectangle packs to about 14 bytes, an image object starts at about 300.
    if count > 5_000 { return false }
    let pixels = cells.flatMap { color in
      let pixel = color.premultiplied
      return [UInt8(pixel >> 16 & 255), UInt8(pixel >> 8 & 255), UInt8(pixel & 255)]
    }
    return count * 14 < Deflate.deflate(pixels, .zlib, level: 6).count + 300
  }
}
