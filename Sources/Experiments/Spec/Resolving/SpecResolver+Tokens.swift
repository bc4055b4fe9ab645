internal import JSONTrees

/// Embeddings against the data's tokens.
extension SpecResolver {
  /// Whether every embedding knows as many tokens as the data have; reports those that don't.
  mutating func knowsTokens(of arm: ArmSpec, _ model: SpecModel, _ facts: DataFacts) -> Bool {
    var isSound = true
    for part in model.parts where part.layer.name == "embedding" {
      let node = part.layer.value["vocabulary"] ?? part.node
      let keyPath = arm.place("\(part.keyPath).embedding.vocabulary", node)
      let given = part.layer.settings.integerIfAny("vocabulary")
      let known = facts.vocabulary ?? 0
      if given == nil, known == 0 {
        isSound = false
        report(
          SpecFault(
            at: node.position, keyPath, "the features of \(facts.name) are no tokens of text",
            expected: "a number above every whole number among the features"))
      } else if let given, given < known {
        isSound = false
        report(
          SpecFault(
            at: node.position, keyPath,
            "\(facts.name) has \(Prose.count(known, "token")) and the embedding knows \(given)",
            expected: "at least \(known), or \"vocabulary\""))
      }
    }
    return isSound
  }
}
