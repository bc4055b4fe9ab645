internal import Datasets
internal import JSONTrees
internal import Learning

/// Augmentation, sampling and units against the data.
extension SpecResolver {
  mutating func checkAugmentation(of arm: ArmSpec, _ facts: DataFacts) {
    let shape = facts.sizes(arm.data).rowShape
    for (index, node, augmentation) in arm.training.augmentations {
      let keyPath = arm.place("training.augment[\(index)]", node)
      if facts.vocabulary != nil {
        report(
          SpecFault(
            at: node.position, keyPath,
            "\"\(augmentation.kind)\" calculates with features, and the tokens of \(facts.name) are names",
            expected: "no augmentation"))
        continue
      }
      do throws(ShapeError) { _ = try augmentation.operation(for: shape) } catch {
        report(SpecFault(at: node.position, keyPath, error.description))
      }
    }
    if facts.vocabulary != nil, arm.training.mixUp != nil {
      let node = arm.training.settings.node("augment")
      report(
        SpecFault(
          at: node.position, arm.place("training.augment", node),
          "\"mix-up\" calculates with features, and the tokens of \(facts.name) are names",
          expected: "no augmentation"))
    }
    checkSampling(of: arm, facts)
    checkUnits(of: arm, facts)
  }

  private mutating func checkSampling(of arm: ArmSpec, _ facts: DataFacts) {
    guard arm.training.sampling != nil else { return }
    guard facts.task == .regression || facts.targetSteps > 1 else { return }
    let node = arm.training.settings.node("sampling")
    let found =
      facts.task == .regression
      ? "the target of \(facts.name) holds numbers"
      : "each row of \(facts.name) has \(facts.targetSteps) of them"
    report(
      SpecFault(
        at: node.position, arm.place("training.sampling", node),
        "rows are sampled by their class, and \(found)", expected: "no sampling"))
  }

  private mutating func checkUnits(of arm: ArmSpec, _ facts: DataFacts) {
    guard arm.training.standardizesTarget, facts.task == .classification else { return }
    let node = arm.training.settings.node("standardize-target")
    report(
      SpecFault(
        at: node.position, arm.place("training.standardize-target", node),
        "the target of \(facts.name) is classes, which have no mean", expected: "false"))
  }
}
