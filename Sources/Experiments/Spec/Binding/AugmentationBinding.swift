internal import JSONTrees
internal import Learning
internal import Tensors

/// The spec's augmentations as the engine's.
enum AugmentationBinding {
  /// Nil for what blends rows, which the engine has apart.
  static func make(_ chosen: Chosen) -> (any Augmentation)? {
    let settings = chosen.settings
    let axis = settings.textIfAny("axis").flatMap(StepAxis.init) ?? .first
    switch chosen.name {
    case GaussianNoise.kind: return GaussianNoise(deviation: Scalar(settings.number("std")))
    case RandomShift.kind: return RandomShift(distance: settings.integer("distance"), axis: axis)
    case RandomFlip.kind:
      return RandomFlip(
        horizontal: settings.number("horizontal"), vertical: settings.number("vertical"),
        axis: axis)
    case RandomCrop.kind:
      return RandomCrop(
        padding: settings.integer("padding"),
        filling: RandomCrop.Filling(rawValue: settings.text("fill")) ?? .zeros, axis: axis)
    case Cutout.kind: return Cutout(size: settings.integer("size"), axis: axis)
    case MixUp.kind: return nil
    default: preconditionFailure("the table has \"\(chosen.name)\" and the binding not")
    }
  }
}

extension TrainingSpec {
  /// The changes to the rows of each batch, with the place of each in the spec.
  var augmentations: [(index: Int, node: JSONNode, augmentation: any Augmentation)] {
    settings.list("augment").enumerated().compactMap { index, node in
      AugmentationBinding.make(Chosen(node)).map { (index, node, $0) }
    }
  }

  var mixUp: MixUp? {
    settings.list("augment").map(Chosen.init).first { $0.name == MixUp.kind }
      .map { MixUp(alpha: $0.settings.number("alpha")) }
  }

  var sampling: Sampling? { settings.textIfAny("sampling").flatMap(Sampling.init) }
}
