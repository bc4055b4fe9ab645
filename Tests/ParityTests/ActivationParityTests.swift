import JSONTrees
import Learning
import Tensors
import Testing

/// Activations one number at a time, where a norm over a tensor would hide the small ones.
@Suite struct ActivationParityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let layer: any Layer
    let testDescription: String
    let inputs: [Scalar]
    let values: [Double]
    let derivatives: [Double]

    static func all() throws -> [Case] {
      let fixture = try readFixture("activations")
      let inputs = try fixture.required("inputs").numbers.map { Scalar($0) }
      return try fixture.required("cases").elements.map { node in
        let layer = try node.required("layer")
        return Case(
          layer: try #require(Self.layer(layer)), testDescription: layer.text(), inputs: inputs,
          values: try node.required("values").numbers,
          derivatives: try node.required("derivatives").numbers)
      }
    }

    private static func layer(_ node: JSON) -> (any Layer)? {
      func number(_ key: String, _ standard: Scalar) -> Scalar {
        node.members.first?.value[key]?.number.map { Scalar($0) } ?? standard
      }
      switch node.string ?? node.members.first?.key {
      case "relu": return ReLU()
      case "leaky-relu": return LeakyReLU()
      case "elu": return ELU(alpha: number("alpha", 1))
      case "gelu": return GELU(form: node.string == nil ? .tanh : .exact)
      case "silu": return SiLU()
      case "softplus":
        return Softplus(beta: number("beta", 1), threshold: number("threshold", 20))
      case "tanh": return Tanh()
      case "sigmoid": return Sigmoid()
      default: return nil
      }
    }
  }

  @Test(arguments: try Case.all())
  func valuesAndDerivativesMatchPyTorch(_ parity: Case) throws {
    let count = parity.inputs.count
    let operation = try parity.layer.operation(for: [count])
    var plan = ArenaPlan()
    var buffers = LayerBuffers()
    buffers.input = try plan.reserve(count)
    buffers.output = try plan.reserve(count)
    buffers.outputGradient = try plan.reserve(count)
    buffers.inputGradient = try plan.reserve(count)
    buffers.workspace = try plan.reserve(operation.workspace.perRow)
    buffers.fixed = try plan.reserve(operation.workspace.fixed)
    let memory = try Arena(plan)
    memory.store(parity.inputs, in: buffers.input)
    memory.fill(buffers.outputGradient, with: 1)
    let pass = Pass(rows: 1, mode: .training)
    operation.forward(buffers, pass, memory: memory)
    operation.backward(buffers, pass, memory: memory)
    let values = memory.values(buffers.output)
    let derivatives = memory.values(buffers.inputGradient)
    for i in 0..<count {
      let x = parity.inputs[i]
      expect(values[i], parity.values[i], "value at \(x)", besides: abs(Double(x)))
      expect(derivatives[i], parity.derivatives[i], "derivative at \(x)", besides: 1)
    }
  }

  /// Close in itself, or within roundings of what it is a small part of.
  ///
  /// PyTorch's formulas make some small results from differences of numbers around x, such as
  /// x (1 + erf), and small derivatives from numbers around 1.
  private func expect(_ ours: Scalar, _ theirs: Double, _ what: String, besides size: Double) {
    let ulp = Double(Scalar.ulpOfOne)
    let allowed = max(1e-9, 8 * ulp) * abs(theirs) + 4 * ulp * size
    #expect(abs(Double(ours) - theirs) <= allowed, "\(what): \(ours), not \(theirs)")
  }
}
