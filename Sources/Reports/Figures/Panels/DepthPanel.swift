internal import Charts
internal import Drawing
internal import Records

/// The median gradient size of every layer over training, and its profile over depth at the end.
struct DepthPanel {
  /// The layers from the input on, each with the arms that are shown.
  var layers: [(name: String, arms: [GradientArm])]

  private var arms: [GradientArm] { layers.first?.arms ?? [] }

  private func typical(_ arm: Int, _ layer: Int, _ column: Int) -> GradientMap.Typical? {
    guard let map = layers[layer].arms[arm].map, map.shares.indices.contains(column) else {
      return nil
    }
    return map.typical(column)
  }

  /// Whole decades that hold every layer's median in every epoch, and whether some are zero.
  private var axis: DecadeAxis {
    var (low, high) = (Double.infinity, -Double.infinity)
    var hasZeros = false
    for arm in arms.indices {
      for layer in layers.indices {
        for column in (layers[layer].arms[arm].map?.shares ?? []).indices {
          switch typical(arm, layer, column) {
          case .decade(let decade): (low, high) = (min(low, decade), max(high, decade))
          case .zero: hasZeros = true
          case .broken, nil: break
          }
        }
      }
    }
    return DecadeAxis(holding: low <= high ? low...high : nil, hasZeros: hasZeros)
  }

  func primitives(in rect: Rect, _ easel: Easel) -> [Primitive] {
    let theme = easel.theme
    let axis = axis
    let names = BandScale(layers.map(\.name).reversed(), padding: 0)
    let ramp = ColorRamp(Array(theme.ramp.stops.dropFirst()))
    let nameHeight = easel.size([theme.strong("A")]).height + 4
    let labelWidth = min(
      rect.width * 0.14, layers.map { easel.size([theme.small($0.name)]).width }.max() ?? 0)
    let body = rect.inset(
      left: labelWidth + 5.5, top: nameHeight, right: theme.type.small,
      bottom: easel.size([theme.small("0")]).height + 5.5)
    let parts = body.columns(arms.map { _ in 1.0 } + [0.75], gap: 16)
    let x = layers.flatMap(\.arms).epochScale
    let ticks = Ticks(
      values: layers.indices.map(Double.init), labels: layers.map(\.name).reversed())
    var shapes = key(axis, ramp, endingAt: Point(parts[arms.count - 1].maxX, rect.minY + 4), easel)
    for (position, part) in parts.enumerated() {
      let isMap = position < arms.count
      let run =
        isMap
        ? theme.strong(arms[position].name, color: theme.arm(arms[position].index).text)
        : theme.strong("last epoch, by layer")
      let isKeyed = position == arms.count - 1
      let room = isKeyed ? part.width - 190 : part.width
      if room > 24 {
        shapes.append(
          .text(
            easel.fitted([run], width: room), at: Point(part.minX, rect.minY),
            Anchor(.leading, .top)))
      }
      let plot = Plot(
        x: isMap
          ? Plot.Side(x, title: position == 0 ? "epoch" : nil)
          : Plot.Side(
            axis.scale,
            ticks: axis.ticks(
              length: part.width, labelLength: easel.size([theme.small("10⁻⁸")]).width)),
        y: Plot.Side(
          names, hasLabels: position == 0, labelWidth: labelWidth, ticks: ticks),
        marks: isMap ? map(position, ramp, axis, names, x, theme) : profile(axis, theme))
      shapes += plot.primitives(
        around: part,
        in: part.inset(left: -labelWidth - 12, top: -10, right: -20, bottom: -20), theme: theme,
        measurer: easel.measurer)
    }
    return shapes
  }

