import JSONTrees
import Learning
import Tensors

/// Rows of any shape and weights by the formula of References/parity/drawn.py.
enum DrawnData {
  /// Whole numbers below 2²⁴ by Lehmer's generator; the first eight are left out.
  private static func draws(_ count: Int, seed: Int) -> [Int] {
    var state = (seed * 7919 + 12345) % 2_147_483_647
    let numbers = (0..<count + 8).map { _ in
      state = state * 48271 % 2_147_483_647
      return state >> 7
    }
    return Array(numbers.dropFirst(8))
  }

  /// Numbers from −128 to 128.
  private static func centred(_ count: Int, seed: Int) -> [Double] {
    draws(count, seed: seed).map { Double($0 % 257 - 128) }
  }

  /// The rows of a data set as a fixture describes it: `{"shape": [2, 5, 5], "classes": 3}`.
  static func rows(_ description: JSON, isTraining: Bool) throws -> LabelledRows {
    let shape = try description.required("shape").numbers.map { Int($0) }
    let seed = 100 * (description["seed"]?.integer ?? 0) + (isTraining ? 1 : 3)
    let rowCount = isTraining ? 20 : 5
    let count = shape.reduce(rowCount, *)
    let features: [Scalar] =
      if let tokens = description["tokens"]?.integer {
        draws(count, seed: seed).map { Scalar($0 % tokens) }
      } else {
        centred(count, seed: seed).map { Scalar($0 / 64) }
      }
    func classes(_ count: Int, below limit: Int) -> [Int32] {
      draws(count, seed: seed + 1).map { Int32($0 % limit) }
    }
    let targets: Targets
    if let limit = description["steps"]?.integer {
      targets = .steps(
        classes(rowCount * shape[0], below: limit), count: limit, length: shape[0])
    } else if let limit = description["classes"]?.integer {
      targets = .classes(classes(rowCount, below: limit), count: limit)
    } else {
      let width = description["values"]?.integer ?? 1
      let values = centred(rowCount * width, seed: seed + 1).map { Scalar($0 / 64) }
      targets = .values(values, width: width)
    }
    return LabelledRows(
      features: features, rowCount: rowCount, rowShape: shape, targets: targets)
  }

  /// The initial values of tensors, given by name and shape in the network's order.
  static func initial(_ shapes: JSON) -> [(name: String, values: [Scalar])] {
    shapes.members.enumerated().map { index, member in
      let shape = member.value.numbers.map { Int($0) }
      let numbers = centred(shape.reduce(1, *), seed: index + 10)
      let parts = member.key.split(separator: ".", maxSplits: 1)
      let isNorm = parts[0].contains("norm")
      let center: Double = isNorm && parts[1] == "weight" ? 1 : 0
      var divisor = 512.0
      if !isNorm, shape.count > 1 {
        divisor = 128
        if !parts[0].hasPrefix("embedding"), !parts[0].hasPrefix("positional") {
          let fanIn = Double(shape.dropFirst().reduce(1, *))
          var side = 1.0
          while side * side < fanIn { side *= 2 }
          divisor *= side
        }
      }
      return (member.key, numbers.map { Scalar(center + $0 / divisor) })
    }
  }

  /// What stands for a tensor in a fixture: its norm, the difference of two halves, two numbers.
  static func condensed(_ tensor: [Double]) -> [Double] {
    guard !tensor.isEmpty else { return [] }
    let norm = tensor.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let signs = draws(tensor.count, seed: 5).map { Double($0 % 2 * 2 - 1) }
    let difference = zip(tensor, signs).reduce(0) { $0 + $1.0 * $1.1 }
    let picked = stride(from: 0, to: tensor.count, by: max(1, tensor.count / 2)).prefix(2)
    return [norm, difference] + picked.map { tensor[$0] }
  }
}
