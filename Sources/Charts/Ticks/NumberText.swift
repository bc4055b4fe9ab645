/// Numbers as text for drawings: true minus signs, multiplication signs and superscripts.
public enum NumberText {
  /// U+2212, as wide as a plus sign.
  public static let minus = "\u{2212}"

  /// SI prefixes of 1, 10^3, 10^6, 10^9 and 10^12.
  static let prefixes = ["", "k", "M", "G", "T"]

  private static let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  public static func superscript(_ integer: Int) -> String {
    let digits = String(integer.magnitude).compactMap(\.wholeNumberValue).map { superscripts[$0] }
    return (integer < 0 ? "⁻" : "") + String(digits)
  }

  /// An integer over a power of ten with as many decimals: `fixed(-125, decimals: 2)` is −1.25.
  ///
  /// Negative decimals append zeros.
  public static func fixed(_ integer: Int, decimals: Int) -> String {
    var digits = String(integer.magnitude)
    if decimals < 0, integer != 0 { digits += String(repeating: "0", count: -decimals) }
    if decimals > 0 {
      if digits.count <= decimals {
        digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return integer < 0 ? minus + digits : digits
  }

  /// A number with some significant digits: 1.08, 0.00230, 1230, 4.6 × 10⁸.
  ///
  /// Plain from 0.001 to 99 999, else with a power of ten; "∞" and "NaN" for what is no number.
  /// With `trims`, zeros after the last other decimal are left out.
  public static func significant(
    _ value: Double, digits: Int = 3, trims: Bool = false
  ) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? minus + "∞" : "∞" }
    guard value != 0 else { return "0" }
    var exponent = Int(log10(value.magnitude).rounded(.down))
    var scaled = (value.magnitude * powerOfTen(digits - 1 - exponent)).rounded()
    if !scaled.isFinite {
      // Subnormal numbers need the power in two parts.
      scaled = (value.magnitude * powerOfTen(300) * powerOfTen(digits - 301 - exponent)).rounded()
    }
    var integer = Int(exactly: scaled) ?? 0
    if integer >= Int(powerOfTen(digits)) {
      integer /= 10
      exponent += 1
    }
    if value < 0 { integer = -integer }
    if (-3...4).contains(exponent) {
      let decimals = digits - 1 - exponent
      return trimmed(fixed(integer, decimals: decimals), if: trims)
    }
    let mantissa = trimmed(fixed(integer, decimals: digits - 1), if: trims)
    return mantissa + " × 10" + superscript(exponent)
  }

  private static func trimmed(_ text: String, if trims: Bool) -> String {
    guard trims, text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
