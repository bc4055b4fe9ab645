import Charts
import Drawing
import Testing

@Suite struct ThemeTests {
  static let names = Theme.all.map(\.name)

  @Test(arguments: names) func marksStandOutOnTheirBackground(name: String) throws {
    let theme = try #require(Theme.named(name))
    for style in theme.arms {
      for background in [theme.background, theme.panel] {
        #expect(style.color.contrast(with: background) >= 3, "\(theme.name) \(style.marker)")
      }
    }
    #expect(theme.neutral.contrast(with: theme.background) >= 3)
  }

  @Test(arguments: names) func textIsReadable(name: String) throws {
    let theme = try #require(Theme.named(name))
    for color in [theme.ink, theme.secondary] + theme.arms.map(\.text) {
      for background in [theme.background, theme.panel] {
        #expect(color.contrast(with: background) >= 4.5, "\(theme.name) \(color)")
      }
    }
  }

  @Test(arguments: names) func armsDifferByMoreThanColour(name: String) throws {
    let theme = try #require(Theme.named(name))
    let cues = (0..<12).map { "\(theme.arm($0).dashes) \(theme.arm($0).marker)" }
    #expect(Set(cues).count == cues.count)
  }

  @Test(arguments: names) func noArmBorrowsTheControlsColour(name: String) throws {
    let theme = try #require(Theme.named(name))
    #expect((1..<30).allSatisfy { theme.arm($0).color != theme.arm(0).color })
  }

  @Test(arguments: Dichromacy.allCases) func greysLookGrey(kind: Dichromacy) {
    for level in [0, 0.2, 0.5, 0.9, 1] {
      let seen = kind.linear(Color(red: level, green: level, blue: level))
      #expect((seen[0] - seen[1]).magnitude < 1e-4 && (seen[1] - seen[2]).magnitude < 1e-4)
    }
  }

  /// Red and green of one lightness fall together for who lacks either cone, and nobody else.
  @Test func redAndGreenFallTogether() {
    let (red, green) = (Color(0xC06000), Color(0x7F7F00))
    #expect(Dichromacy.none.distance(red, green) > 40)
    #expect(Dichromacy.deuteranopia.distance(red, green) < 15)
    #expect(Dichromacy.tritanopia.distance(red, green) > 30)
  }

  /// Three times the least difference that half of all people see in small marks.
  ///
  /// That is 7 in lightness, 10 or 14 in hue, for marks a third of a degree wide.
  ///
  /// Reference: Stone, Szafir and Setlur, "An Engineering Model for Color Difference as a Function of
  /// Size", CIC 2014.
  @Test(arguments: names, Dichromacy.allCases)
  func controlAndExperimentAreApartForEverybody(name: String, kind: Dichromacy) throws {
    let theme = try #require(Theme.named(name))
    #expect(kind.distance(theme.arm(0).color, theme.arm(1).color) >= 40)
    #expect(kind.distance(theme.arm(0).text, theme.arm(1).text) >= 35)
  }

  /// No further arm may be taken for one of the two; print has too few greys for that.
  @Test(arguments: ["light", "dark"], Dichromacy.allCases)
  func furtherArmsAreNeitherControlNorExperiment(name: String, kind: Dichromacy) throws {
    let theme = try #require(Theme.named(name))
    for (index, style) in theme.arms.enumerated().dropFirst(2) {
      for first in 0...1 {
        let distance = kind.distance(style.color, theme.arm(first).color)
        #expect(distance >= 14, "\(name): arm \(index) for arm \(first): \(distance)")
      }
    }
  }

  @Test(arguments: names, Dichromacy.allCases)
  func neighboursDifferInColourAndInDashOrMarker(name: String, kind: Dichromacy) throws {
    let theme = try #require(Theme.named(name))
    for (index, pair) in zip(theme.arms, theme.arms.dropFirst()).enumerated() {
      let distance = kind.distance(pair.0.color, pair.1.color)
      #expect(distance >= 12, "\(name): arms \(index) and \(index + 1): \(distance)")
      #expect(pair.0.dashes != pair.1.dashes && pair.0.marker != pair.1.marker)
    }
  }

  @Test(arguments: names, Dichromacy.allCases)
  func rampsGoOneWayForEverybody(name: String, kind: Dichromacy) throws {
    let theme = try #require(Theme.named(name))
    for ramp in [theme.ramp] + theme.arms.map(\.ramp) {
      let lightness = (0...20).map { kind.lab(ramp.color(at: Double($0) / 20)).l }
      let rises = zip(lightness, lightness.dropFirst()).map { $1 > $0 }
      #expect(Set(rises).count == 1)
    }
  }

  @Test(arguments: names) func textOnFilledCellsIsReadable(name: String) throws {
    let theme = try #require(Theme.named(name))
    for share in stride(from: 0.0, through: 1, by: 0.1) {
      let fill = theme.ramp.color(at: share)
      #expect(theme.text(on: fill).contrast(with: fill) >= 4.5, "\(name) at \(share)")
    }
  }
}
