import Charts
import Drawing
import Glibc

extension GrammarSheet {
  var distributions: [Panel] {
    [
      ridges, violins, boxes, swarm, histograms, sideways, cumulative, cloud, heatMap,
    ]
  }

  private var cultivars: [(name: String, alcohol: [Double], flavanoids: [Double])] {
    GrammarData.cultivars
  }

  private var names: [String] { cultivars.map(\.name) }

  private var styles: OrdinalScale<ArmStyle> { OrdinalScale(names, theme.arms) }

  private var ridges: Panel {
    let layers = (0..<7).map { 6 - $0 }
    let color = theme.arm(0).color
    return panel(
      "Each sigmoid layer takes five sixths of the gradient",
      "sizes of gradients by layer, ridges of equal area",
      Plot(
        x: Plot.Side(LogScale(1e-9...1), title: "|gradient|", hasGrid: true),
        y: Plot.Side(
          BandScale(layers.map { "dense\(7 - $0)" }.reversed(), headroom: 0.8), hasLine: false),
        marks: [
          RidgelineMark(
            layers.map { layer in
              RidgelineMark.Ridge(
                place: Double(6 - layer),
                .values(GrammarData.gradients(layer: 6 - layer).map { pow(10, $0) }),
                stroke: Stroke(color, width: 1),
                fill: theme.background.mixed(with: color, share: 0.22))
            })
        ]))
  }

  private var violins: Panel {
    var marks: [any Mark] = []
    for (index, cultivar) in cultivars.enumerated() {
      let color = theme.arm(index).color
      marks.append(
        ViolinMark(
          .vertical, [.values(cultivar.flavanoids)], places: [Double(index)], side: .after,
          thickness: .share(0.9), fill: color.opacity(0.25), stroke: Stroke(color, width: 0.8)))
      marks.append(
        StripMark(
          .vertical, values: cultivar.flavanoids, place: Double(index), thickness: .share(0.34),
          offset: .share(-0.24), size: 2, color: color.opacity(0.8)))
    }
    return panel(
      "Flavanoids tell cultivar 3 by themselves", "flavanoids, every wine and its density",
      Plot(
        x: Plot.Side(BandScale(names)), y: Plot.Side(LinearScale(0...4.5), hasGrid: true),
        marks: marks))
  }

  private var boxes: Panel {
    let marks: [any Mark] = cultivars.enumerated().map { index, cultivar in
      BoxMark(
        .horizontal,
        boxes: [BoxMark.Box(place: Double(2 - index), values: cultivar.alcohol + [11.2, 15.1])]
          .compactMap(\.self), thickness: .share(0.4), color: theme.arm(index).text,
        fill: theme.background.mixed(with: theme.arm(index).color, share: 0.2))
    }
    return panel(
      "Alcohol tells cultivars 1 and 2", "alcohol in %, Tukey's boxes",
      Plot(
        x: Plot.Side(LinearScale(11...15.2), title: "% vol", hasGrid: true),
        y: Plot.Side(BandScale(names.reversed()), hasLine: false), marks: marks))
  }

  private var swarm: Panel {
    let values = (0..<2).map { arm in
      GrammarData.normal(64, mean: -0.2 - 0.5 * Double(arm), deviation: 0.1, 60 + arm).map {
        pow(10, $0)
      }
    }
    return panel(
      "64 seeds, not one against the trend", "final loss of each seed, log scale",
      Plot(
        x: Plot.Side(PointScale(["unscaled", "standardised"])),
        y: Plot.Side(LogScale(0.08...1.5), hasGrid: true),
        marks: values.enumerated().map { arm, values in
          StripMark(
            .vertical, values: values, place: Double(arm), shape: theme.arm(arm).marker, size: 3.4,
            color: theme.arm(arm).color)
        }))
  }

  private func counts(_ values: [Double], _ edges: [Double]) -> [Double] {
    zip(edges, edges.dropFirst()).map { low, high in
      Double(values.count { $0 >= low && $0 < high })
    }
  }

