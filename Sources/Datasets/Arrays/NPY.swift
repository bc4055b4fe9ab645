/// NumPy's format of one array.
///
/// A magic word, a version, the length of a header, the header as the text of a Python dictionary
/// with the keys descr, fortran_order and shape, then the numbers. Versions 1 to 3 are read.
///
/// Reference: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
enum NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads an array of at most `limit` numbers.
  ///
  /// `path` and `subject` name it in errors: "the file", "the array \"x\"".
  static func read(
    _ bytes: ArraySlice<UInt8>, path: String, subject: String = "the file", limit: Int
  ) throws(DataError) -> NumericArray {
    func failure(_ what: String, expected: String? = nil) -> DataError {
      DataError(path, "\(subject) \(what)", expected: expected)
    }
    let start = bytes.startIndex
    guard bytes.starts(with: magic) else {
      throw failure("is no NPY array", expected: "the bytes \\x93NUMPY at its start")
    }
    guard bytes.count >= 10 else { throw failure("ends in its header") }
    let version = bytes[start + 6]
    guard (1...3).contains(version) else {
      throw failure("has the NPY version \(version)", expected: "1, 2 or 3")
    }
    let lengthSize = version == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw failure("ends in its header") }
    let length = bytes[(start + 8)..<(start + 8 + lengthSize)].reversed()
      .reduce(0) { $0 << 8 | Int($1) }
    let headerStart = start + 8 + lengthSize
    guard length <= bytes.endIndex - headerStart else { throw failure("ends in its header") }
    let text = String(decoding: bytes[headerStart..<(headerStart + length)], as: UTF8.self)
    guard let header = NPYHeader(text) else {
      throw failure("has a header that cannot be read", expected: "descr, fortran_order and shape")
    }
    guard let (kind, bigEndian) = NumberKind.named(header.type) else {
      let isObject = header.type.contains("O")
      throw failure(
        "holds \(isObject ? "Python objects" : "values of the type \(shortened(header.type))")",
        expected: "numbers: bool, or integers or floats of 1 to 8 bytes")
    }
    guard let count = elementCount(header.shape, limit: limit) else {
      throw failure("has the shape \(header.shape)", expected: "at most \(limit) numbers")
    }
    let data = bytes[(headerStart + length)...]
    guard data.count == count * kind.byteCount else {
      throw failure(
        "holds \(data.count) bytes of numbers",
        expected: "\(count * kind.byteCount), as the shape \(header.shape) needs")
    }
    let values = kind.read(data, count: count, bigEndian: bigEndian)
    return NumericArray(
      shape: header.shape,
      values: header.isFortranOrder ? rowMajor(values, header.shape) : values)
  }

  /// Numbers whose first index runs fastest, in the order where the last does.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    guard shape.count > 1, !values.isEmpty else { return values }
    var strides = [1]
    for extent in shape.dropLast() { strides.append((strides.last ?? 1) * extent) }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    var reordered: [Double] = []
    reordered.reserveCapacity(values.count)
    for _ in values.indices {
      reordered.append(values[place])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= index[axis] * strides[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return reordered
  }
}

extension NumberKind {
  /// The kind that NumPy calls by this name: "<f4", "|u1", ">i8".
  static func named(_ type: String) -> (kind: NumberKind, bigEndian: Bool)? {
    let letters = Array(type.utf8)
    guard letters.count == 3, let order = type.first, "<>|=".contains(order) else { return nil }
    let bytes = Int(letters[2] &- 0x30)
    let kind: NumberKind
    switch (letters[1], bytes) {
    case (UInt8(ascii: "b"), 1): kind = .bool
    case (UInt8(ascii: "i"), 1), (UInt8(ascii: "i"), 2), (UInt8(ascii: "i"), 4),
      (UInt8(ascii: "i"), 8):
      kind = .signed(bytes: bytes)
    case (UInt8(ascii: "u"), 1), (UInt8(ascii: "u"), 2), (UInt8(ascii: "u"), 4),
      (UInt8(ascii: "u"), 8):
      kind = .unsigned(bytes: bytes)
    case (UInt8(ascii: "f"), 2), (UInt8(ascii: "f"), 4), (UInt8(ascii: "f"), 8):
      kind = .float(bytes: bytes)
    default: return nil
    }
    return (kind, order == ">")
  }
}
