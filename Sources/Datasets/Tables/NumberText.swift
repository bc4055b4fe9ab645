/// Reads decimal numbers from bytes at the speed of a table's cells.
///
/// A sign, digits with one point among or around them and an exponent, nothing else: no names, no
/// hexadecimal, no separators. Up to 15 digits and powers of ten up to 22 are exact in a Double, so
/// that one multiplication or division rounds right. Up to 19 digits over a power of ten up to 27,
/// which is how tables hold Doubles in full, take one division in integers. All else goes through
/// `Double(String)`.
///
/// Reference: Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990.
enum NumberText {
  /// The number that starts at an offset, and the offset after it; nil where none does.
  @inline(__always)
  static func parse(_ bytes: Span<UInt8>, at start: Int) -> (number: Double, end: Int)? {
    var at = start
    let end = bytes.count
    var isNegative = false
    if at < end, bytes[at] == 0x2d || bytes[at] == 0x2b {
      isNegative = bytes[at] == 0x2d
      at += 1
    }
    var mantissa: UInt64 = 0
    let zerosStart = at
    while at < end, bytes[at] == 0x30 { at += 1 }
    let digitsStart = at
    while at < end, case let digit = bytes[at] &- 0x30, digit <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      at += 1
    }
    var digits = at - digitsStart
    var hasDigits = at > zerosStart
    var exponent = 0
    if at < end, bytes[at] == 0x2e {
      at += 1
      let fractionStart = at
      // Zeros before the first other digit carry nothing.
      if mantissa == 0 {
        while at < end, bytes[at] == 0x30 { at += 1 }
      }
      let digitsStart = at
      while at < end, case let digit = bytes[at] &- 0x30, digit <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        at += 1
      }
      digits += at - digitsStart
      hasDigits = hasDigits || at > fractionStart
      exponent = fractionStart - at
    }
    guard hasDigits else { return nil }
    if at < end, bytes[at] | 0x20 == 0x65 {
      guard let (power, after) = tenPower(bytes, at: at + 1) else { return nil }
      at = after
      exponent += power
    }
    if digits <= 15, exponent >= -22, exponent <= 22 {
      let whole = Double(mantissa)
      let size = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent]
      return (isNegative ? -size : size, at)
    }
    if digits <= 19, exponent >= -27, exponent < 0 {
      let size = quotient(mantissa, overTenTo: -exponent)
      return (isNegative ? -size : size, at)
    }
    var text: [UInt8] = []
    for index in start..<at { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self)).map { ($0, at) }
  }

  /// m / 10ᵖ rounded once, for m > 0 and p in 1...27.
  ///
  /// Both m and 5ᵖ are shifted until their highest bit is set, so that the quotient has 62 bits or
  /// more; whether anything is left over becomes its lowest bit, and rounding to 53 bits does the
  /// rest.
  private static func quotient(_ mantissa: UInt64, overTenTo power: Int) -> Double {
    let divisor = fives[power]
    let (shift, divisorShift) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let shifted = mantissa << UInt64(shift)
    let (quotient, rest) = (divisor << UInt64(divisorShift)).dividingFullWidth(
      (high: shifted >> 1, low: shifted << 63))
    let size = Double(rest == 0 ? quotient : quotient | 1)
    // No result is near the bounds of a Double's exponent, so that the scale is a normal number.
    let exponent = divisorShift - 63 - shift - power
    return size * Double(bitPattern: UInt64(1023 + exponent) << 52)
  }

  /// The digits of an exponent with their sign, so far as they matter.
  private static func tenPower(_ bytes: Span<UInt8>, at start: Int) -> (power: Int, end: Int)? {
    var at = start
    var isNegative = false
    if at < bytes.count, bytes[at] == 0x2d || bytes[at] == 0x2b {
      isNegative = bytes[at] == 0x2d
      at += 1
    }
    let digitsStart = at
    var power = 0
    while at < bytes.count, case let digit = bytes[at] &- 0x30, digit <= 9 {
      power = min(power * 10 + Int(digit), 1_000_000)
      at += 1
    }
    guard at > digitsStart else { return nil }
    return (isNegative ? -power : power, at)
  }

  private static let powers: InlineArray<23, Double> = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let fives: [UInt64] = {
    var fives: [UInt64] = [1]
    for _ in 1...27 { fives.append((fives.last ?? 1) * 5) }
    return fives
  }()

  /// What a cell's text says about a number.
  static func read(_ text: [UInt8]) -> Double? {
    if let (number, end) = parse(text.span, at: 0), end == text.count { return number }
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
