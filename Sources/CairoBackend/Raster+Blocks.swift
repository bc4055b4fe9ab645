internal import Drawing
internal import Storage

extension Raster {
  /// A rectangle of cells of one colour.
  struct Block {
    var row: Int
    var column: Int
    var width: Int
    var height = 1
    var color: Color
  }

  /// The cells as few rectangles: runs of a row, joined with equal runs of the rows above.
  var blocks: [Block] {
    var blocks: [Block] = []
    /// The blocks that reach the row above, by the column at which they begin.
    var open: [Int: Int] = [:]
    for row in 0..<rows {
      var start = 0
      var stillOpen: [Int: Int] = [:]
      for column in 1...columns {
        let color = cells[row * columns + start]
        guard column == columns || cells[row * columns + column] != color else { continue }
        if let above = open[start], blocks[above].width == column - start,
          blocks[above].color == color
        {
          blocks[above].height += 1
          stillOpen[start] = above
        } else {
          stillOpen[start] = blocks.count
          blocks.append(Block(row: row, column: start, width: column - start, color: color))
        }
        start = column
      }
      open = stillOpen
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
