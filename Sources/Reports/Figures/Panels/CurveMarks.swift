internal import Charts
internal import Drawing

/// Arms' curves as every chart over epochs draws them: seeds thin, the median bold with its marker.
enum CurveMarks {
  /// Runs that diverged end in a cross.
  static func marks(_ arms: [ArmCurves], _ theme: Theme, width: Double = 1.7) -> [any Mark] {
    var marks: [any Mark] = []
    for arm in arms where arm.curves.count > 1 {
      let opacity = arm.curves.count > 16 ? 0.2 : 0.42
      let stroke = Stroke(theme.arm(arm.index).color.opacity(opacity), width: 0.6)
      marks += arm.curves.map { LineMark(x: $0.x, y: $0.y, stroke: stroke) }
    }
    for arm in arms.reversed() {
      let (style, median) = (theme.arm(arm.index), arm.median)
      marks.append(
        LineMark(
          x: median.x, y: median.y,
          stroke: Stroke(style.color, width: width, dashes: style.dashes)))
      if let last = median.y.lastIndex(where: \.isFinite) {
        marks.append(
          PointMark(
            x: [median.x[last]], y: [median.y[last]], shape: style.marker, size: width * 3,
            fill: style.color))
      }
    }
    return marks + arms.map { DivergenceMark($0, theme: theme) }
  }

  /// Each arm's name and last value beside its line; at the frame's top where most runs diverged.
  static func labels(_ arms: [ArmCurves], on scale: any Scale, _ theme: Theme) -> [LineLabel] {
    arms.map { arm in
      let color = theme.arm(arm.index).text
      guard let value = arm.finalMedian else {
        let count = arm.diverged.count
        return LineLabel(
          arm.name,
          value: count > 0 ? "\(count) of \(arm.curves.count) diverged" : "no finite end",
          y: scale.domain.upperBound, color: color, hasLeader: false)
      }
      return LineLabel(
        arm.name, value: NumberText.significant(value, digits: 2), y: value, color: color,
        priority: arm.index == 0 ? 1 : 0)
    }
  }
}
