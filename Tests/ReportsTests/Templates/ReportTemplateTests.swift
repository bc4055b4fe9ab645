import Charts
import Reports
import Testing

@Suite struct ReportTemplateTests {
  @Test(arguments: ReportTemplate.names)
  func builtInTemplatesAreSound(_ name: String) throws {
    let template = try ReportTemplate.named(name)
    #expect(template.name == name)
    #expect(!template.description.isEmpty)
    #expect(template.pages.isEmpty == (name == "paper"))
    #expect(!template.pictures.isEmpty)
  }

  @Test func aFileOfOnesOwnWorksTheSame() throws {
    let source = try #require(ReportTemplate.source(of: "full"))
    var own = try ReportTemplate.parse(source, file: "my.json", name: "my")
    #expect(own.name == "my")
    own.name = "full"
    #expect(try own == .named("full"))
  }

  @Test func anotherThemeKeepsWhatTheTemplateSaysOfTitles() throws {
    var paper = try ReportTemplate.named("paper")
    paper.recolour(as: "dark")
    #expect(paper.theme.background == Theme.dark.background && !paper.theme.hasTitles)
    let before = paper
    paper.recolour(as: "no theme")
    #expect(paper == before)
  }

  @Test func everyKeyIsRead() throws {
    let text = """
      { "$schema": "x", "description": "d", "page": "16:9", "theme": "dark", "titles": false,
        "scale": 1.5, "footer": "f {spec}",
        "pictures": ["features", { "figure": "curves", "width": 252, "height": 170 }],
        "pages": [{ "title": "One", "run-on": true, "appendix": true, "rows": [
          { "height": 2.5, "panels": [{ "panel": "loss", "columns": [1, 8] },
                                      { "text": "words", "columns": [9, 12] }] },
          { "panels": ["arms"] } ] }] }
      """
    let template = try ReportTemplate.parse(Array(text.utf8), file: "t.json", name: "t")
    var theme = Theme.dark
    theme.hasTitles = false
    #expect(
      template
        == ReportTemplate(
          name: "t", description: "d", page: .widescreen, theme: theme, scale: 1.5,
          footer: "f {spec}",
          pictures: [.init("features"), .init("curves", width: 252, height: 170)],
          pages: [
            .init(
              title: "One",
              rows: [
                .init(
                  height: 2.5,
                  panels: [
                    .init(.figure("loss"), columns: 1...8), .init(.text("words"), columns: 9...12),
                  ]),
                .init(panels: [.init(.part(.arms))]),
              ], runsOn: true, isAppendix: true)
          ]))
  }

  static let faults: [(String, String)] = [
    ("", "t.json:1:1: the file is empty; expected a JSON object"),
    ("[]", "t.json:1:1: expected an object, found a list"),
    ("{}", "t.json:1:1: a template needs \"pages\" or \"pictures\""),
    (
      "{\"pages\": [],\n \"pagess\": 1}",
      "t.json:2:2: pagess: unknown key \"pagess\"; did you mean \"pages\"?"
    ),
    (
      "{\"pages\": [], \"zzzzz\": 1}",
      "t.json:1:15: zzzzz: unknown key \"zzzzz\"; known are description, page, theme, titles, "
        + "scale, footer, pictures, pages"
    ),
    ("{\"pages\": 3}", "t.json:1:11: pages: expected a list, found a number"),
    ("{\"pages\": [3]}", "t.json:1:12: pages[0]: expected an object, found a number"),
    (
      "{\"pages\": [], \"page\": \"A5\"}",
      "t.json:1:23: page: unknown name \"A5\"; did you mean \"a4\"?"
    ),
    (
      "{\"pages\": [], \"theme\": \"lihgt\"}",
      "t.json:1:24: theme: unknown name \"lihgt\"; did you mean \"light\"?"
    ),
    (
      "{\"pictures\": [\"lost\"]}",
      "t.json:1:15: pictures[0]: unknown name \"lost\"; did you mean \"loss\"?"
    ),
    (
      "{\"pictures\": [\"loss\", \"loss\"]}", "t.json:1:23: pictures[1]: \"loss\" stands twice"
    ),
    (
      "{\"pages\": [{\"rows\": [{\"panels\": [\"arms\"]}]}]}",
      "t.json:1:12: pages[0]: \"title\" is missing"
    ),
    ("{\"pages\": [{\"title\": \"x\"}]}", "t.json:1:12: pages[0]: \"rows\" is missing"),
    (
      "{\"pages\": [{\"title\": 1, \"rows\": [{\"panels\": [\"arms\"]}]}]}",
      "t.json:1:22: pages[0].title: expected a string, found a number"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": []}]}",
      "t.json:1:35: pages[0].rows: expected at least one row"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": []}]}]}",
      "t.json:1:47: pages[0].rows[0].panels: expected at least one panel"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [\"los\"]}]}]}",
      "t.json:1:48: pages[0].rows[0].panels[0]: unknown name \"los\"; did you mean \"loss\"?"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [\"loss\"]}]}]}",
      "t.json:1:48: pages[0].rows[0].panels[0]: \"loss\" is a chart; its row needs a \"height\", "
        + "such as 1"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"height\": 0, \"panels\": [\"loss\"]}]}]}",
      "t.json:1:47: pages[0].rows[0].height: expected a share of the page's height, a number "
        + "above 0 up to 100"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [{\"panel\": \"arms\", \"columns\": [0, 4]}]}]}]}",
      "t.json:1:77: pages[0].rows[0].panels[0].columns: expected the first and the last of twelve "
        + "columns, such as [1, 6]"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [\"arms\", \"changes\"]}]}]}",
      "t.json:1:56: pages[0].rows[0].panels[1]: columns 1...12 overlap another panel's 1...12"
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [{\"columns\": [1, 4]}]}]}]}",
      "t.json:1:48: pages[0].rows[0].panels[0]: expected \"panel\" or \"text\""
    ),
    (
      "{\"pages\": [{\"title\": \"x\", \"rows\": [{\"panels\": [{\"panel\": \"arms\", \"text\": \"y\"}]}]}]}",
      "t.json:1:74: pages[0].rows[0].panels[0].text: a panel has either \"panel\" or \"text\""
    ),
    (
      "{\"pictures\": [{\"figure\": \"loss\", \"width\": 90}]}",
      "t.json:1:43: pictures[0].width: expected a length in points from 120 to 4000"
    ),
    (
      "{\"pictures\": [{\"width\": 300}]}", "t.json:1:15: pictures[0]: \"figure\" is missing"
    ),
    (
      "{\"pages\": [], \"scale\": 0.5}",
      "t.json:1:24: scale: expected a factor from 1 to 4, such as 1.6"
    ),
    (
      "{\"pages\": [], \"titles\": \"no\"}",
      "t.json:1:25: titles: expected true or false, found a string"
    ),
    ("{\"pages\": [}", "t.json:1:12: expected a value, not \"}\""),
  ]

  @Test(arguments: faults)
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let errors = #expect(throws: TemplateErrors.self) {
      try ReportTemplate.parse(Array(text.utf8), file: "t.json", name: "t")
    }
    #expect(errors?.description == message)
  }

  @Test func allFaultsAreNamedAtOnce() {
    let text = "{\"page\": 1,\n\"theme\": 2,\n\"pages\": [{\"title\": 3, \"rows\": 4}]}"
    let errors = #expect(throws: TemplateErrors.self) {
      try ReportTemplate.parse(Array(text.utf8), file: "t.json", name: "t")
    }
    #expect(
      errors?.errors.map(\.path) == [
        "page", "theme", "pages[0].title", "pages[0].rows",
      ])
  }

  @Test func anUnknownNameSaysWhichThereAre() {
    let errors = #expect(throws: TemplateErrors.self) { try ReportTemplate.named("ful") }
    #expect(
      errors?.description
        == "ful: there is no template of this name and no file; built in are full, ticket, ci, paper, slides; "
        + "did you mean \"full\"?")
  }
}
