/// Writes the labels of one axis together, so that they share decimals, prefixes and exponents.
enum TickLabels {
  /// Labels of whole multiples of a power of ten.
  ///
  /// Plain digits up to 99 999 and down to 0.001, then SI prefixes for large values and
  /// a power of ten for small and very large ones.
  static func decimals(_ integers: [Int], exponent: Int) -> [String] {
    var (integers, exponent) = (integers, exponent)
    while integers.contains(where: { $0 != 0 }), integers.allSatisfy({ $0 % 10 == 0 }) {
      integers = integers.map { $0 / 10 }
      exponent += 1
    }
    let largest = integers.map { decimal($0, exponent: exponent).magnitude }.max() ?? 0
    if largest == 0 { return integers.map { _ in "0" } }
    let power = Int(log10(largest).rounded(.down))
    if power < -3 || power >= 15 {
      return integers.map { integer in
        integer == 0
          ? "0"
          : NumberText.fixed(integer, decimals: power - exponent) + "×10"
            + NumberText.superscript(power)
      }
    }
    if power >= 5 {
      let prefix = power / 3
      return integers.map { integer in
        integer == 0
          ? "0"
          : NumberText.fixed(integer, decimals: prefix * 3 - exponent) + "\u{2009}"
            + NumberText.prefixes[prefix]
      }
    }
    return integers.map { NumberText.fixed($0, decimals: -exponent) }
  }

  /// Labels of mantissas times powers of ten, as on a log axis.
  ///
  /// Plain digits from 0.0001 to 50 000; decades by themselves are powers of ten below 0.001.
  static func mantissas(_ powers: [(mantissa: Int, exponent: Int)]) -> [String] {
    let exponents = powers.map(\.exponent)
    guard let least = exponents.min(), let most = exponents.max() else { return [] }
    let isDecades = powers.allSatisfy { $0.mantissa == 1 }
    if least >= (isDecades ? -3 : -4), most <= 4 {
      return powers.map { NumberText.fixed($0.mantissa, decimals: -$0.exponent) }
    }
    return powers.map { mantissa, exponent in
      if exponent == 0 { return String(mantissa) }
      let power = "10" + NumberText.superscript(exponent)
      return mantissa == 1 ? power : "\(mantissa)×" + power
    }
  }

  /// Labels of zero and signed powers of ten, as on a symmetric log axis.
  static func powers(_ values: [Double]) -> [String] {
    let sizes = values.filter { $0 != 0 }.map { Int(log10($0.magnitude).rounded()) }
    let isPlain = sizes.allSatisfy { (-3...4).contains($0) }
    return values.map { value in
      if value == 0 { return "0" }
      let exponent = Int(log10(value.magnitude).rounded())
      let sign = value < 0 ? NumberText.minus : ""
      if isPlain || exponent == 0 { return sign + NumberText.fixed(1, decimals: -exponent) }
      return sign + "10" + NumberText.superscript(exponent)
    }
  }
}
