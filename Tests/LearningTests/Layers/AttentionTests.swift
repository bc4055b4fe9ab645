import Glibc
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct AttentionTests {
  /// Attention written out: for each head and step, the softmax of products with all steps seen.
  private func attention(
    _ queries: [[Double]], _ keys: [[Double]], _ values: [[Double]], heads: Int, isCausal: Bool
  ) -> [[Double]] {
    let width = queries[0].count / heads
    return queries.indices.map { step in
      (0..<heads).flatMap { head -> [Double] in
        let columns = head * width..<(head + 1) * width
        let seen = isCausal ? 0...step : 0...(queries.count - 1)
        let powers = seen.map { other in
          let product = columns.reduce(0) { $0 + queries[step][$1] * keys[other][$1] }
          return exp(product / Double(width).squareRoot())
        }
        let sum = powers.reduce(0, +)
        return columns.map { c in
          zip(seen, powers).reduce(0) { $0 + $1.1 / sum * values[$1.0][c] }
        }
      }
    }
  }

  private func lines(_ numbers: [Scalar], width: Int) -> [[Double]] {
    stride(from: 0, to: numbers.count, by: width).map { start in
      numbers[start..<start + width].map { Double($0) }
    }
  }

  /// xWᵀ + b of each line, with W as [in, out] as memory holds it.
  private func affine(_ lines: [[Double]], _ weight: [Scalar], _ bias: [Scalar]) -> [[Double]] {
    lines.map { line in
      bias.indices.map { o in
        line.indices.reduce(Double(bias[o])) {
          $0 + line[$1] * Double(weight[$1 * bias.count + o])
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func stepsAreMeansOfWhatTheySee(isCausal: Bool) throws {
    let input = sampleNumbers(2 * 5 * 6)
    let layer = ScaledDotProductAttention(heads: 3, isCausal: isCausal)
    let output = try LayerRig(layer, shape: [5, 6]).run(input, parameters: []).output
    for row in 0..<2 {
      let x = lines(Array(input[row * 30..<(row + 1) * 30]), width: 6)
      let expected = attention(x, x, x, heads: 3, isCausal: isCausal).flatMap(\.self)
      #expect(
        output[row * 30..<(row + 1) * 30]
          .isClose(to: expected.map { Scalar($0) }, within: 0, absolute: 1e-6))
    }
  }

  /// 70 steps pass the block of 64 that causal products are made in; 5 rows pass the rows at once.
  @Test(arguments: [(3, 5, false), (70, 5, true), (70, 5, false)])
  func selfAttentionFollowsItsFormula(steps: Int, rows: Int, isCausal: Bool) throws {
    let width = 4
    let size = steps * width
    let input = sampleNumbers(rows * size)
    let parameters = sampleNumbers(4 * width * width + 4 * width, seed: 2)
    let output = try LayerRig(
      SelfAttention(heads: 2, isCausal: isCausal), shape: [steps, width]
    ).run(input, parameters: parameters).output
    let (split, inner) = (3 * width * width, 3 * width * width + 3 * width)
    let end = inner + width * width
    for row in 0..<rows {
      let x = lines(Array(input[row * size..<(row + 1) * size]), width: width)
      let packed = affine(
        x, Array(parameters[0..<split]), Array(parameters[split..<inner]))
      let parts = (0..<3).map { part in
        packed.map { Array($0[part * width..<(part + 1) * width]) }
      }
      let heads = attention(parts[0], parts[1], parts[2], heads: 2, isCausal: isCausal)
      let expected = affine(
        heads, Array(parameters[inner..<end]), Array(parameters[end...])
      ).flatMap(\.self)
      #expect(
        output[row * size..<(row + 1) * size]
          .isClose(to: expected.map { Scalar($0) }, within: 0, absolute: 2e-5))
    }
  }

  /// The gradient along a random direction, over several blocks and chunks of rows.
  @Test(arguments: [false, true])
  func longSequencesHaveTheRightGradient(isCausal: Bool) throws {
    let rig = LayerRig(SelfAttention(heads: 2, isCausal: isCausal), shape: [70, 4])
    let (input, parameters) = (sampleNumbers(5 * 280), sampleNumbers(80, seed: 2))
    let outputGradient = sampleNumbers(5 * 280, seed: 3)
    let passes = try rig.run(input, parameters: parameters, outputGradient: outputGradient)
    let direction = sampleNumbers(input.count, seed: 4)
    let inputSlope = GradientCheck.gradient(at: [0]) { point in
      let moved = zip(input, direction).map { $0 + point[0] * $1 }
      return dot((try? rig.run(moved, parameters: parameters))?.output ?? [], outputGradient)
    }
    let tangent = sampleNumbers(parameters.count, seed: 5)
    let parameterSlope = GradientCheck.gradient(at: [0]) { point in
      let moved = zip(parameters, tangent).map { $0 + point[0] * $1 }
      return dot((try? rig.run(input, parameters: moved))?.output ?? [], outputGradient)
    }
    // Differences of sums over 1400 outputs: as many times the error of a single one at most.
    let tolerance = 20 * GradientCheck.tolerance
    let expectedInput = Scalar(dot(passes.inputGradient, direction))
    let expectedParameters = Scalar(dot(passes.parameterGradient, tangent))
    #expect(inputSlope[0].isClose(to: expectedInput, within: tolerance, absolute: tolerance))
    #expect(
      parameterSlope[0].isClose(to: expectedParameters, within: tolerance, absolute: tolerance))
  }

  private func dot(_ first: [Scalar], _ second: [Scalar]) -> Double {
    zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// What comes later can't change what was: only outputs from the changed step on differ.
  @Test func causalStepsDoNotSeeAhead() throws {
    let rig = LayerRig(SelfAttention(heads: 1, isCausal: true), shape: [4, 2])
    let parameters = sampleNumbers(24, seed: 2)
    var input = sampleNumbers(8)
    let before = try rig.run(input, parameters: parameters).output
    input[4] += 1
    let after = try rig.run(input, parameters: parameters).output
    #expect(before[0..<4] == after[0..<4])
    #expect(before[4] != after[4] && before[6] != after[6])
  }

  /// With equal queries and keys the probabilities are equal, and with dropout, zeros or doubled.
  @Test func dropoutActsOnProbabilitiesInTrainingOnly() throws {
    let layer = SelfAttention(heads: 1, hasBias: false, dropout: 0.5)
    let rig = LayerRig(layer, shape: [64, 1])
    let ones = [Scalar](repeating: 1, count: 64)
    let training = try rig.run(ones, parameters: [0, 0, 1, 1]).output
    // Each output is the share of 64 that is kept, doubled: 1 on average, with deviation 1/8.
    let mean = training.reduce(0, +) / 64
    #expect(Set(training).count > 5)
    #expect(mean.isClose(to: 1, within: 0, absolute: 5 / 64))
    let evaluation = try rig.run(ones, parameters: [0, 0, 1, 1], mode: .evaluation).output
    #expect(evaluation.isClose(to: ones, within: 1e-6))
  }

  /// Vaswani et al., section 3.5; with three features the last is a sine at rate 10000^(−2/3).
  @Test func sinusoidsFollowTheirFormula() throws {
    let output = try LayerRig(PositionalEncoding(), shape: [2, 3])
      .run([0, 0, 0, 0, 0, 0], parameters: []).output
    let one: Double = 1
    let expected: [Double] = [0, 1, 0, sin(one), cos(one), sin(pow(10_000, -2.0 / 3))]
    #expect(output.isClose(to: expected.map { Scalar($0) }, within: 1e-6))
  }

  @Test func learnedEncodingsAddTheirRows() throws {
    let rig = LayerRig(PositionalEncoding(.learned(maximumSteps: 3)), shape: [2, 1])
    let passes = try rig.run([10, 20], parameters: [1, 2, 3], outputGradient: [5, 7])
    #expect(passes.output == [11, 22])
    #expect(passes.parameterGradient == [5, 7, 0])
  }

  /// As torch.nn.MultiheadAttention(4, 2).state_dict() has them.
  @Test func tensorsAreThoseOfPyTorch() throws {
    let tensors = try SelfAttention(heads: 2).parameters(for: [3, 4])
    #expect(
      tensors.map(\.name) == ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"])
    #expect(tensors.map(\.shape) == [[12, 4], [12], [4, 4], [4]])
    #expect(
      tensors.map { type(of: $0.initializer).kind }
        == ["glorot-uniform", "zeros", "pytorch", "zeros"])
    #expect(tensors.map(\.fanOut)[0] == 12)
  }

  @Test func shapesThatDoNotFitAreRefused() {
    #expect(throws: ShapeError.self) { _ = try SelfAttention(heads: 1).outputShape(for: [4]) }
    #expect(throws: ShapeError.self) { _ = try PositionalEncoding().outputShape(for: [2, 2, 2]) }
    #expect(
      throws: ShapeError(
        .outOfRange(setting: "heads", value: "3", expected: "a divisor of the 8 features"))
    ) {
      _ = try SelfAttention(heads: 3).outputShape(for: [5, 8])
    }
    #expect(throws: ShapeError.self) {
      _ = try ScaledDotProductAttention(heads: 0).outputShape(for: [5, 8])
    }
    #expect(throws: ShapeError.self) {
      _ = try SelfAttention(heads: 1).outputShape(for: [1 << 40, 8])
    }
    #expect(
      throws: ShapeError(
        .outOfRange(
          setting: "maximum-steps", value: "4", expected: "at least the 5 steps of the sequence"))
    ) {
      _ = try PositionalEncoding(.learned(maximumSteps: 4)).outputShape(for: [5, 8])
    }
  }
}
