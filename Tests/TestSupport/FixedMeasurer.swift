public import Drawing

/// Measures text without fonts: the same on every machine, so that goldens hold everywhere.
///
/// A character is 0.56 of its size wide, a wide (CJK) one 1; semibold adds a twentieth. A line is
/// 1.21 sizes high, with its baseline at 0.96, about what Inter has. Lines break between words,
/// and within words that are too long.
public struct FixedMeasurer: TextMeasurer, Sendable {
  public init() {}

  public func measure(_ block: TextBlock) -> TextExtent {
    let size = block.runs.map(\.style.size).max() ?? 10
    var widths = [0.0]
    var isCut = false
    for run in block.runs {
      let parts = run.string.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { widths.append(0) }
        for (position, word) in part.split(separator: " ", omittingEmptySubsequences: false)
          .enumerated()
        {
          let space = position > 0 ? advance(" ", run.style) : 0
          let letters = word.map { advance($0, run.style) }
          let width = letters.reduce(0, +)
          if let limit = block.width, widths[widths.count - 1] + space + width > limit,
            widths[widths.count - 1] > 0
          {
            widths.append(0)
          } else {
            widths[widths.count - 1] += space
          }
          for letter in letters {
            if let limit = block.width, widths[widths.count - 1] + letter > limit {
              widths.append(0)
            }
            widths[widths.count - 1] += letter
          }
        }
      }
    }
    if let most = block.maximumLines, block.width != nil, widths.count > most {
      widths = Array(widths.prefix(most))
      isCut = true
    }
    let height = size * 1.21
    return TextExtent(
      size: Size(widths.max() ?? 0, height * Double(widths.count)), baseline: size * 0.96,
      lines: widths.count, isCut: isCut)
  }

  private func advance(_ character: Character, _ style: TextStyle) -> Double {
    let isWide = character.unicodeScalars.contains { $0.value >= 0x2E80 }
    let weight = style.weight.rawValue >= FontWeight.semibold.rawValue ? 1.05 : 1
    return style.size * (isWide ? 1 : character == " " ? 0.28 : 0.56) * weight
  }
}
