/// What the header of an NPY array says.
struct NPYHeader: Equatable {
  var type: String
  var isFortranOrder: Bool
  var shape: [Int]

  /// Reads the text of a Python dictionary with these three keys, in any order.
  ///
  /// A type that is no string, as of records, is kept as it stands.
  init?(_ text: String) {
    guard let type = Self.value(of: "descr", in: text),
      let order = Self.value(of: "fortran_order", in: text),
      let shape = Self.value(of: "shape", in: text)
    else { return nil }
    self.type =
      type.hasPrefix("'") || type.hasPrefix("\"") ? String(type.dropFirst().dropLast()) : type
    guard order == "True" || order == "False" else { return nil }
    isFortranOrder = order == "True"
    guard shape.hasPrefix("("), shape.hasSuffix(")") else { return nil }
    self.shape = []
    for part in shape.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    {
      var digits = part.drop { $0 == " " }
      while digits.last == " " { digits.removeLast() }
      // Python ends the tuple of one number with a comma; Python 2 wrote long numbers with an L.
      if digits.isEmpty { continue }
      if digits.last == "L" { digits.removeLast() }
      guard let extent = Int(digits), extent >= 0 else { return nil }
      self.shape.append(extent)
    }
  }

  /// The text between a key's colon and the comma or brace that ends its value.
  private static func value(of key: String, in text: String) -> String? {
    let letters = Array(text)
    for quote in ["'", "\""] {
      let quoted = Array(quote + key + quote)
      guard let start = letters.indices.first(where: { letters[$0...].starts(with: quoted) })
      else { continue }
      var rest = letters[(start + quoted.count)...].drop { $0 == " " }
      guard rest.first == ":" else { continue }
      rest = rest.dropFirst().drop { $0 == " " }
      var depth = 0
      var value = ""
      for letter in rest {
        if depth == 0, letter == "," || letter == "}" { break }
        if letter == "(" || letter == "[" { depth += 1 }
        if letter == ")" || letter == "]" { depth -= 1 }
        value.append(letter)
      }
      while value.last == " " || value.last == "\n" { value.removeLast() }
      return value
    }
    return nil
  }
}
