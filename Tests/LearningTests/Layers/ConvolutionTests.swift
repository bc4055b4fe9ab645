import Learning
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  /// The definition in loops, for one row and one group.
  @Test(arguments: [
    (stride: 1, padding: 0, dilation: 1), (2, 1, 1), (1, 2, 2), (3, 2, 1), (1, 1, 1),
  ])
  func matchesItsDefinition(stride: Int, padding: Int, dilation: Int) throws {
    let (channels, height, width, filters) = (3, 9, 20, 5)
    let layer = Conv2D(
      filters, kernel: Extent2D(3, 2), stride: Extent2D(stride),
      padding: .zeros(Extent2D(padding)), dilation: Extent2D(dilation))
    let shape = [channels, height, width]
    let output = try layer.outputShape(for: shape)
    let (outHeight, outWidth) = (output[1], output[2])
    #expect(outHeight == (height + 2 * padding - dilation * 2 - 1) / stride + 1)
    #expect(outWidth == (width + 2 * padding - dilation - 1) / stride + 1)
    let x = sampleNumbers(2 * channels * height * width)
    let weightCount = filters * channels * 6
    let parameters = sampleNumbers(weightCount + filters, seed: 2)
    let y = try LayerRig(layer, shape: shape).run(x, parameters: parameters).output
    var expected: [Scalar] = []
    for row in 0..<2 {
      for o in 0..<filters {
        for i in 0..<outHeight {
          for j in 0..<outWidth {
            var sum = Double(parameters[weightCount + o])
            for c in 0..<channels {
              for k in 0..<3 {
                for l in 0..<2 {
                  let (p, q) = (
                    i * stride + k * dilation - padding, j * stride + l * dilation - padding
                  )
                  guard (0..<height).contains(p), (0..<width).contains(q) else { continue }
                  sum +=
                    Double(x[((row * channels + c) * height + p) * width + q])
                    * Double(parameters[((o * channels + c) * 3 + k) * 2 + l])
                }
              }
            }
            expected.append(Scalar(sum))
          }
        }
      }
    }
    #expect(y.isClose(to: expected, within: 1e-5, absolute: 1e-5))
  }

  /// Each output channel sees the input channel of its own: with weights 2 and 3, twice and thrice.
  @Test func groupsKeepChannelsApart() throws {
    let layer = Conv1D(2, kernel: 1, groups: 2, hasBias: false)
    let output = try LayerRig(layer, shape: [2, 2]).run([1, 2, 10, 20], parameters: [2, 3]).output
    #expect(output == [2, 4, 30, 60])
  }

  /// An even kernel needs an odd number of zeros: PyTorch puts the odd one at the end.
  @Test func samePaddingPutsTheOddZeroLast() throws {
    let layer = Conv1D(1, kernel: 2, padding: .same, hasBias: false)
    let output = try LayerRig(layer, shape: [1, 3]).run([1, 2, 3], parameters: [1, 10]).output
    #expect(output == [21, 32, 3])
  }

  /// Images that are too large for the columns of all their rows at once.
  @Test func largeImagesAreTakenInParts() throws {
    let layer = Conv2D(1, kernel: 3, padding: .same, hasBias: false)
    let shape = [1, 300, 310]
    let count = shape.reduce(1, *)
    let x = sampleNumbers(count)
    let parameters: [Scalar] = [0, 0, 0, 0, 0, 0, 0, 1, 0]
    let passes = try LayerRig(layer, shape: shape).run(
      x, parameters: parameters, outputGradient: x)
    #expect(passes.output == Array(x.dropFirst(310)) + [Scalar](repeating: 0, count: 310))
    #expect(
      passes.inputGradient == [Scalar](repeating: 0, count: 310) + Array(x.dropLast(310)))
    let square = x.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(passes.parameterGradient[4].isClose(to: Scalar(square), within: 1e-5))
  }

  @Test func tensorsAreAsInPyTorch() throws {
    let tensors = try Conv2D(6, kernel: Extent2D(3, 5), groups: 2).parameters(for: [4, 8, 8])
    #expect(tensors.map(\.name) == ["weight", "bias"])
    #expect(tensors.map(\.shape) == [[6, 2, 3, 5], [6]])
    #expect(tensors.map(\.fanIn) == [30, 30])
    #expect(tensors[0].fanOut == 90)
    #expect(try Conv1D(6, kernel: 3).parameters(for: [4, 8])[0].shape == [6, 4, 3])
  }

  @Test(arguments: [
    (
      Conv2D(2, kernel: 3), [8, 8],
      "rows of shape [8, 8] where [channels, height, width] fits: reshape to [1, 8, 8] first"
    ),
    (
      Conv2D(2, kernel: 3), [784],
      "rows of shape [784] where [channels, height, width] fits: reshape to [1, 28, 28] first"
    ),
    (
      Conv2D(2, kernel: 3), [1, 2, 3, 4],
      "rows of shape [1, 2, 3, 4] where [channels, height, width] fits"
    ),
    (
      Conv2D(2, kernel: 5), [1, 8, 4],
      "kernel is 5, expected at most 4 over a width of 4 with padding 0"
    ),
    (
      Conv2D(2, kernel: 3, padding: .zeros(1), dilation: 5), [1, 8, 9],
      "kernel is 3, expected at most 2 over a height of 8 with padding 1 and dilation 5"
    ),
    (
      Conv2D(6, kernel: 3, groups: 3), [4, 8, 8],
      "groups is 3, expected a divisor of the 4 channels that come in and the 6 that go out"
    ),
    (
      Conv2D(6, kernel: 3, stride: 2, padding: .same), [4, 8, 8],
      "stride is 2, expected 1 where the padding is \"same\""
    ),
    (
      Conv2D(0, kernel: 3), [1, 8, 8], "channels is 0, expected a whole number from 1 to 2147483647"
    ),
    (
      Conv2D(1, kernel: 0), [1, 8, 8], "kernel is 0, expected a whole number from 1 to 2147483647"
    ),
    (
      Conv2D(1, kernel: 3, padding: .zeros(1_048_576)), [1, 8, 8],
      "numbers of an output channel is 2097158 x 2097158, expected at most 2147483647"
    ),
  ])
  func refusesWhatDoesNotFit(layer: Conv2D, shape: [Int], message: String) {
    #expect { try layer.outputShape(for: shape) } throws: { "\($0)" == message }
  }

  @Test func refusesSequencesWithoutChannels() {
    let message = "rows of shape [9] where [channels, length] fits: reshape to [1, 9] first"
    #expect { try Conv1D(2, kernel: 3).outputShape(for: [9]) } throws: { "\($0)" == message }
  }
}