  private var histograms: Panel {
    let edges = (0...28).map { 11 + Double($0) * 0.15 }
    return panel(
      "Two cultivars overlap in alcohol", "wines a bin of 0.15 %",
      Legend([
        Legend.Entry(names[0], .line(stroke(0, width: 1.2)), color: theme.arm(0).text),
        Legend.Entry(names[1], .line(stroke(1, width: 1.2)), color: theme.arm(1).text),
      ]),
      Plot(
        x: Plot.Side(LinearScale(11...15.2), title: "% vol"),
        y: Plot.Side(LinearScale(0...14, hasWholeTicks: true), hasGrid: true),
        marks: (0..<2).map { index in
          HistogramMark(
            .vertical, edges: edges, values: counts(cultivars[index].alcohol, edges),
            stroke: stroke(index, width: 1.2), fill: theme.arm(index).color.opacity(0.14))
        }))
  }

  private var sideways: Panel {
    let edges = (0...32).map { -8 + Double($0) / 4 }
    return panel(
      "Gradients of the first layer are smaller", "share of gradients, beside a heat map's axis",
      Plot(
        x: Plot.Side(LinearScale(0...0.3), title: "share", hasGrid: true),
        y: Plot.Side(
          LinearScale(-8...0),
          ticks: Ticks(
            values: [-8, -6, -4, -2, 0], labels: ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"])),
        marks: (0..<2).map { arm in
          let values = GrammarData.gradients(layer: arm == 0 ? 5 : 1)
          return HistogramMark(
            edges: edges, values: counts(values, edges).map { $0 / Double(values.count) },
            stroke: stroke(arm, width: 1.2), fill: theme.arm(arm).color.opacity(0.14))
        }))
  }

  private var cumulative: Panel {
    let values = (0..<2).map { arm in
      GrammarData.normal(200, mean: 1 - 0.8 * Double(arm), deviation: 0.3, 80 + arm).map(exp)
        + (arm == 0 ? [Double](repeating: .infinity, count: 40) : [])
    }
    return panel(
      "A sixth of the control's rows never ends", "share of rows with at most this loss",
      Plot(
        x: Plot.Side(LogScale(0.5...10), title: "loss of a row"),
        y: Plot.Side(LinearScale(0...1), hasGrid: true),
        marks: values.enumerated().map { ECDFMark($1, stroke: stroke($0, width: 1.4)) },
        lineLabels: [
          LineLabel("unscaled", value: "83 %", y: 200.0 / 240, color: theme.arm(0).text),
          LineLabel("standardised", value: "100 %", y: 1, color: theme.arm(1).text),
        ]))
  }

  private var cloud: Panel {
    panel(
      "Two features part three cultivars", "flavanoids against alcohol",
      Legend(
        styles.entries.map {
          Legend.Entry($0.name, .marker($0.look.marker, $0.look.color), color: $0.look.text)
        }),
      Plot(
        x: Plot.Side(LinearScale(11...15.2), title: "% vol", hasGrid: true),
        y: Plot.Side(LinearScale(0...4.5), hasGrid: true),
        marks: cultivars.enumerated().map { index, cultivar in
          PointMark(
            x: cultivar.alcohol, y: cultivar.flavanoids, shape: theme.arm(index).marker, size: 3.6,
            fill: theme.arm(index).color.opacity(0.8))
        }))
  }

  private var heatMap: Panel {
    let rows = (0..<24).map { row in
      (0..<60).map { epoch -> Double in
        let center = 14.0 - 4 * exp(-Double(epoch) / 12)
        let distance = (Double(23 - row) - center) / 3
        return exp(-distance * distance / 2) * (0.7 + 0.3 * GrammarData.share(row * 60 + epoch, 9))
      }
    }
    let plot = Plot(
      x: epochs,
      y: Plot.Side(
        LinearScale(-8...0),
        ticks: Ticks(values: [-8, -4, 0], labels: ["10⁻⁸", "10⁻⁴", "1"])),
      marks: [
        HeatMapMark(
          columns: 0...60, rows: -8...0, values: rows, range: 0...1, ramp: theme.arm(1).ramp)
      ])
    return Panel(heading: PanelHeading("Gradients settle by epoch 30", "sizes over training")) {
      rect in
      ColorBar("share", ramp: theme.arm(1).ramp, low: "0", high: "16 %").primitives(
        endingAt: Point(rect.maxX, rect.minY + 4), theme: theme, measurer: measurer)
        + plot.primitives(in: rect.inset(top: 12), theme: theme, measurer: measurer)
    }
  }
}
