/// How JSON text is laid out.
public enum JSONLayout: Sendable {
  /// One line without spaces.
  case compact
  /// Objects over several lines, indented by two; arrays of plain values on one line.
  case readable
}

extension JSON {
  /// The value as UTF-8 text, the same bytes for equal values.
  ///
  /// Numbers are written in the shortest form that reads back as the same Double; whole numbers
  /// below 2^53 without a fraction.
  public func utf8(_ layout: JSONLayout = .compact) -> [UInt8] {
    var out: [UInt8] = []
    append(to: &out, layout: layout, depth: 0)
    if layout == .readable { out.append(0x0a) }
    return out
  }

  /// The value as text; see ``utf8(_:)``.
  public func text(_ layout: JSONLayout = .compact) -> String {
    String(decoding: utf8(layout), as: UTF8.self)
  }

  private var isPlain: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  private func append(to out: inout [UInt8], layout: JSONLayout, depth: Int) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .number(let value): JSON.append(value, to: &out)
    case .string(let value): JSON.append(value, to: &out)
    case .array(let elements):
      let inline = layout == .compact || elements.allSatisfy(\.isPlain)
      appendList(elements.count, "[", "]", inline: inline, layout, depth, to: &out) { i, out in
        elements[i].append(to: &out, layout: layout, depth: depth + 1)
      }
    case .object(let members):
      let inline = layout == .compact || members.isEmpty
      appendList(members.count, "{", "}", inline: inline, layout, depth, to: &out) { i, out in
        JSON.append(members[i].key, to: &out)
        out.append(UInt8(ascii: ":"))
        if layout == .readable { out.append(UInt8(ascii: " ")) }
        members[i].value.append(to: &out, layout: layout, depth: depth + 1)
      }
    }
  }

  private func appendList(
    _ count: Int, _ open: Unicode.Scalar, _ close: Unicode.Scalar, inline: Bool,
    _ layout: JSONLayout, _ depth: Int, to out: inout [UInt8], item: (Int, inout [UInt8]) -> Void
  ) {
    func newLine(_ depth: Int) {
      out.append(0x0a)
      out += repeatElement(0x20, count: 2 * depth)
    }
    out.append(UInt8(ascii: open))
    for i in 0..<count {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      if !inline {
        newLine(depth + 1)
      } else if i > 0, layout == .readable {
        out.append(0x20)
      }
      item(i, &out)
    }
    if !inline { newLine(depth) }
    out.append(UInt8(ascii: close))
  }

  private static func append(_ number: Double, to out: inout [UInt8]) {
    if let whole = Int(exactly: number), abs(whole) < 1 << 53,
      !(whole == 0 && number.sign == .minus)
    {
      out += whole.description.utf8
    } else {
      out += number.description.utf8
    }
  }

  private static func append(_ string: String, to out: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    out.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += #"\""#.utf8
      case UInt8(ascii: "\\"): out += #"\\"#.utf8
      case 0x0a: out += #"\n"#.utf8
      case 0x09: out += #"\t"#.utf8
      case 0x0d: out += #"\r"#.utf8
      case 0..<0x20:
        out += #"\u00"#.utf8
        out.append(hex[Int(byte >> 4)])
        out.append(hex[Int(byte & 15)])
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
