/// A delimited file with its cells read as numbers, and as texts where they are asked for.
struct Table {
  let path: String
  let bytes: [UInt8]
  let delimiter: UInt8
  let missingNames: [[UInt8]]
  var names: [String] = []
  /// Where each record of the header's names starts.
  var nameOffsets: [Int] = []
  /// Where each row starts.
  var rowOffsets: [Int] = []
  /// The cells row by row; NaN where a cell is missing or holds another text than a number.
  var numbers: [Double] = []
  var columns: [ColumnContent] = []

  /// What was met in one column.
  struct ColumnContent {
    var texts = 0
    var missing = 0
    var firstText: Int?
    var firstMissing: Int?
    var firstInfinite: Int?
  }

  var rowCount: Int { rowOffsets.count }

  func index(of name: String) -> Int? { names.firstIndex(of: name) }

  func isMissing(_ text: [UInt8]) -> Bool { missingNames.contains(text) }

  /// The texts of one column, nil where missing.
  func texts(ofColumn index: Int) throws(DataError) -> [String?] {
    var texts: [String?] = []
    texts.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let text = try cell(row, index)
      texts.append(isMissing(text) ? nil : try decoded(text, row, index))
    }
    return texts
  }

  /// What one cell says.
  func cell(_ row: Int, _ column: Int) throws(DataError) -> [UInt8] {
    var scanner = CellScanner(bytes: bytes, delimiter: delimiter, at: rowOffsets[row])
    do throws(CellScanner.Fault) {
      for _ in 0..<column { _ = try scanner.skip() }
      return try scanner.next().text
    } catch {
      throw failure(at: error.offset, error.what, expected: error.expected)
    }
  }

  private func decoded(_ text: [UInt8], _ row: Int, _ column: Int) throws(DataError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw failure(row, column, "bytes that are no UTF-8", expected: "a file in UTF-8")
    }
    return string
  }

  /// An error that points to a cell.
  func failure(
    _ row: Int, _ column: Int, _ what: String, expected: String, option: String? = nil
  ) -> DataError {
    var scanner = CellScanner(bytes: bytes, delimiter: delimiter, at: rowOffsets[row])
    for _ in 0..<column { _ = try? scanner.skip() }
    return failure(at: scanner.at, what, expected: expected, option: option)
  }

  /// An error that points to a byte: lines count from 1, columns in characters.
  func failure(
    at offset: Int, _ what: String, expected: String, option: String? = nil
  ) -> DataError {
    var line = 1
    var lineStart = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    for index in 0..<min(offset, bytes.count) {
      let isPair = bytes[index] == 0x0d && index + 1 < bytes.count && bytes[index + 1] == 0x0a
      guard bytes[index] == 0x0a || (bytes[index] == 0x0d && !isPair) else { continue }
      line += 1
      lineStart = index + 1
    }
    let before = bytes[min(lineStart, offset)..<offset].count { $0 & 0xc0 != 0x80 }
    return DataError(
      path, line: line, column: before + 1, what, expected: expected, option: option)
  }
}
