internal import Glibc
internal import Records

/// Numbers as a report's sentences write them: few digits, real minus and multiplication signs.
public enum Figures {
  /// Three significant digits, without trailing noise: "0.126", "1.09", "−3"; two from 10⁵ on: "4.6 × 10⁸".
  public static func number(_ value: Double, digits: Int = 3) -> String {
    if value.isNaN { return "not a number" }
    if value.isInfinite { return value > 0 ? "∞" : "−∞" }
    if value == 0 { return "0" }
    let sign = value < 0 ? "−" : ""
    let size = abs(value)
    let exponent = Int(floor(log10(rounded(size, digits: digits))))
    if exponent >= 5 || exponent < -4 {
      let mantissa = decimal(size / pow(10, Double(exponent)), places: max(0, min(digits, 2) - 1))
      return "\(sign)\(mantissa) × 10\(superscript(exponent))"
    }
    return sign + decimal(size, places: max(0, digits - 1 - exponent))
  }

  /// A ratio of two losses in words: "7.9× lower", "15 % higher".
  public static func change(ratio: Double) -> String {
    guard ratio > 0, ratio.isFinite else { return ratio == 0 ? "lower" : "higher" }
    let direction = ratio < 1 ? "lower" : "higher"
    let factor = ratio < 1 ? 1 / ratio : ratio
    if factor >= 1.95 { return "\(times(factor)) \(direction)" }
    return "\(percent(abs(ratio - 1))) \(direction)"
  }

  /// A factor: "7.9×", "1.4×", "1.04×", "120×".
  public static func times(_ factor: Double) -> String {
    if factor >= 99.5 || factor < 0.1 { return "\(number(rounded(factor, digits: 2)))×" }
    return decimal(factor, places: factor < 1.095 ? 2 : factor < 9.95 ? 1 : 0) + "×"
  }

  /// A share as a percentage: "99 %", "0.4 %".
  public static func percent(_ share: Double) -> String {
    let value = share * 100
    if value != 0, abs(value) < 0.95 { return "\(number(value, digits: 1)) %" }
    return "\(number(value, digits: abs(value) >= 999.5 ? 3 : 2)) %"
  }

  /// A p-value with its relation: "p = 0.008", "p < 0.001".
  public static func pValue(_ p: Double) -> String {
    if p < 0.001 { return "p < 0.001" }
    return "p = \(p < 0.0995 ? decimal(p, places: 3) : decimal(p, places: 2))"
  }

  /// A metric's name in prose: "validation.loss" is "validation loss".
  ///
  /// Classes and labels bear their names where those are given, else their numbers.
  public static func metric(_ name: String, classes: [String] = []) -> String {
    let words = name.split(separator: ".").map(String.init)
    let names = [
      "train": "training", "r2": "R²", "nll": "NLL", "mae": "MAE", "rmse": "RMSE",
      "brier": "Brier score", "f1": "F1", "balanced-accuracy": "balanced accuracy",
    ]
    if let index = Metric.recalledClass(name), let rows = words.first {
      let subject = classes.indices.contains(index) ? classes[index] : "class \(index)"
      return "\(names[rows] ?? rows) recall of \(subject)"
    }
    return words.map { names[$0] ?? $0 }.joined(separator: " ")
  }

  /// "epoch 12", "epoch 0.5".
  public static func epoch(_ epoch: Double) -> String {
    "epoch \(number(epoch, digits: epoch < 10 ? 2 : 4))"
  }

  private static func rounded(_ size: Double, digits: Int) -> Double {
    let scale = pow(10, Double(digits - 1) - floor(log10(size)))
    guard scale.isFinite, scale > 0 else { return size }
    return (size * scale).rounded() / scale
  }

  private static func decimal(_ value: Double, places: Int) -> String {
    let scale = pow(10, Double(places))
    let scaled = (value * scale).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let unit = Int(scale)
    guard places > 0 else { return "\(whole)" }
    var fraction = "\(whole % unit)"
    fraction = String(repeating: "0", count: places - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? "\(whole / unit)" : "\(whole / unit).\(fraction)"
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = "\(abs(exponent))".compactMap(\.wholeNumberValue).map { digits[$0] }
    return (exponent < 0 ? "⁻" : "") + String(text)
  }
}
