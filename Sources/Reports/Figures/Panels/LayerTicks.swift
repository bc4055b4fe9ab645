internal import Charts
internal import Drawing

/// As many names of layers as stand clear of each other, evenly, the first layer's among them.
struct LayerTicks {
  private var names: [String]
  /// Where the first layer stands: at the start of the axis, or at its upper end.
  private var first: Int
  /// The room that one name takes along the axis, with the gap to the next.
  private var extent: Double

  init(across names: [String], _ easel: Easel) {
    (self.names, first) = (names, 0)
    extent = 8 + (names.map { easel.size([easel.theme.small($0)]).width }.max() ?? 0)
  }

  init(down names: [String], _ easel: Easel) {
    (self.names, first) = (names.reversed(), names.count - 1)
    extent = 1 + easel.size([easel.theme.small("A")]).height
  }

  /// The ticks of an axis of a length, the i-th name at i.
  func ticks(length: Double) -> Ticks {
    let step = max(length, 1) / Double(max(1, names.count))
    let every = max(1, Int((extent / step).rounded(.up)))
    return Ticks(
      values: names.indices.map(Double.init),
      labels: names.enumerated().map { ($0 - first) % every == 0 ? $1 : "" })
  }
}
