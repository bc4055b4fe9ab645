import Drawing
import Glibc

/// How people see colours who lack one kind of cone.
///
/// Protanopia and deuteranopia after Viénot, tritanopia after Brettel, both on linear sRGB with the
/// matrices that libDaltonLens derives from the papers.
///
/// References: Viénot, Brettel and Mollon, "Digital video colourmaps for checking the legibility of
/// displays by dichromats", 1999; Brettel, Viénot and Mollon, "Computerized simulation of color
/// appearance for dichromats", 1997.
enum Dichromacy: CaseIterable {
  case none, protanopia, deuteranopia, tritanopia

  /// What a colour looks like, as linear sRGB.
  func linear(_ color: Color) -> [Double] {
    let rgb = [color.red, color.green, color.blue].map {
      $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
    }
    return matrix(rgb).map { row in
      min(max(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2], 0), 1)
    }
  }

  private func matrix(_ rgb: [Double]) -> [[Double]] {
    switch self {
    case .none: return [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      return [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    case .deuteranopia:
      return [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    case .tritanopia:
      // Two half planes: which one a colour falls on is told by the side it lies on.
      return 0.03901 * rgb[0] - 0.02788 * rgb[1] - 0.01113 * rgb[2] >= 0
        ? [
          [1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.805, 0.11911],
        ]
        : [
          [0.93678, 0.18979, -0.12657], [0.06154, 0.81526, 0.1232], [-0.37562, 1.12767, 0.24796],
        ]
    }
  }

  /// Lightness, redness and yellowness: CIE 1976 L*a*b* under D65.
  func lab(_ color: Color) -> (l: Double, a: Double, b: Double) {
    let rgb = linear(color)
    let x = 0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]
    let y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]
    let z = 0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]
    func root(_ share: Double) -> Double {
      share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    let (fx, fy, fz) = (root(x / 0.95047), root(y), root(z / 1.08883))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
  }

  /// How far apart two colours look: CIE 1976 ΔE.
  func distance(_ first: Color, _ second: Color) -> Double {
    let (p, q) = (lab(first), lab(second))
    return ((p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b))
      .squareRoot()
  }
}
