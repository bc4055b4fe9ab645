/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Equatable, Sendable {
  public var position: JSONNode.Position
  public var message: String
}

extension JSONNode {
  /// Reads strict JSON (RFC 8259) and keeps every value's position.
  ///
  /// Refused beyond the grammar: duplicate keys, nesting deeper than 512, numbers outside Double's
  /// range, NUL characters, bytes that are not UTF-8. A byte order mark is passed over.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
    var parser = JSONParser(bytes)
    return try parser.document()
  }
}

extension JSON {
  /// Reads strict JSON; see ``JSONNode/parse(_:)``.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSON {
    try JSONNode.parse(bytes).json
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var column = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { at = 3 }
  }

  mutating func document() throws(JSONSyntaxError) -> JSONNode {
    if let offset = firstInvalidUTF8() {
      while at < offset { advance() }
      throw failure("the file is not UTF-8 text")
    }
    skipSpace()
    guard at < bytes.count else { throw failure("the file is empty; expected a JSON object") }
    let node = try value(depth: 0)
    skipSpace()
    guard at == bytes.count else {
      throw failure("expected the end of the file after the JSON value, not \(found)")
    }
    return node
  }

  private func firstInvalidUTF8() -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  private var position: JSONNode.Position { .init(line: line, column: column) }

  private func failure(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(position: position, message: message)
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private var found: String {
    guard let byte = peek else { return "the end of the file" }
    if byte == 0 { return "a NUL character" }
    if byte < 0x20 { return "a control character" }
    let text = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
    return "\"\(text.first.map(String.init) ?? "")\""
  }

  private mutating func advance() {
    if bytes[at] == 0x0a {
      line += 1
      column = 1
    } else if bytes[at] & 0xc0 != 0x80 {
      column += 1
    }
    at += 1
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      advance()
    }
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    guard depth < 512 else { throw failure("nested deeper than 512 levels") }
    let start = position
    switch peek {
    case UInt8(ascii: "{"): return JSONNode(.object(try object(depth: depth)), at: start)
    case UInt8(ascii: "["): return JSONNode(.array(try array(depth: depth)), at: start)
    case UInt8(ascii: "\""): return JSONNode(.string(try string()), at: start)
    case UInt8(ascii: "t"): return try word("true", .bool(true), start)
    case UInt8(ascii: "f"): return try word("false", .bool(false), start)
    case UInt8(ascii: "n"): return try word("null", .null, start)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return JSONNode(.number(try number()), at: start)
    case UInt8(ascii: "/"):
      throw failure("expected a value; JSON has no comments")
    case UInt8(ascii: "'"):
      throw failure("expected a value; strings stand in double quotes")
    default: throw failure("expected a value, not \(found)")
    }
  }

  private mutating func word(
    _ word: String, _ value: JSONNode.Value, _ start: JSONNode.Position
  ) throws(JSONSyntaxError) -> JSONNode {
    guard bytes[at...].starts(with: word.utf8) else {
      throw failure("expected a value; did you mean \(word)?")
    }
    for _ in word.utf8 { advance() }
    return JSONNode(value, at: start)
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> [JSONNode.Member] {
    advance()
    var members: [JSONNode.Member] = []
    var firstSeen: [String: JSONNode.Position] = [:]
    skipSpace()
    if peek == UInt8(ascii: "}") {
      advance()
      return members
    }
    while true {
      skipSpace()
      let keyPosition = position
      guard peek == UInt8(ascii: "\"") else {
        throw failure(
          peek == UInt8(ascii: "}")
            ? "a comma before the closing brace; JSON allows none"
            : "expected a key in double quotes, not \(found)")
      }
      let key = try string()
      if let first = firstSeen.updateValue(keyPosition, forKey: key) {
        throw JSONSyntaxError(
          position: keyPosition,
          message: "the key \"\(key)\" stands twice, first at line \(first.line)")
      }
      skipSpace()
      guard peek == UInt8(ascii: ":") else {
        throw failure("expected a colon after the key \"\(key)\", not \(found)")
      }
      advance()
      skipSpace()
      members.append(
        JSONNode.Member(key: key, keyPosition: keyPosition, value: try value(depth: depth + 1)))
      skipSpace()
      switch peek {
      case UInt8(ascii: ","): advance()
      case UInt8(ascii: "}"):
        advance()
        return members
      default: throw failure("expected a comma or a closing brace, not \(found)")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSONNode] {
    advance()
    var elements: [JSONNode] = []
    skipSpace()
    if peek == UInt8(ascii: "]") {
      advance()
      return elements
    }
    while true {
      skipSpace()
      if peek == UInt8(ascii: "]") {
        throw failure("a comma before the closing bracket; JSON allows none")
      }
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch peek {
      case UInt8(ascii: ","): advance()
      case UInt8(ascii: "]"):
        advance()
        return elements
      default: throw failure("expected a comma or a closing bracket, not \(found)")
      }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = at
    let startPosition = position
    func isDigit(_ byte: UInt8?) -> Bool {
      byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }
    func skipDigits() throws(JSONSyntaxError) {
      guard isDigit(peek) else { throw failure("expected a digit, not \(found)") }
      while isDigit(peek) { advance() }
    }
    if peek == UInt8(ascii: "-") { advance() }
    if peek == UInt8(ascii: "0") {
      advance()
      if isDigit(peek) { throw failure("a number may not start with 0") }
    } else {
      try skipDigits()
    }
    if peek == UInt8(ascii: ".") {
      advance()
      try skipDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      advance()
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { advance() }
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw JSONSyntaxError(
        position: startPosition, message: "the number \(text) is beyond what a Double holds")
    }
    return number
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    advance()
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        advance()
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        advance()
        text += String(try escape()).utf8
      case 0..<0x20:
        throw failure(
          byte == 0x0a ? "a string that is not closed on its line" : "\(found) inside a string")
      default:
        text.append(byte)
        advance()
      }
    }
    throw JSONSyntaxError(position: start, message: "a string that is never closed")
  }

  private mutating func escape() throws(JSONSyntaxError) -> Character {
    guard let byte = peek else { throw failure("a string that is never closed") }
    let plain: [UInt8: Character] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let character = plain[byte] {
      advance()
      return character
    }
    guard byte == UInt8(ascii: "u") else { throw failure("unknown escape \\\(found)") }
    advance()
    var code = try hexQuad()
    if (0xd800..<0xdc00).contains(code) {
      guard bytes[at...].starts(with: #"\u"#.utf8) else { throw failure("half a surrogate pair") }
      advance()
      advance()
      let low = try hexQuad()
      guard (0xdc00..<0xe000).contains(low) else { throw failure("half a surrogate pair") }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(code), code != 0 else {
      throw failure(code == 0 ? "a NUL character inside a string" : "half a surrogate pair")
    }
    return Character(scalar)
  }

  private mutating func hexQuad() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("expected four hexadecimal digits after \\u")
      }
      code = code << 4 + UInt32(digit)
      advance()
    }
    return code
  }
}
