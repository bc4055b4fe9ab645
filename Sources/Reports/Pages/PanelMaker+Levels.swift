internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

extension PanelMaker {
  static let levelsPlace = "levels"

  /// What "high" means: the levels, then the arms that stay at one of them.
  func levels(width: Double) -> [PageBlock] {
    guard !findings.referenceLevels.isEmpty || !findings.stability.isEmpty else { return [] }
    var blocks: [PageBlock] = []
    if !findings.referenceLevels.isEmpty {
      blocks.append(
        .heading("What the levels mean", width: width, easel).named(PanelMaker.levelsPlace))
      let columns: [PageTable.Column] = [
        .init(title: "level", weight: 2), .init(title: "loss", weight: 0.8, alignment: .trailing),
        .init(title: "meaning", weight: 5),
      ]
      let rows = findings.referenceLevels.map { level in
        [
          [theme.small(level.label, color: theme.ink)],
          [theme.small(NumberText.significant(level.value, digits: 4), color: theme.ink)],
          [theme.small(level.meaning)],
        ]
      }
      blocks += PageTable(columns: columns, rows: rows).blocks(width: width, easel)
      blocks[blocks.count - 1].gap = 8
    }
    // The loss figure's subtitle has told of the first two plateaus.
    let sentences =
      findings.plateaus.dropFirst(2).map { sentence($0.sentence) }
      + findings.stability.map { limit in
        let rate = NumberText.significant(limit.learningRate, trims: true)
        let kind = limit.appliesToOptimizer ? "" : " for plain gradient descent"
        return "\(limit.arm): learning rate \(rate), stable\(kind) below \(limit.formula) = "
          + "\(NumberText.significant(limit.limit)) (λ_max \(NumberText.significant(limit.largestCurvature)))."
      }
    blocks += sentences.map {
      .text([theme.small($0, color: theme.ink)], width: width, gap: 3, easel)
    }
    return blocks
  }
}
