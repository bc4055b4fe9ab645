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

  @Test(arguments: names) func rampsGoOneWay(name: String) throws {
    let theme = try #require(Theme.named(name))
    for ramp in [theme.ramp] + theme.arms.map(\.ramp) {
      let lightness = (0...20).map { ramp.color(at: Double($0) / 20).luminance }
      let rises = zip(lightness, lightness.dropFirst()).map { $1 > $0 }
      #expect(Set(rises).count == 1)
    }
  }
}
