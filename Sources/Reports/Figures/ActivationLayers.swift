internal import Charts
internal import Records

/// What probes of the outputs found in the layers of some arms.
struct ActivationLayers {
  /// Units that do nothing in one layer: dead ones, or outputs at an end of a bounded range.
  struct Idle {
    /// One for each arm that has the layer; names and words go with them.
    var arms: [ArmCurves]
    /// What the layer is called in each of these arms.
    var names: [String]
    /// "dead" or "saturated" in each of these arms.
    var words: [String]

    /// The name; "sigmoid1 / relu1" where the arms have different layers in its place.
    var layer: String { Set(names).count == 1 ? names[0] : names.joined(separator: " / ") }
    var word: String { Set(words).count == 1 ? words[0] : words.joined(separator: " / ") }
  }

  /// How much the outputs of one layer vary in one arm; NaN where no seed says.
  struct Spread {
    var layer: String
    var kind: String
    var hasParameters: Bool
    /// The medians over the seeds at the start and at the end.
    var start: Double
    var end: Double
  }

  var idle: [Idle]
  /// The names of all layers with a spread, in order of depth.
  var layers: [String]
  /// For each arm drawn the spread of each layer that it has, from the input on.
  var spreads: [[Spread]]

  init(_ study: StudyRecord, arms: [Int]) {
    var names: [String] = []
    for arm in arms {
      // Layers that only one arm has stand behind the one that comes before them there.
      var place = 0
      for layer in study.arms[arm].runs.first?.layers ?? [] {
        if let known = names.firstIndex(of: layer.name) {
          place = known + 1
        } else {
          names.insert(layer.name, at: min(place, names.count))
          place += 1
        }
      }
    }
    idle = Self.idle(study, arms)
    let all = arms.map { arm in
      (study.arms[arm].runs.first?.layers ?? []).compactMap { record -> Spread? in
        let layer = record.name
        let series = study.arms[arm].runs.compactMap {
          $0.series[SeriesName.layer(layer, .activationSpread)]
        }
        guard series.contains(where: { $0.count > 0 }) else { return nil }
        return Spread(
          layer: layer, kind: record.kind,
          hasParameters: record.parameterCount > 0,
          start: medianOf(series.compactMap(\.values.first)),
          end: medianOf(series.compactMap(\.values.last)))
      }
    }
    spreads = all
    layers = names.filter { name in all.contains { $0.contains { $0.layer == name } } }
  }

  /// The layers whose units can be idle, the k-th of one arm beside the k-th of the other.
  private static func idle(_ study: StudyRecord, _ arms: [Int]) -> [Idle] {
    let quantities = [(SeriesName.LayerQuantity.deadShare, "dead"), (.saturatedShare, "saturated")]
    let each = arms.map { arm in
      (study.arms[arm].runs.first?.layers ?? []).compactMap { layer -> Idle? in
        for (quantity, word) in quantities {
          let series = SeriesName.layer(layer.name, quantity)
          if let curves = ArmCurves(study.arms[arm], index: arm, series: series) {
            return Idle(arms: [curves], names: [layer.name], words: [word])
          }
        }
        return nil
      }
    }
    return (0..<(each.map(\.count).max() ?? 0)).map { place in
      let found = each.compactMap { place < $0.count ? $0[place] : nil }
      return Idle(
        arms: found.flatMap(\.arms), names: found.flatMap(\.names), words: found.flatMap(\.words))
    }
  }

  /// Whether all arms drawn have the same layers, so that one axis can name them.
  var isAlike: Bool { Set(spreads.map { $0.map(\.layer) }).count == 1 }

  /// The deepest arm's count of layers with a spread.
  var depth: Int { spreads.map(\.count).max() ?? 0 }

  var hasSpreads: Bool {
    layers.count > 1 && spreads.contains { $0.contains { $0.start.isFinite || $0.end.isFinite } }
  }

  var isEmpty: Bool { idle.isEmpty && !hasSpreads }

  /// How much the signal changes from one layer to a deeper one.
  struct Change {
    /// The arm's place among those drawn.
    var position: Int
    var first: String
    var last: String
    /// The last layer's spread over the first's.
    var ratio: Double

    /// "shrink 40×".
    var words: String {
      let factor = NumberText.significant(max(ratio, 1 / ratio), digits: 2, trims: true)
      return "\(ratio > 1 ? "grow" : "shrink") \(factor)×"
    }
  }

  /// The widest change from the first to the last hidden layer of one kind, at the start of training;
  /// nil where none is tenfold.
  var change: Change? {
    let changes = spreads.indices.compactMap { position -> Change? in
      // Outputs of the last weights, and what squashes them, are answers: they have sizes of their own.
      let last = spreads[position].lastIndex(where: \.hasParameters) ?? 0
      let hidden = spreads[position][..<last]
      guard let kind = hidden.last?.kind else { return nil }
      let alike = hidden.filter { $0.kind == kind }
      guard let first = alike.first, let last = alike.last, first.layer != last.layer,
        first.start.isFinite, last.start.isFinite, first.start > 0, last.start > 0
      else { return nil }
      return Change(
        position: position, first: first.layer, last: last.layer, ratio: last.start / first.start)
    }
    let widest = changes.max { max($0.ratio, 1 / $0.ratio) < max($1.ratio, 1 / $1.ratio) }
    return widest.flatMap { max($0.ratio, 1 / $0.ratio) >= 10 ? $0 : nil }
  }

  /// The first layer of which nothing varies at the end, and the arm's place; nil where every layer
  /// tells rows apart.
  var silence: (position: Int, layer: String)? {
    for (position, layers) in spreads.enumerated() {
      if let layer = layers.first(where: { $0.end == 0 }) { return (position, layer.layer) }
    }
    return nil
  }
}
