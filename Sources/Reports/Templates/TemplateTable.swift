internal import Charts
internal import JSONTrees

/// The one table of all keys of a template.
enum TemplateTable {
  static let columnCount = 12

  static let root = TemplateObject(
    keys: [
      .init("$schema", .text, "the address of the schema, for editors"),
      .init(
        "description", .text, "a sentence about the template, which `lossreport templates` shows",
        .value("")),
      .init(
        "page", .name(ReportTemplate.PageSize.allCases.map(\.rawValue)), "the paper of all pages",
        .value("a4")),
      .init(
        "theme", .name(Theme.all.map(\.name)), "the colours; `print` is grey", .value("light")),
      .init(
        "titles", .flag,
        "whether figures carry their titles; a paper's captions stand in for them (summary.md has them)",
        .value(true)),
      .init(
        "scale",
        .number(from: 1, to: 4, expected: "a factor from 1 to 4, such as 1.6"),
        "how much larger pages are drawn: at 1.6 the smallest text has 12 points, for projection",
        .value(1)),
      .init(
        "footer", .text, "text at the left of every page's foot; may name values in braces",
        .value("")),
      .init(
        "pictures",
        .list(
          .nameOrObject(ReportTemplate.pictureNames, picture, noun: "a picture's name"),
          noun: "picture", isNeverEmpty: false),
        "what is written as PNG or SVG, by name or with a size", .words("none")),
      .init(
        "pages", .list(.object(page), noun: "page", isNeverEmpty: false),
        "the PDF's pages in their order; without pages there is no PDF", .words("none")),
    ], least: ["pages", "pictures"])

  static let picture = TemplateObject(keys: [
    .init(
      "figure", .name(ReportTemplate.pictureNames), "the name of a figure or of a chart panel",
      isRequired: true),
    .init(
      "width", side, "in points; a column of a paper has about 252, both columns 516",
      .words("the figure's own")),
    .init(
      "height", side, "in points", .words("in the proportions of the figure's own size")),
  ])

  private static let side = TemplateShape.number(
    from: 120, to: 4000, expected: "a length in points from 120 to 4000")

  static let page = TemplateObject(keys: [
    .init("title", .text, "stands in the header, the outline and the contents", isRequired: true),
    .init(
      "run-on", .flag,
      "whether the page begins on the sheet before, under its title, where all of it has room there",
      .value(false)),
    .init(
      "appendix", .flag, "whether the page and all later ones are numbered A-1, A-2, …",
      .value(false)),
    .init(
      "rows", .list(.object(row), noun: "row", isNeverEmpty: true), "from the top down",
      isRequired: true),
  ])

  static let row = TemplateObject(keys: [
    .init(
      "panels",
      .list(
        .nameOrObject(ReportTemplate.panelNames, panel, noun: "a panel's name"), noun: "panel",
        isNeverEmpty: true),
      "what stands beside each other; a name alone takes the whole width", isRequired: true),
    .init(
      "height",
      .number(
        above: 0, to: 100,
        expected: "a share of the page's height, a number above 0 up to 100"),
      "the row's share of the room that the page's text leaves; rows of charts need it",
      .words("as high as its text")),
  ])

  static let panel = TemplateObject(
    keys: [
      .init("panel", .name(ReportTemplate.panelNames), "one of the panels below"),
      .init(
        "text", .text, "words of your own, instead of a panel; may name values in braces"),
      .init(
        "columns", .columns, "the first and the last of the page's twelve columns",
        .value([1, 12])),
    ], choice: ["panel", "text"])
}
