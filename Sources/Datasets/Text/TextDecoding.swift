/// The scalars of a text in UTF-8, each end of a line as one line feed.
///
/// - Throws: A ``DataError`` with line and column of the first byte that is no UTF-8.
func decodedText(_ bytes: [UInt8], path: String) throws(DataError) -> [Unicode.Scalar] {
  if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
    throw DataError(path, "the file is in UTF-16", expected: "a file in UTF-8")
  }
  let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  var input = bytes[start...].makeIterator()
  var parser = Unicode.UTF8.ForwardParser()
  var scalars: [Unicode.Scalar] = []
  scalars.reserveCapacity(bytes.count)
  var (line, column) = (1, 1)
  while true {
    switch parser.parseScalar(from: &input) {
    case .emptyInput: return scalars
    case .error:
      throw DataError(
        path, line: line, column: column, "bytes that are no UTF-8", expected: "a file in UTF-8")
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      guard scalar != "\u{0}" else {
        throw DataError(path, line: line, column: column, "a NUL byte", expected: "text in UTF-8")
      }
      column += 1
      if scalar == "\n" {
        (line, column) = (line + 1, 1)
        if scalars.last == "\r" { scalars.removeLast() }
      }
      scalars.append(scalar)
    }
  }
}
