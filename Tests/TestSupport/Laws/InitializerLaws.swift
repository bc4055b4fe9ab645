public import Learning
import Tensors
public import Testing

/// Checks what every initialiser promises.
public func checkLaws(
  of initializer: any Initializer, sourceLocation: SourceLocation = #_sourceLocation
) {
  for shape in [[3, 5], [5, 3], [7], [1, 1]] {
    let tensor = TensorShape(shape: shape, fanIn: 5, fanOut: 3)
    func values(seed: UInt64) -> [Scalar] {
      var random = Philox(seed: seed, purpose: "initial")
      return initializer.values(for: tensor, random: &random)
    }
    #expect(values(seed: 1).count == tensor.count, "as many", sourceLocation: sourceLocation)
    #expect(values(seed: 1) == values(seed: 1), "repeats", sourceLocation: sourceLocation)
    #expect(values(seed: 1).allSatisfy { $0.isFinite }, "finite", sourceLocation: sourceLocation)
  }
}
