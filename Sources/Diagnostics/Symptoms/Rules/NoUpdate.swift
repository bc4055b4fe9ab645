public import Records

/// A layer gets a gradient and never moves.
public struct NoUpdate: Symptom {
  public let code = SymptomCode.noUpdate
  public let summary = "a layer is never updated"
  public let definition =
    "at every check after the first a layer's update is exactly 0 while its gradient is not"
  public let quantity = "layers never updated"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    let watched = run.layers.filter { layer in
      layer.parameterCount > 0 && run.values(layer, .updateRatio).count >= 2
        && run.values(layer, .gradientNorm).count >= 2
    }
    guard !watched.isEmpty else { return .notApplicable("no updates were recorded") }
    let frozen = watched.filter { layer in
      run.values(layer, .updateRatio).dropFirst().allSatisfy { $0 == 0 }
        && run.values(layer, .gradientNorm).dropFirst().contains { $0 > 0 }
    }
    let names = frozen.map(\.name)
    let named = names.prefix(3).joined(separator: ", ")
    let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
    let verbs =
      names.count == 1 ? "has a gradient and never moves" : "have a gradient and never move"
    return .measured(
      !frozen.isEmpty, value: Double(frozen.count), threshold: 0,
      frozen.isEmpty
        ? "every layer with a gradient moves"
        : "\(named)\(rest) \(verbs)")
  }
}
