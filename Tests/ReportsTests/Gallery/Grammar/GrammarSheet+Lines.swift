import Charts
import Drawing
import Glibc

extension GrammarSheet {
  var lines: [Panel] {
    [
      curves, gapsAndDivergence, schedule, band, shares, symmetric, noise, inset, facets,
    ]
  }

  private var control: [[Double]] { (0..<8).map(GrammarData.stuck) }
  private var experiment: [[Double]] { (0..<8).map { GrammarData.falling($0) } }
  private var x: [Double] { GrammarData.epochs }

  private var curves: Panel {
    var marks: [any Mark] = []
    for (arm, runs) in [control, experiment].enumerated() {
      let thin = Stroke(theme.arm(arm).color.opacity(0.42), width: 0.7)
      marks += runs.map { LineMark(x: x, y: $0, stroke: thin) }
    }
    let medians = [control, experiment].map(GrammarData.median)
    for (arm, median) in medians.enumerated() {
      marks.append(LineMark(x: x, y: median, stroke: stroke(arm, width: 1.9)))
    }
    let level = RuleMark(
      .horizontal, at: log(3.0), stroke: Stroke(theme.secondary, width: 0.8, dashes: [1, 2]))
    marks.append(level)
    var plot = Plot(
      x: epochs, y: Plot.Side(LogScale(0.07...2), hasGrid: true), marks: marks,
      lineLabels: medians.enumerated().map { arm, median in
        LineLabel(
          ["unscaled", "standardised"][arm], value: NumberText.significant(median[60]),
          y: median[60], color: theme.arm(arm).text)
      })
    plot.callouts = [level.label("ln 3: knowing nothing")]
    return panel("Standardising lets the network learn", "validation loss, log scale", plot)
  }

  private var gapsAndDivergence: Panel {
    var y = GrammarData.falling(3, to: 0.3)
    for epoch in 22...27 { y[epoch] = .nan }
    y[30] = .nan
    let diverged = (0...14).map { 0.9 * exp(Double($0) * Double($0) / 40) }
    let times = (0...14).map(Double.init)
    let style = theme.arm(1)
    var plot = Plot(
      x: epochs, y: Plot.Side(LinearScale(0...2), hasGrid: true),
      marks: [
        LineMark(x: x, y: y, stroke: stroke(0)), LineMark(x: times, y: diverged, stroke: stroke(1)),
        PointMark(x: [5.66], y: [2], shape: .cross, size: 6, fill: style.color),
      ])
    plot.callouts = [
      Callout(
        "× diverged at step 37 (seed 3)", x: 5.66, y: 2, placement: .around, color: style.text,
        isRequired: true),
      Callout("not evaluated", x: 24.5, y: y[21], placement: .around),
    ]
    return panel("NaN is a gap, divergence leaves the frame", "training loss", plot)
  }

  private var schedule: Panel {
    let rate = x.map { $0 < 5 ? 0.02 * ($0 + 1) : $0 < 30 ? 0.1 : $0 < 50 ? 0.01 : 0.001 }
    let reductions = [30.0, 50].map {
      RuleMark(.vertical, at: $0, stroke: Stroke(theme.line, width: 0.6, dashes: [2, 2]))
    }
    var plot = Plot(
      x: epochs, y: Plot.Side(LogScale(5e-4...0.3), hasGrid: true),
      marks: reductions + [StepMark(x: x, y: rate, stroke: Stroke(theme.ink, width: 1.4))])
    plot.callouts = zip(reductions, ["0.01", "0.001"]).map { $0.label($1) }
    return panel("Warm-up, then two reductions", "learning rate, log scale", plot)
  }

  private var band: Panel {
    let runs = experiment
    let sorted = x.indices.map { index in runs.map { $0[index] }.sorted() }
    var plot = Plot(
      x: epochs, y: Plot.Side(LogScale(0.08...1.4), hasGrid: true),
      marks: [
        BandMark(
          x: x, lower: sorted.map { $0[0] }, upper: sorted.map { $0[7] },
          color: theme.arm(1).color.opacity(0.14)),
        BandMark(
          x: x, lower: sorted.map { $0[2] }, upper: sorted.map { $0[5] },
          color: theme.arm(1).color.opacity(0.26)),
        LineMark(x: x, y: GrammarData.median(runs), stroke: stroke(1)),
      ])
    plot.callouts = [
      Callout("middle half of 8 seeds", x: 22, y: sorted[22][5], placement: .around),
      Callout("all 8 seeds", x: 36, y: sorted[36][7], placement: .around),
    ]
    return panel("Seeds agree within a third", "validation loss, log scale, median and bands", plot)
  }

