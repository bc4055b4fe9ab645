/// An array of numbers of any shape, its last index running fastest.
struct NumericArray: Equatable {
  var shape: [Int]
  var values: [Double]
}

/// The kinds of number that array files hold.
enum NumberKind: Equatable {
  case bool
  case signed(bytes: Int)
  case unsigned(bytes: Int)
  case float(bytes: Int)

  var byteCount: Int {
    switch self {
    case .bool: 1
    case .signed(let bytes), .unsigned(let bytes), .float(let bytes): bytes
    }
  }

  /// Reads numbers that follow each other.
  func read(_ bytes: ArraySlice<UInt8>, count: Int, bigEndian: Bool) -> [Double] {
    let span = bytes.span
    let width = byteCount
    precondition(span.count == count * width, "\(span.count) bytes are not \(count) numbers")
    var values: [Double] = []
    values.reserveCapacity(count)
    for index in 0..<count {
      var bits: UInt64 = 0
      for offset in 0..<width {
        let byte = span[index * width + (bigEndian ? offset : width - 1 - offset)]
        bits = bits << 8 | UInt64(byte)
      }
      values.append(number(bits))
    }
    return values
  }

  private func number(_ bits: UInt64) -> Double {
    switch self {
    case .bool: bits == 0 ? 0 : 1
    case .unsigned: Double(bits)
    case .signed(let bytes):
      Double(Int64(truncatingIfNeeded: bits << UInt64(64 - 8 * bytes)) >> Int64(64 - 8 * bytes))
    case .float(2): Double(Self.half(UInt16(truncatingIfNeeded: bits)))
    case .float(4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float: Double(bitPattern: bits)
    }
  }

  /// The number that IEEE 754's binary16 encodes.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Float(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return sign * (1 + fraction * 0x1p-10)
        * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}

/// The product of a shape's extents where it is no more than a limit.
func elementCount(_ shape: [Int], limit: Int) -> Int? {
  guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
  if shape.contains(0) { return 0 }
  var product = 1
  for extent in shape {
    let (next, overflows) = product.multipliedReportingOverflow(by: extent)
    guard !overflows, next <= limit else { return nil }
    product = next
  }
  return product
}
