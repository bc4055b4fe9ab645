/// The names of a model's layers.
enum LayerNames {
  /// A layer's own name, or its kind's letters and its number among its kind: "dense1".
  static func names(of layers: [Chosen]) -> [String] {
    var counts: [String: Int] = [:]
    return layers.map { layer in
      let kind = layer.name.filter { $0 != "-" }
      counts[kind, default: 0] += 1
      return layer.settings.textIfAny("name") ?? "\(kind)\(counts[kind, default: 0])"
    }
  }
}