  private var shares: Panel {
    let dead = x.map { 0.62 - 0.2 * exp(-$0 / 6) }
    let saturated = x.map { 0.2 * (1 - exp(-$0 / 14)) }
    let both = zip(dead, saturated).map { $0 + $1 }
    return panel(
      "Six in ten units are dead after ten epochs", "share of layer 1, stacked",
      Plot(
        x: epochs,
        y: Plot.Side(
          LinearScale(0...1), hasGrid: true,
          ticks: Ticks(values: [0, 0.25, 0.5, 0.75, 1], labels: ["0", "25", "50", "75", "100 %"])),
        marks: [
          AreaMark(x: x, y: dead, color: theme.arm(0).color.opacity(0.75)),
          BandMark(x: x, lower: dead, upper: both, color: theme.arm(0).color.opacity(0.3)),
          LineMark(x: x, y: dead, stroke: Stroke(theme.background, width: 0.8)),
        ],
        lineLabels: [
          LineLabel("dead", y: 0.31, color: theme.arm(0).text, hasLeader: false),
          LineLabel("saturated", y: 0.71, color: theme.arm(0).text, hasLeader: false),
        ]))
  }

  private var symmetric: Panel {
    let values = x.map { 120 * exp(-$0 / 9) * cos($0 / 3.5) }
    return panel(
      "The bias swings through four decades", "gradient of one bias, symmetric log scale",
      Plot(
        x: epochs,
        y: Plot.Side(SymmetricLogScale(-200...200, threshold: 0.1), hasGrid: true),
        marks: [
          RuleMark(.horizontal, at: 0, stroke: Stroke(theme.secondary, width: 0.8)),
          LineMark(x: x, y: values, stroke: stroke(0)),
          PointMark(x: x, y: values, shape: .circle, size: 2.4, fill: theme.arm(0).color),
        ]))
  }

  private var noise: Panel {
    let steps = (0..<20_000).map { Double($0) }
    let losses = steps.map { step in
      let spread = 0.55 * (GrammarData.share(Int(step), 5) - 0.5)
      let spike = Int(step) % 3_700 == 3_100 ? 4.0 : 1
      return (0.15 + exp(-step / 5_000)) * exp(spread) * spike
    }
    let smooth = steps.map { 0.15 + exp(-$0 / 5_000) }
    return panel(
      "Spikes survive: 20 000 steps in 400 points", "training loss by step, log scale",
      Plot(
        x: Plot.Side(LinearScale(0...20_000), title: "step"),
        y: Plot.Side(LogScale(0.08...6), hasGrid: true),
        marks: [
          LineMark(
            x: steps, y: losses, stroke: Stroke(theme.arm(0).color.opacity(0.5), width: 0.6)),
          LineMark(x: steps, y: smooth, stroke: Stroke(theme.arm(0).text, width: 1.6)),
        ]))
  }

  private var inset: Panel {
    let medians = [control, experiment].map(GrammarData.median)
    var plot = Plot(
      x: epochs, y: Plot.Side(LinearScale(0...1.2), hasGrid: true),
      marks: medians.enumerated().map { LineMark(x: x, y: $1, stroke: stroke($0)) })
    plot.insets = [
      Inset(
        Plot(
          x: Plot.Side(LinearScale(50...60, hasWholeTicks: true)),
          y: Plot.Side(LinearScale(0.11...0.16), hasGrid: true),
          marks: [LineMark(x: x, y: medians[1], stroke: stroke(1, width: 1.2))]),
        heading: PanelHeading("", "last ten epochs"), size: Size(96, 74))
    ]
    return panel("The last epochs still gain", "validation loss; inset enlarged", plot)
  }

  private var facets: Panel {
    let layers = ["dense1", "dense2", "dense3", "dense4"]
    let plots = layers.enumerated().map { index, name in
      Facets.Facet(
        PanelHeading("", name),
        Plot(
          x: Plot.Side(LinearScale(0...60, hasWholeTicks: true), title: "epoch"),
          y: Plot.Side(LogScale(1e-6...1), hasGrid: true),
          marks: (0..<2).map { arm in
            LineMark(
              x: x,
              y: x.map {
                0.2 * pow(10, -Double(3 - index) * (arm == 0 ? 1.3 : 0.3)) * (1 + $0 / 40)
                  * (1 + 0.4 * (GrammarData.share(Int($0) * 8 + index * 2 + arm, 7) - 0.5))
              }, stroke: stroke(arm, width: 1.2))
          }))
    }
    return Panel(
      heading: PanelHeading("Gradients vanish towards the input", "gradient norm, shared scales")
    ) {
      Facets(plots, columns: 2).primitives(in: $0, theme: theme, measurer: measurer)
    }
  }
}
