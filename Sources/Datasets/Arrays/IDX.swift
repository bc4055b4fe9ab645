/// The format of the MNIST files: two zeros, a type, a rank, the extents, the numbers, big-endian.
enum IDX {
  /// Whether bytes start like an IDX file.
  static func matches(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0 && kinds[bytes[2]] != nil
  }

  static func read(_ bytes: [UInt8], path: String, limit: Int) throws(DataError) -> NumericArray {
    guard matches(bytes), let kind = kinds[bytes[2]] else {
      throw DataError(path, "the file is no IDX array", expected: "two zeros and a type first")
    }
    let rank = Int(bytes[3])
    guard rank > 0, bytes.count >= 4 + 4 * rank else {
      throw DataError(path, "the file ends in its header", expected: "\(rank) extents")
    }
    let shape = (0..<rank).map { axis in
      bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let count = elementCount(shape, limit: limit) else {
      throw DataError(
        path, "the file has the shape \(shape)", expected: "at most \(limit) numbers")
    }
    let data = bytes[(4 + 4 * rank)...]
    guard data.count == count * kind.byteCount else {
      throw DataError(
        path, "the file holds \(data.count) bytes of numbers",
        expected: "\(count * kind.byteCount), as the shape \(shape) needs")
    }
    return NumericArray(
      shape: shape, values: kind.read(data, count: count, bigEndian: true))
  }

  private static let kinds: [UInt8: NumberKind] = [
    0x08: .unsigned(bytes: 1), 0x09: .signed(bytes: 1), 0x0b: .signed(bytes: 2),
    0x0c: .signed(bytes: 4), 0x0d: .float(bytes: 4), 0x0e: .float(bytes: 8),
  ]
}
