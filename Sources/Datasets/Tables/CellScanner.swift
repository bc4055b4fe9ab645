/// Walks over the cells of delimited text.
///
/// Cells are parted by the delimiter, records by LF, CR LF or CR. A cell that starts with a quote
/// ends at the next single quote; two quotes in it stand for one. Elsewhere quotes are letters.
///
/// Reference: RFC 4180, "Common Format and MIME Type for CSV Files".
struct CellScanner {
  let bytes: [UInt8]
  let delimiter: UInt8
  /// Where the next cell starts.
  var at: Int

  /// One cell: what it says, and what ended it.
  struct Cell {
    var text: [UInt8]
    var endsRecord: Bool
  }

  /// Why a cell could not be read, and at which byte.
  struct Fault: Error {
    var offset: Int
    var what: String
    var expected: String
  }

  var isAtEnd: Bool { at >= bytes.count }

  /// Skips lines without a character.
  mutating func skipBlankLines() {
    while at < bytes.count, bytes[at] == 0x0a || bytes[at] == 0x0d { at += 1 }
  }

  /// Reads the cell at the current place and moves to the next one.
  ///
  /// Spaces around an unquoted cell don't belong to it.
  mutating func next() throws(Fault) -> Cell {
    if at < bytes.count, bytes[at] == 0x22 { return try quoted() }
    var end = at
    while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
    var (low, high) = (at, end)
    while low < high, isSpace(bytes[low]) { low += 1 }
    while low < high, isSpace(bytes[high - 1]) { high -= 1 }
    at = end
    return Cell(text: Array(bytes[low..<high]), endsRecord: passEnd())
  }

  /// Moves to the next cell; whether this one ended the record.
  mutating func skip() throws(Fault) -> Bool {
    if at < bytes.count, bytes[at] == 0x22 { return try quoted().endsRecord }
    while at < bytes.count, !isEnd(bytes[at]) { at += 1 }
    return passEnd()
  }

  private mutating func quoted() throws(Fault) -> Cell {
    let start = at
    var text: [UInt8] = []
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == 0x22 else {
        text.append(byte)
        continue
      }
      if at < bytes.count, bytes[at] == 0x22 {
        text.append(0x22)
        at += 1
        continue
      }
      guard at >= bytes.count || isEnd(bytes[at]) else {
        throw Fault(
          offset: at, what: "text after a closing quote",
          expected: "the end of the cell; a quote inside a quoted cell is written twice")
      }
      return Cell(text: text, endsRecord: passEnd())
    }
    throw Fault(offset: start, what: "a quote that is never closed", expected: "a closing quote")
  }

  /// Moves over what ends a cell; whether it ended the record too.
  mutating func passEnd() -> Bool {
    guard at < bytes.count else { return true }
    let byte = bytes[at]
    at += 1
    if byte == 0x0d, at < bytes.count, bytes[at] == 0x0a { at += 1 }
    return byte != delimiter
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 0x0a || byte == 0x0d
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte == 0x09 && delimiter != 0x09)
  }
}
