import JSONTrees
import Learning
import Tensors

/// Data and weights of the wide cases, made by the formula of References/parity/data.py.
enum WideData {
  private static let features = 19

  /// Numbers from −125 to 125.
  private static func pattern(_ count: Int, seed: Int) -> [Double] {
    (0..<count).map { Double((31 * $0 * $0 + 17 * $0 + 101 * seed) % 251 - 125) }
  }

  /// The rows of a data set by its name in the fixture: "wide classes".
  static func rows(_ name: String, isTraining: Bool) -> LabelledRows {
    let (count, seed) = isTraining ? (100, 1) : (21, 3)
    let targets: Targets
    if name == "wide classes" {
      let classes = pattern(count, seed: 7).map { (Int32($0) % 33 + 33) % 33 }
      targets = .classes(classes, count: 33)
    } else {
      let width = name == "wide value" ? 1 : 5
      let values = pattern(count * width, seed: seed + 1).map { Scalar($0 / 64) }
      targets = .values(
        name == "wide multilabel" ? values.map { $0 > 0 ? 1 : 0 } : values, width: width)
    }
    return LabelledRows(
      features: pattern(count * features, seed: seed).map { Scalar($0 / 64) }, rowCount: count,
      rowShape: [features], targets: targets)
  }

  /// The initial values of tensors, given by name and shape in the network's order.
  static func initial(_ shapes: JSON) -> [(name: String, values: [Scalar])] {
    shapes.members.enumerated().map { index, member in
      let count = member.value.numbers.reduce(1, *)
      let center: Scalar =
        member.key.hasPrefix("batchnorm") && member.key.hasSuffix("weight") ? 1 : 0
      let values = pattern(Int(count), seed: index + 10).map { center + Scalar($0 / 512) }
      return (member.key, values)
    }
  }

  /// The few numbers of a tensor that a fixture has: six or more at equal distances.
  static func sample(_ tensor: [Double]) -> [Double] {
    stride(from: 0, to: tensor.count, by: max(1, tensor.count / 6)).map { tensor[$0] }
  }
}
