import CairoBackend
import Testing

@Suite struct MissingGlyphsTests {
  @Test(arguments: [
    ("日", "Chinese, Japanese, Korean", "fonts-noto-cjk"),
    ("나", "Chinese, Japanese, Korean", "fonts-noto-cjk"),
    ("😀", "emoji", "fonts-noto-color-emoji"),
    ("🇫", "emoji", "fonts-noto-color-emoji"),
    ("ክ", "Ethiopic", "fonts-noto-core"),
    ("ग", "Devanagari", "fonts-noto-core"),
    ("∮", "symbols", "fonts-noto-core"),
  ])
  func namesTheScriptAndThePackage(_ text: String, _ script: String, _ package: String) {
    let glyphs = MissingGlyphs(text: text, characters: Array(text.unicodeScalars))
    let scripts = MissingScript.all(in: [glyphs])
    #expect(scripts.map(\.name) == [script])
    #expect(scripts.first?.package == package)
    #expect(scripts.first?.description.contains("apt install \(package)") == true)
  }

  @Test(arguments: ["\u{F8FF}", "\u{378}"])
  func namesNoPackageForWhatNoFontCanHave(_ text: String) {
    let glyphs = MissingGlyphs(text: text, characters: Array(text.unicodeScalars))
    let scripts = MissingScript.all(in: [glyphs])
    #expect(scripts.count == 1)
    #expect(scripts.first?.package == nil)
    #expect(scripts.first?.description.contains("U+") == true)
  }

  @Test func tellsEachScriptOnce() {
    let scripts = MissingScript.all(in: [
      MissingGlyphs(text: "標準", characters: ["標", "準"]),
      MissingGlyphs(text: "標गति", characters: ["標", "ग", "त", "\u{93f}"]),
    ])
    #expect(scripts.map(\.characters) == [["標", "準"], ["ग", "त", "\u{93f}"]])
    #expect(scripts.map(\.texts) == [["標準", "標गति"], ["標गति"]])
    #expect(scripts[0].description.contains("標準 (Chinese, Japanese, Korean) of \"標準\""))
    #expect(scripts[0].description.contains("and of 1 other texts"))
  }

  @Test func showsWhereInALongTextTheCharacterStands() {
    let long = String(repeating: "a", count: 200) + "\u{F8FF}" + String(repeating: "b", count: 200)
    let text = MissingGlyphs(text: long, characters: ["\u{F8FF}"]).text
    #expect(text.count <= 62)
    #expect(text.contains("\u{F8FF}"))
    #expect(text.hasPrefix("…a") && text.hasSuffix("b…"))
  }

  @Test func findsWhatNoInstalledFontHas() throws {
    let found = try missingGlyphs(in: [
      "plain", "naïve Ångström", "10⁻³ √ Σ λ", "x\u{F8FF}y", "x\u{F8FF}y", "\u{F8FE}\u{F8FF}",
    ])
    #expect(found.map(\.text) == ["x\u{F8FF}y", "x\u{F8FF}y", "\u{F8FE}\u{F8FF}"])
    #expect(found.map(\.characters) == [["\u{F8FF}"], ["\u{F8FF}"], ["\u{F8FE}", "\u{F8FF}"]])
  }
}
