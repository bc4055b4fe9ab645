internal import Storage

extension Table {
  /// Reads a file, unpacked where it is gzipped, and all its cells as numbers.
  init(reading path: String, _ options: DataOptions) throws(DataError) {
    let bytes = try unpackedFile(path, limit: options.byteLimit)
    let isTabbed = path.hasSuffix(".tsv") || path.hasSuffix(".tsv.gz") || path.hasSuffix(".tab")
    let delimiter = options.delimiter ?? (isTabbed ? "\t" : ",")
    guard delimiter.isASCII, delimiter != "\"", delimiter != "\n", delimiter != "\r" else {
      throw DataError(
        path, "the delimiter \"\(delimiter)\"", expected: "one ASCII character that is no quote",
        option: "delimiter")
    }
    self.path = path
    self.bytes = bytes
    self.delimiter = UInt8(ascii: delimiter)
    missingNames = options.missingNames.map { Array($0.utf8) }
    try refuseOtherEncodings()
    var scanner = CellScanner(
      bytes: bytes, delimiter: self.delimiter,
      at: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    scanner.skipBlankLines()
    guard !scanner.isAtEnd else {
      throw DataError(path, "the file is empty", expected: "a header line and rows")
    }
    try readHeader(&scanner, hasHeader: options.hasHeader)
    try readRows(scanner)
    guard rowCount > 0 else {
      throw DataError(
        path, "there are no rows",
        expected: "rows with \(counted(names.count, "cell")) after the header")
    }
  }

  private func refuseOtherEncodings() throws(DataError) {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      throw DataError(path, "the file is in UTF-16", expected: "a file in UTF-8")
    }
    guard let offset = bytes.firstIndex(of: 0) else { return }
    throw failure(at: offset, "a NUL byte", expected: "text in UTF-8")
  }

  private mutating func readHeader(
    _ scanner: inout CellScanner, hasHeader: Bool
  ) throws(DataError) {
    let start = scanner.at
    var texts: [[UInt8]] = []
    do throws(CellScanner.Fault) {
      while true {
        nameOffsets.append(scanner.at)
        let cell = try scanner.next()
        texts.append(cell.text)
        if cell.endsRecord { break }
      }
    } catch {
      throw failure(at: error.offset, error.what, expected: error.expected)
    }
    columns = Array(repeating: ColumnContent(), count: texts.count)
    guard hasHeader else {
      names = columnNames(texts.count)
      scanner.at = start
      return
    }
    if texts.allSatisfy({ NumberText.read($0) != nil }) {
      throw failure(
        at: start, "the first line holds only numbers",
        expected: "the names of the columns, or \"header\": false", option: "header")
    }
    for (index, text) in texts.enumerated() {
      guard let name = String(validating: text, as: UTF8.self) else {
        throw failure(
          at: nameOffsets[index], "bytes that are no UTF-8", expected: "a file in UTF-8")
      }
      names.append(name.isEmpty ? "column \(index + 1)" : name)
    }
    var seen: Set<String> = []
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      throw failure(
        at: nameOffsets[index], "a second column \"\(shortened(name))\"",
        expected: "a different name for each column")
    }
  }

  private mutating func readRows(_ start: CellScanner) throws(DataError) {
    var scanner = start
    let width = names.count
    // A reference of its own, so that the span doesn't lock the arrays that grow below.
    let content = bytes
    let span = content.span
    let size = content.count
    scanner.skipBlankLines()
    while scanner.at < size {
      let row = rowOffsets.count
      rowOffsets.append(scanner.at)
      var column = 0
      var endsRecord = false
      while !endsRecord {
        let cellStart = scanner.at
        if column < width, let (number, end) = NumberText.parse(span, at: cellStart),
          end == size || span[end] == delimiter || span[end] == 0x0a || span[end] == 0x0d
        {
          scanner.at = end
          endsRecord = scanner.passEnd()
          numbers.append(number)
          if number.isInfinite { note(number, row, column) }
        } else {
          let cell: CellScanner.Cell
          do throws(CellScanner.Fault) { cell = try scanner.next() } catch {
            throw failure(at: error.offset, error.what, expected: error.expected)
          }
          endsRecord = cell.endsRecord
          guard column < width else {
            throw failure(
              at: cellStart, "more cells than the header has",
              expected: "\(counted(width, "cell")) in each row")
          }
          numbers.append(read(cell.text, row, column))
        }
        column += 1
      }
      guard column == width else {
        throw failure(
          at: rowOffsets[row], "a row of \(counted(column, "cell"))",
          expected: "\(width), as the header has")
      }
      scanner.skipBlankLines()
      if row == 0 {
        // Rows are about as long as the first one.
        let rows = (size - rowOffsets[0]) / max(1, scanner.at - rowOffsets[0]) + 1
        rowOffsets.reserveCapacity(rows)
        numbers.reserveCapacity(rows * width)
      }
    }
  }

  private mutating func read(_ text: [UInt8], _ row: Int, _ column: Int) -> Double {
    if isMissing(text) {
      columns[column].missing += 1
      columns[column].firstMissing = columns[column].firstMissing ?? row
      return .nan
    }
    guard let number = NumberText.read(text) else {
      columns[column].texts += 1
      columns[column].firstText = columns[column].firstText ?? row
      return .nan
    }
    note(number, row, column)
    return number
  }

  private mutating func note(_ number: Double, _ row: Int, _ column: Int) {
    guard number.isInfinite else { return }
    columns[column].firstInfinite = columns[column].firstInfinite ?? row
  }
}

/// The bytes of a file, unpacked where they are gzipped.
func unpackedFile(_ path: String, limit: Int) throws(DataError) -> [UInt8] {
  let bytes: [UInt8]
  do throws(FileError) { bytes = try Files.read(path, limit: limit) } catch {
    throw DataError(error)
  }
  guard bytes.starts(with: [0x1f, 0x8b]) else { return bytes }
  do throws(InflateError) {
    return try Deflate.inflate(bytes[...], .gzip, limit: limit)
  } catch {
    throw DataError(path, error)
  }
}

extension DataError {
  /// The error of packed bytes; the subject names them: "the file", "the array \"x\"".
  init(_ path: String, _ error: InflateError, of subject: String = "the file") {
    switch error {
    case .corrupt(let reason):
      self.init(path, "\(subject) cannot be unpacked: \(reason)")
    case .tooLarge(let limit):
      self.init(path, "\(subject) unpacks to more than \(limit) bytes", expected: "less data")
    }
  }
}

/// A count with its noun: "1 cell", "14 cells".
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