  /// The ramp with its ends, and the stroke that stands for zero where there is one.
  private func key(
    _ axis: DecadeAxis, _ ramp: ColorRamp, endingAt end: Point, _ easel: Easel
  ) -> [Primitive] {
    let theme = easel.theme
    let ends = [axis.decades.lowerBound, axis.decades.upperBound].map {
      DecadeAxis.label(Int($0))
    }
    var shapes = ColorBar("median |g|", ramp: ramp, low: ends[0], high: ends[1])
      .primitives(endingAt: end, barWidth: 40, theme: theme, measurer: easel.measurer)
    guard axis.hasZeros else { return shapes }
    let taken =
      easel.size([theme.small("median |g| " + ends.joined())]).width + 40 + 20
    let label = TextBlock([theme.small("zero")])
    let right = end.x - taken
    let left = right - easel.size(label).width - 4
    shapes.append(.text(label, at: Point(right, end.y), Anchor(.trailing, .middle)))
    shapes.append(
      .polyline(
        [Point(left - 12, end.y), Point(left, end.y)], Stroke(theme.secondary, width: 0.8)))
    return shapes
  }

  /// A row of cells for each layer; where most components are zero a stroke stands instead.
  private func map(
    _ arm: Int, _ ramp: ColorRamp, _ axis: DecadeAxis, _ names: BandScale, _ x: LinearScale,
    _ theme: Theme
  ) -> [any Mark] {
    let span = axis.decades.upperBound - axis.decades.lowerBound
    var marks: [any Mark] = []
    for (depth, layer) in layers.enumerated() {
      guard let map = layer.arms[arm].map else { continue }
      let place = Double(layers.count - 1 - depth)
      var (zeroX, zeroY): ([Double], [Double]) = ([], [])
      var start: Int?
      func close(_ end: Int) {
        guard let first = start else { return }
        let cells = (first..<end).map { column -> Double in
          guard case .decade(let decade) = map.typical(column) else { return 0 }
          return (decade - axis.decades.lowerBound) / span
        }
        let width = (map.epochs.upperBound - map.epochs.lowerBound) / Double(map.shares.count)
        marks.append(
          HeatMapMark(
            columns: (map.epochs.lowerBound + width * Double(first))...(map.epochs.lowerBound
              + width * Double(end)), rows: (place - 0.5)...(place + 0.5), values: [cells],
            range: 0...1, ramp: ramp))
        start = nil
      }
      for column in map.shares.indices {
        let typical = map.typical(column)
        if case .decade = typical {
          start = start ?? column
        } else {
          close(column)
        }
        zeroX.append(map.epoch(column))
        zeroY.append(typical == .zero ? place : .nan)
      }
      close(map.shares.count)
      if zeroY.contains(where: \.isFinite) {
        marks.append(
          LineMark(x: zeroX, y: zeroY, stroke: Stroke(theme.secondary, width: 0.6)))
      }
    }
    return marks
  }

  /// Each arm's medians at the last epoch, from the input at the top to the output.
  private func profile(_ axis: DecadeAxis, _ theme: Theme) -> [any Mark] {
    arms.indices.flatMap { position -> [any Mark] in
      let style = theme.arm(arms[position].index)
      var (sizes, places, line): ([Double], [Double], [Double]) = ([], [], [])
      for (depth, layer) in layers.enumerated() {
        guard let map = layer.arms[position].map, let last = map.shares.indices.last else {
          continue
        }
        places.append(Double(layers.count - 1 - depth))
        let typical = map.typical(last)
        if case .decade(let decade) = typical {
          sizes.append(decade)
          line.append(decade)
        } else {
          sizes.append(typical == .zero ? axis.place(0) : .nan)
          line.append(.nan)
        }
      }
      // A layer without a gradient parts the line: no size lies between it and its neighbours.
      let profile = LineMark(
        x: line, y: places, stroke: Stroke(style.color, width: 1.1, dashes: style.dashes))
      return [
        profile,
        PointMark(
          x: sizes, y: places, shape: style.marker, size: layers.count > 20 ? 2.6 : 4,
          fill: style.color),
      ]
    }
  }
}
