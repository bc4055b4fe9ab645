internal import Charts
internal import Drawing
internal import Records

/// One arm's gradient sizes in one layer, with what a picture says of them.
struct GradientArm {
  var name: String
  var index: Int
  var layer: String
  /// Nil where the arm has no histograms of the layer.
  var map: GradientMap?
  var hasDiverged: Bool
  /// Whether the arm's network has a layer of the name.
  var hasLayer: Bool

  init(_ study: StudyRecord, arm index: Int, layer: String) {
    let arm = study.arms[index]
    (name, self.index, self.layer) = (arm.name, index, layer)
    map = GradientMap(arm, layer: layer)
    hasDiverged = arm.runs.contains { $0.divergence != nil }
    hasLayer = arm.runs.contains { run in
      run.layers.contains { $0.name == layer }
    }
  }

  /// Whether there is a finite gradient to draw at any epoch.
  var isVisible: Bool { map.map { $0.brokenColumn != 0 } ?? false }

  /// Why there is nothing to draw.
  var absence: String {
    if map != nil { return "not finite from the start" }
    if !hasLayer { return "has no \(layer)" }
    return hasDiverged ? "diverged in the first epoch" : "not recorded"
  }

  /// What happened to the layer's gradient, in a few words.
  var finding: String {
    guard let map, isVisible else { return absence }
    func from(_ column: Int) -> String {
      column == 0
        ? "throughout"
        : "from epoch \(NumberText.significant(map.epoch(column), digits: 3, trims: true)) on"
    }
    if let column = map.brokenColumn { return "not finite \(from(column))" }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down))) %" }
    if let column = map.deadColumn, let share = map.zeros.last {
      return "\(percent(share)) exactly zero \(from(column))"
    }
    guard let last = map.shares.indices.last else { return absence }
    let zeros = map.zeros[last]
    let share = zeros >= 0.01 ? ", \(percent(zeros)) zero" : ""
    switch map.typical(last) {
    case .decade(let decade):
      let size = NumberText.significant(powerOfTen(decade), digits: 2, trims: true)
      return "median \(size)\(share)"
    case .zero: return "\(percent(zeros)) exactly zero at the end"
    case .broken: return "not finite at the end"
    }
  }

  /// The heat map with the row for zeros under it.
  func plot(
    x: LinearScale, axis: DecadeAxis, ramp: ColorRamp, ticks: Ticks, hasLabels: Bool,
    hasEpochs: Bool, title: String?, _ theme: Theme
  ) -> Plot {
    var marks: [any Mark] = []
    if let map {
      marks = [
        HeatMapMark(
          columns: map.epochs, rows: axis.decades, values: map.rows(in: axis.decades),
          range: 0...1, ramp: ramp),
        HeatMapMark(
          columns: map.epochs, rows: axis.zeroRow,
          values: [map.zeros.map { GradientMap.shade($0) }],
          range: 0...1, ramp: ramp),
        RuleMark(
          .horizontal, at: (axis.decades.lowerBound + axis.zeroRow.upperBound) / 2,
          stroke: Stroke(theme.line, width: 0.5)),
      ]
    }
    return Plot(
      x: Plot.Side(x, title: hasEpochs ? title : nil, hasLabels: hasEpochs),
      y: Plot.Side(axis.scale, hasLabels: hasLabels, ticks: ticks), marks: marks,
      margins: Self.margins(theme))
  }

  /// Room for half a label over and beside every frame, so that all are equally large.
  static func margins(_ theme: Theme) -> Plot.Margins {
    Plot.Margins(top: theme.type.small * 0.62, right: theme.type.small)
  }

  /// What stands where the arm has nothing to show: why.
  func note(x: LinearScale, axis: DecadeAxis, in frame: Rect, _ easel: Easel) -> [Primitive] {
    var room = frame.inset(left: 4)
    var text = absence
    if let map {
      guard let column = map.brokenColumn else { return [] }
      let width = (map.epochs.upperBound - map.epochs.lowerBound) / Double(map.shares.count)
      let start = map.epochs.lowerBound + width * Double(column)
      let area = PlotArea(frame: frame, x: x, y: axis.scale)
      room = frame.inset(left: (area.clampedHorizontal(start) ?? frame.minX) - frame.minX + 3)
      text = "not finite"
    }
    let theme = easel.theme
    let block = easel.fitted(
      [theme.small(text, color: theme.arm(index).text)], width: room.width, lines: 3)
    guard easel.size(block).width <= room.width, easel.size(block).height <= room.height else {
      return []
    }
    return [.text(block, at: Point(room.minX, room.midY), Anchor(.leading, .middle))]
  }
}

extension [GradientArm] {
  /// The epochs that any arm has.
  var epochScale: LinearScale {
    let epochs = compactMap { $0.map?.epochs }
    return LinearScale(
      (epochs.map(\.lowerBound).min() ?? 0)...(epochs.map(\.upperBound).max() ?? 1),
      hasWholeTicks: true)
  }
}
