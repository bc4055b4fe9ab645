internal import Storage

/// The entries of a ZIP file, as its central directory lists them.
///
/// Stored and deflated entries are read, with 64-bit sizes too. Refused are encrypted entries,
/// names that lead out of a folder, entries that overlap and checksums that don't fit.
///
/// Reference: PKWARE, "APPNOTE.TXT: .ZIP File Format Specification", version 6.3.10, sections 4.3
/// and 4.5.3.
struct ZIPArchive {
  struct Entry {
    var name: String
    var method: Int
    var checksum: UInt32
    var packed: Int
    var unpacked: Int
    /// Where the entry's local header starts.
    var offset: Int
  }

  let path: String
  let bytes: [UInt8]
  private(set) var entries: [Entry] = []

  init(_ bytes: [UInt8], path: String) throws(DataError) {
    self.path = path
    self.bytes = bytes
    let (count, size, offset) = try directory()
    var at = offset
    for _ in 0..<count {
      guard at + 46 <= offset + size, word(at) == 0x0201_4b50 else {
        throw failure("the list of its entries is damaged")
      }
      let (nameSize, extraSize) = (half(at + 28), half(at + 30))
      let next = at + 46 + nameSize + extraSize + half(at + 32)
      guard next <= offset + size else { throw failure("the list of its entries is damaged") }
      entries.append(try entry(at, nameSize, extraSize))
      at = next
    }
    try refuseOverlaps(before: offset)
  }

  /// The unpacked bytes of an entry, refused beyond a limit before they are made.
  func contents(of entry: Entry, limit: Int) throws(DataError) -> [UInt8] {
    let subject = "the entry \"\(shortened(entry.name))\""
    guard entry.unpacked <= limit else {
      throw DataError(path, .tooLarge(limit: limit), of: subject)
    }
    let start = try dataStart(entry)
    let packed = bytes[start..<(start + entry.packed)]
    var contents: [UInt8]
    switch entry.method {
    case 0: contents = Array(packed)
    case 8:
      do throws(InflateError) {
        contents = try Deflate.inflate(packed, .raw, limit: entry.unpacked)
      } catch {
        throw DataError(path, error, of: subject)
      }
    default:
      throw DataError(
        path, "\(subject) is packed by the method \(entry.method)", expected: "0 or 8 (deflate)")
    }
    guard contents.count == entry.unpacked, Deflate.crc32(contents[...]) == entry.checksum else {
      throw DataError(path, "\(subject) is damaged: its checksum does not fit")
    }
    return contents
  }

  private func failure(_ what: String) -> DataError {
    DataError(path, "the file is no sound ZIP archive: \(what)")
  }

  private func half(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
  private func word(_ at: Int) -> Int { half(at) | half(at + 2) << 16 }

  /// A 64-bit number, beyond every size where its highest bit is set.
  private func long(_ at: Int) -> Int {
    let high = word(at + 4)
    return high >= 1 << 31 ? Int.max : word(at) | high << 32
  }

  /// How many entries there are, and the size and place of their list.
  private func directory() throws(DataError) -> (count: Int, size: Int, offset: Int) {
    let earliest = max(0, bytes.count - 22 - 65_535)
    var end = bytes.count - 22
    while end >= earliest, word(end) != 0x0605_4b50 { end -= 1 }
    guard end >= earliest else { throw failure("it has no list of entries at its end") }
    var (count, size, offset) = (half(end + 10), word(end + 12), word(end + 16))
    let needsLong = count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff
    if needsLong, end >= 20, word(end - 20) == 0x0706_4b50 {
      let place = long(end - 12)
      guard place <= end - 20 - 56, word(place) == 0x0606_4b50 else {
        throw failure("its 64-bit end record is damaged")
      }
      (count, size, offset) = (long(place + 32), long(place + 40), long(place + 48))
    }
    guard offset <= end, size <= end - offset, count <= size / 46 else {
      throw failure("the list of its entries is damaged")
    }
    return (count, size, offset)
  }

  private func entry(_ at: Int, _ nameSize: Int, _ extraSize: Int) throws(DataError) -> Entry {
    let nameStart = at + 46
    guard
      let name = String(validating: bytes[nameStart..<(nameStart + nameSize)], as: UTF8.self)
    else { throw failure("the name of an entry is no UTF-8") }
    let shown = shortened(name)
    guard half(at + 8) & 1 == 0 else {
      throw failure("the entry \"\(shown)\" is encrypted")
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\\") else {
      throw failure("the entry \"\(shown)\" leads out of its folder")
    }
    var entry = Entry(
      name: name, method: half(at + 10),
      checksum: UInt32(truncatingIfNeeded: word(at + 16)), packed: word(at + 20),
      unpacked: word(at + 24), offset: word(at + 42))
    // Sizes that don't fit stand in the extra field of kind 1, each only where it is needed.
    var field = nameStart + nameSize
    let fieldsEnd = field + extraSize
    while field + 4 <= fieldsEnd {
      let (kind, size) = (half(field), half(field + 2))
      guard field + 4 + size <= fieldsEnd else { break }
      if kind == 1 {
        var place = field + 4
        for key in [\Entry.unpacked, \Entry.packed, \Entry.offset]
        where entry[keyPath: key] == 0xffff_ffff && place + 8 <= field + 4 + size {
          entry[keyPath: key] = long(place)
          place += 8
        }
      }
      field += 4 + size
    }
    return entry
  }

  private func dataStart(_ entry: Entry) throws(DataError) -> Int {
    guard entry.offset <= bytes.count - 30, word(entry.offset) == 0x0403_4b50 else {
      throw failure("the entry \"\(shortened(entry.name))\" has no header")
    }
    let start = entry.offset + 30 + half(entry.offset + 26) + half(entry.offset + 28)
    guard start <= bytes.count, entry.packed <= bytes.count - start else {
      throw failure("the entry \"\(shortened(entry.name))\" ends early")
    }
    return start
  }

  private func refuseOverlaps(before directory: Int) throws(DataError) {
    var end = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      let start = try dataStart(entry)
      guard entry.offset >= end, start + entry.packed <= directory else {
        throw failure("the entry \"\(shortened(entry.name))\" overlaps another")
      }
      end = start + entry.packed
    }
  }
}
