internal import Charts
internal import Drawing
internal import Records

/// Heat maps of each arm's first layer side by side, each in its arm's colour: the card's gradients.
struct GradientPanel {
  var arms: [GradientArm]

  /// Each arm's first layer with histograms: networks may begin differently.
  init(_ study: StudyRecord, arms indices: [Int]) {
    arms = indices.map { index in
      let own = study.arms[index].runs.lazy.compactMap(\.gradientHistograms.first?.layer).first
      return GradientArm(study, arm: index, layer: own ?? study.firstHistogramLayer ?? "")
    }
  }

  /// What the panel finds: where no gradient arrives, else how the sizes at the end compare.
  var heading: PanelHeading {
    let note = "size |g| by epoch; bottom row: exactly zero"
    let layer = Set(arms.map(\.layer)).count == 1 ? arms.first?.layer ?? "" : "the first layer"
    if let dead = arms.first(where: { $0.map?.deadColumn != nil }) {
      let name = "No gradient reaches \(layer)"
      let fits = dead.name.count + name.count <= 38
      return PanelHeading(fits ? "\(name) (\(dead.name))" : name, note)
    }
    if let broken = arms.first(where: { $0.map?.brokenColumn != nil }) {
      let fits = broken.name.count <= 16
      return PanelHeading(
        "Gradients stop being finite" + (fits ? " (\(broken.name))" : ""), note)
    }
    let decades = arms.compactMap { arm -> Double? in
      guard let map = arm.map, let last = map.shares.indices.last,
        case .decade(let decade) = map.typical(last)
      else { return nil }
      return decade
    }
    guard decades.count == 2, !arms.contains(where: \.hasDiverged) else {
      return PanelHeading("Gradients of \(layer)", note)
    }
    let ratio = powerOfTen((decades[1] - decades[0]).magnitude)
    guard ratio > 1.5 else { return PanelHeading("Gradients of \(layer) end alike", note) }
    let factor = NumberText.significant(ratio, digits: 2, trims: true)
    let title = "Gradients \(factor)× \(decades[1] > decades[0] ? "larger" : "smaller") in \(layer)"
    let whose = " (\(arms[1].name))"
    let fits = title.count + whose.count <= 44
    return PanelHeading(fits ? title + whose : title, note)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let top = heading.primitives(in: rect, theme: theme, measurer: easel.measurer, lines: 1)
    let axis = DecadeAxis(arms.compactMap(\.map))
    let label = easel.size([theme.small("0")])
    let ticks = axis.ticks(length: top.rest.height - 30, labelLength: label.height)
    let labelWidth =
      (ticks.labels.map { easel.size([theme.small($0)]).width }.max() ?? 0) + 5.5
    let nameHeight = label.height + 3
    let body = top.rest.inset(left: labelWidth, top: nameHeight)
    let x = arms.epochScale
    var shapes = top.shapes
    for (position, part) in body.columns(arms.map { _ in 1.0 }, gap: 16).enumerated() {
      let arm = arms[position]
      let style = theme.arm(arm.index)
      let plot = arm.plot(
        x: x, axis: axis, ramp: style.ramp, ticks: ticks, hasLabels: position == 0,
        hasEpochs: true, title: "epoch", theme)
      // The first panel's labels hang out to the left, so that all frames are equally wide.
      let place = position == 0 ? part.inset(left: -labelWidth) : part
      shapes += plot.primitives(in: place, theme: theme, measurer: easel.measurer)
      let frame = plot.frame(in: place, theme: theme, measurer: easel.measurer)
      shapes += arm.note(x: x, axis: axis, in: frame, easel)
      let name = easel.fitted([theme.strong(arm.name, color: style.text)], width: part.width)
      shapes.append(
        .text(name, at: Point(part.minX, top.rest.minY), Anchor(.leading, .top)))
    }
    return shapes
  }
}
