internal import Charts
internal import Diagnostics
internal import Drawing
internal import JSONTrees
internal import Records

extension PanelMaker {
  /// How the numbers were found, with those of this study.
  func method(width: Double, column: Double) -> [PageBlock] {
    var blocks: [PageBlock] = [.heading("How the numbers were found", width: width, easel)]
    blocks += methodSentences.map {
      .text([theme.body($0)], width: column, gap: 5, easel).inColumns
    }
    return blocks
  }

  private var methodSentences: [String] {
    var sentences = [
      "Seed i fixes, for every arm: the split, the initial tensors (the same where shapes agree), "
        + "the batch order, dropout masks and noise. Arms are compared seed by seed."
    ]
    guard let comparison = findings.lead else { return sentences }
    let metric = study.words(comparison.metric)
    let effect = NumberText.significant(100 * study.minimumEffect, trims: true)
    sentences.append(
      comparison.scale == .logRatio
        ? "The metric is \(metric), the mean of the last tenth of the evaluations. Each pair's "
          + "difference is the logarithm of experiment over control; ratios are geometric means."
        : "The metric is \(metric), the mean of the last tenth of the evaluations. Each pair's "
          + "difference is experiment minus control.")
    if let reason = comparison.metricReason { sentences.append(sentence(reason)) }
    sentences.append(
      "\(SummaryFooter.method(comparison).capitalizedFirst). “Improved” and “worsened” need p below "
        + "0.05, an interval without 0, and a difference of more than \(effect) %. “No material "
        + "difference” needs the difference shown to be smaller than that, by two one-sided tests.")
    if findings.comparisons.count > 1 {
      sentences.append(
        "p-values are corrected by Holm's method over the \(findings.comparisons.count) experiments."
      )
    }
    if let correlation = comparison.correlation {
      let bought = abs(correlation) < 0.1 ? "; pairing bought nothing here" : ""
      sentences.append(
        "The arms' results correlate by \(NumberText.significant(correlation, digits: 2)) over "
          + "the seeds\(bought).")
    }
    sentences.append(
      "Diverged seeds are never dropped: they rank as worst, and are counted with Wilson intervals. "
        + "Lines in charts are medians over seeds; thin lines are the seeds.")
    return sentences
  }

  /// All that is needed to make the same report again.
  func reproduction(width: Double) -> [PageBlock] {
    let data = study.dataset
    let seeds = study.arms.first?.runs.map { String($0.seed) } ?? []
    var rows: [(String, String)] = []
    if !environment.command.isEmpty { rows.append(("command", environment.command)) }
    let rowCounts = study.arms.first?.runs.first?.data
    let split = rowCounts.map { ": \($0.trainingRows) for training, \($0.validationRows) held out" }
    rows += [
      ("lossreport", "\(study.environment.lossreport), computing in \(study.environment.scalar)"),
      ("BLAS", "\(study.environment.blas), kernel \(study.environment.blasCore), one thread a run"),
      ("drawing", "Cairo \(environment.cairo), \(environment.fonts.joined(separator: ", "))"),
      (
        "data",
        "\(data.name), \(data.extent)\(split ?? "")"
          + (data.isSynthetic ? "; generated" : "")
      ),
      ("seeds", seeds.joined(separator: ", ")),
      ("spec, SHA-256", study.specDigest),
    ]
    rows += study.arms.map { arm in
      let parameters = arm.runs.first.map { ", \($0.parameterCount) parameters" } ?? ""
      let steps = arm.runs.map(\.steps).max().map { ", \($0) steps" } ?? ""
      return ("arm \(arm.name)", "\(arm.network), \(arm.optimizer)\(parameters)\(steps)")
    }
    rows += timings.map { ("time: \($0.name)", "\(NumberText.significant($0.seconds)) s") }
    let table = PageTable(
      columns: [.init(title: "made from", weight: 1.4), .init(title: "", weight: 6)],
      rows: rows.map { name, value in
        var style = theme.small(value, color: theme.ink)
        style.style.monospaced = name == "command" || name.hasSuffix("256")
        return [[theme.small(name)], [style]]
      })
    return [.heading("To make it again", width: width, easel)] + table.blocks(width: width, easel)
  }

  /// More lines than anyone reads on paper are left to results.json.
  private static let mostSpecLines = 1500

  /// The spec as text in a fixed-width face, a block a line, so that it flows over pages.
  func spec(width: Double, column: Double) -> [PageBlock] {
    let lines = study.spec.lines(width: Int(column / 4.3))
    var blocks: [PageBlock] = [
      .heading("The spec, with all defaults filled in", width: width, easel)
    ]
    let style = TextStyle(size: 6.8, color: theme.ink, monospaced: true)
    for line in lines.prefix(PanelMaker.mostSpecLines) where !line.isEmpty {
      let indent = line.prefix { $0 == " " }.count
      let text = TextRun(String(line.dropFirst(indent)), style)
      let left = 4.1 * Double(min(indent, 40))
      let block = TextBlock([text], width: column - left)
      blocks.append(
        PageBlock(
          [.text(block, at: Point(left, 0), Anchor(.leading, .top))],
          height: easel.size(block).height, gap: 0
        ).inColumns)
    }
    let more = lines.count - PanelMaker.mostSpecLines
    if more > 0 {
      blocks.append(
        .text([theme.small("… \(more) more lines in results.json")], width: column, gap: 0, easel)
          .inColumns)
    }
    return blocks
  }
}
