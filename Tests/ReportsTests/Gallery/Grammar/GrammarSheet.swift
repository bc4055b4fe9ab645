import Charts
import Drawing
import Glibc

/// Every mark, scale and layout of the grammar once, on data as a study has them.
struct GrammarSheet {
  /// One chart with what it says.
  struct Panel {
    var heading: PanelHeading
    var draw: (Rect) -> [Primitive]
  }

  var theme: Theme
  var measurer: any TextMeasurer

  static let names = ["lines", "distributions", "comparisons"]

  private static let columns = 3
  private static let cell = Size(262, 186)
  private static let gap = Size(26, 20)
  private static let margin = 24.0

  func panels(_ name: String) -> [Panel] {
    switch name {
    case "lines": lines
    case "distributions": distributions
    default: comparisons
    }
  }

  func picture(_ name: String) -> Picture {
    let panels = panels(name)
    let rows = (panels.count + Self.columns - 1) / Self.columns
    let size = Size(
      2 * Self.margin + Double(Self.columns) * (Self.cell.width + Self.gap.width) - Self.gap.width,
      2 * Self.margin + Double(rows) * (Self.cell.height + Self.gap.height) - Self.gap.height)
    var shapes: [Primitive] = []
    for (index, panel) in panels.enumerated() {
      let rect = Rect(
        x: Self.margin + Double(index % Self.columns) * (Self.cell.width + Self.gap.width),
        y: Self.margin + Double(index / Self.columns) * (Self.cell.height + Self.gap.height),
        width: Self.cell.width, height: Self.cell.height)
      let parts = panel.heading.primitives(in: rect, theme: theme, measurer: measurer, lines: 1)
      shapes += parts.shapes + panel.draw(parts.rest)
    }
    return Picture(
      size: size, background: theme.background, title: "Chart grammar: \(name)",
      caption: "\(panels.count) charts that show \(name) in the \(theme.name) theme.",
      primitives: shapes)
  }

  func draw(_ plot: Plot) -> (Rect) -> [Primitive] {
    { plot.primitives(in: $0, theme: theme, measurer: measurer) }
  }

  func panel(_ title: String, _ subtitle: String, _ plot: Plot) -> Panel {
    Panel(heading: PanelHeading(title, subtitle), draw: draw(plot))
  }

  /// A plot under a legend.
  func panel(_ title: String, _ subtitle: String, _ legend: Legend, _ plot: Plot) -> Panel {
    Panel(heading: PanelHeading(title, subtitle)) { rect in
      let height = legend.size(width: rect.width, theme: theme, measurer: measurer).height
      return legend.primitives(in: rect, theme: theme, measurer: measurer)
        + plot.primitives(in: rect.inset(top: height + 4), theme: theme, measurer: measurer)
    }
  }

  var epochs: Plot.Side { Plot.Side(LinearScale(0...60, hasWholeTicks: true), title: "epoch") }

  func stroke(_ arm: Int, width: Double = 1.6) -> Stroke {
    Stroke(theme.arm(arm).color, width: width, dashes: theme.arm(arm).dashes)
  }
}
