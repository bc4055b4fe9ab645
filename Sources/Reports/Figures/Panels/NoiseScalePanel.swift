internal import Charts
internal import Drawing
internal import Records

/// The batch size at which the gradient's noise equals the gradient, against the batch trained with.
struct NoiseScalePanel {
  private let arms: [ArmCurves]
  /// Rows a step of each arm drawn, all training rows where it takes full batches.
  private let batches: [Int]
  private let isPair: Bool

  init(_ study: StudyRecord, arms indices: [Int]) {
    let all = indices.compactMap { index -> (ArmCurves, Int)? in
      let arm = study.arms[index]
      guard let curves = ArmCurves(arm, index: index, series: SeriesName.noiseScale),
        curves.curves.contains(where: { $0.y.contains { $0.isFinite && $0 > 0 } })
      else { return nil }
      return (curves, arm.batch ?? arm.runs.first?.data.trainingRows ?? 1)
    }
    arms = all.map(\.0)
    batches = all.map(\.1)
    isPair = indices.count > 1
  }

  var isEmpty: Bool { arms.isEmpty }

  var subject: String { "tr Σ / |G|² in rows, dotted: the batch; above it noise leads the steps" }

  /// How far noise is above or below the batch at the end, where it is farthest.
  var finding: String {
    let ratios = zip(arms, batches).compactMap { arm, batch -> (name: String, ratio: Double)? in
      guard let end = arm.finalMedian, end > 0 else { return nil }
      return (arm.name, end / Double(batch))
    }
    let farthest = ratios.max { max($0.ratio, 1 / $0.ratio) < max($1.ratio, 1 / $1.ratio) }
    guard let farthest else { return "Noise scale of the gradient" }
    let factor = max(farthest.ratio, 1 / farthest.ratio)
    let whose = isPair ? " (\(farthest.name))" : ""
    if factor < 2 { return "Noise scale ends near the batch size" }
    return "Noise scale ends \(NumberText.significant(factor, digits: 2, trims: true))× "
      + "\(farthest.ratio > 1 ? "above" : "below") the batch\(whose)"
  }

  var numbers: String {
    let ends = zip(arms, batches).map { arm, batch in
      let end = arm.finalMedian.map { NumberText.significant($0, digits: 2) } ?? "not finite"
      return "\(end) at batch \(batch)" + (isPair ? " (\(arm.name))" : "")
    }
    return "noise scale \(ends.joined(separator: ", "))"
  }

  func plot(_ easel: Easel) -> Plot {
    let theme = easel.theme
    let ends = arms.flatMap(\.curves).flatMap { [$0.x.first, $0.x.last].compactMap(\.self) }
    let x = LinearScale(finiteRange(of: ends) ?? 0...1, hasWholeTicks: true)
    // Where noise hides the gradient its square is estimated below zero, and there is no scale.
    let values = arms.scaleValues.filter { $0.isFinite && $0 > 0 }
    let y: any Scale = fittingScale(for: values + batches.map(Double.init), padding: 0.08)
    let isShared = Set(batches).count == 1
    var (marks, notes): ([any Mark], [Callout]) = ([], [])
    for (arm, batch) in zip(arms, batches).prefix(isShared ? 1 : 2) {
      let style = theme.arm(arm.index)
      marks.append(
        RuleMark(
          .horizontal, at: Double(batch),
          stroke: Stroke(isShared ? theme.ink : style.color, width: 1, dashes: [1, 2])))
      notes.append(
        Callout(
          "batch \(batch)" + (isShared ? "" : " (\(arm.name))"), x: 0, y: Double(batch),
          placement: .alongRule, color: isShared ? nil : style.text, isRequired: true))
    }
    marks += CurveMarks.marks(arms, theme)
    return Plot(
      x: Plot.Side(x, title: "epoch"), y: Plot.Side(y, hasGrid: true), marks: marks,
      lineLabels: isPair ? CurveMarks.labels(arms, on: y, theme) : [], callouts: notes,
      margins: Plot.Margins(top: 4))
  }
}
