/// Orders names as people do: runs of digits by their value, all else byte by byte.
///
/// "class_2" comes before "class_10". Names equal but for leading zeros follow their bytes.
func naturallyPrecedes(_ a: String, _ b: String) -> Bool {
  let (left, right) = (Array(a.utf8), Array(b.utf8))
  var (i, j) = (0, 0)
  while i < left.count, j < right.count {
    if isDigit(left[i]), isDigit(right[j]) {
      let (first, second) = (digits(left, &i), digits(right, &j))
      if first.count != second.count { return first.count < second.count }
      if first != second { return first.lexicographicallyPrecedes(second) }
    } else {
      if left[i] != right[j] { return left[i] < right[j] }
      i += 1
      j += 1
    }
  }
  let (restOfA, restOfB) = (left.count - i, right.count - j)
  return restOfA != restOfB ? restOfA < restOfB : left.lexicographicallyPrecedes(right)
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

/// The digits from an offset on without leading zeros; moves the offset behind them.
private func digits(_ bytes: [UInt8], _ at: inout Int) -> ArraySlice<UInt8> {
  let start = at
  while at < bytes.count, isDigit(bytes[at]) { at += 1 }
  return bytes[start..<at].drop { $0 == 0x30 }
}
