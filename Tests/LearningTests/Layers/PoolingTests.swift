import Learning
import Tensors
import TestSupport
import Testing

@Suite struct PoolingTests {
  private let square: [Scalar] = [1, 2, 5, 4, 3, 0, 7, 6, 9]

  @Test func theLargestOfEachWindowIsTaken() throws {
    let rig = LayerRig(MaxPool2D(kernel: 2, stride: 1), shape: [1, 3, 3])
    let passes = try rig.run(square, parameters: [], outputGradient: [1, 2, 3, 4])
    #expect(passes.output == [4, 5, 7, 9])
    #expect(passes.inputGradient == [0, 0, 2, 1, 0, 0, 3, 0, 4])
  }

  /// Windows of 2 × 2 side by side have a kernel of their own; a last odd row and column are left out.
  @Test func halvingLeavesOutTheOddOnes() throws {
    let rig = LayerRig(MaxPool2D(kernel: 2), shape: [1, 3, 3])
    let passes = try rig.run(square, parameters: [], outputGradient: [8])
    #expect(passes.output == [4])
    #expect(passes.inputGradient == [0, 0, 0, 8, 0, 0, 0, 0, 0])
  }

  @Test func theFirstOfEqualsGetsTheGradient() throws {
    for layer in [MaxPool2D(kernel: 2), MaxPool2D(kernel: 2, padding: 1)] {
      let rig = LayerRig(layer, shape: [1, 4, 4])
      let outputs = try layer.outputShape(for: [1, 4, 4]).reduce(1, *)
      let ones = [Scalar](repeating: 1, count: outputs)
      let zeros = [Scalar](repeating: 0, count: 16)
      let gradient = try rig.run(zeros, parameters: [], outputGradient: ones).inputGradient
      #expect(gradient.count { $0 == 1 } == outputs)
      #expect(gradient[0] == 1)
    }
  }

  @Test(arguments: [MaxPool2D(kernel: 2), MaxPool2D(kernel: 2, stride: 1), MaxPool2D(kernel: 3)])
  func notANumberIsTheLargest(layer: MaxPool2D) throws {
    for place in [0, 1, 4, 5] {
      var x = [Scalar](repeating: 3, count: 16)
      x[place] = .nan
      let output = try LayerRig(layer, shape: [1, 4, 4]).run(x, parameters: []).output
      #expect(output[0].isNaN)
    }
  }

  /// All −∞ is −∞, and an input is chosen.
  @Test func infinityIsNoNumberToBeat() throws {
    let x = [Scalar](repeating: -.infinity, count: 9)
    let rig = LayerRig(MaxPool2D(kernel: 3), shape: [1, 3, 3])
    let passes = try rig.run(x, parameters: [], outputGradient: [1])
    #expect(passes.output == [-.infinity])
    #expect(passes.inputGradient.reduce(0, +) == 1)
  }

  /// The corner's window of 2 × 2 holds one number and three zeros.
  @Test func paddingCountsUnlessTurnedOff() throws {
    let shape = [1, 2, 2]
    let counting = LayerRig(AveragePool2D(kernel: 2, padding: 1), shape: shape)
    let other = LayerRig(
      AveragePool2D(kernel: 2, padding: 1, countsPadding: false), shape: shape)
    #expect(try counting.run([4, 8, 12, 16], parameters: []).output == [1, 2, 3, 4])
    #expect(try other.run([4, 8, 12, 16], parameters: []).output == [4, 8, 12, 16])
  }

  /// Of 5 to 3: windows 0..<2, 1..<4 and 3..<5.
  @Test func adaptiveWindowsOverlap() throws {
    let rig = LayerRig(AdaptiveAveragePool1D(3), shape: [1, 5])
    #expect(
      try rig.run([1, 2, 3, 4, 5], parameters: []).output.isClose(to: [1.5, 3, 4.5], within: 1e-6))
    let largest = LayerRig(AdaptiveMaxPool1D(3), shape: [1, 5])
    #expect(try largest.run([1, 2, 3, 4, 5], parameters: []).output == [2, 4, 5])
  }

  @Test func globalPoolsLeaveOneNumberAChannel() throws {
    let x: [Scalar] = [1, 2, 3, 6, -1, -2, -3, -6]
    #expect(
      try LayerRig(GlobalAveragePool(), shape: [2, 2, 2]).run(x, parameters: []).output == [3, -3])
    #expect(try LayerRig(GlobalMaxPool(), shape: [2, 4]).run(x, parameters: []).output == [6, -1])
  }

  @Test func refusesWhatDoesNotFit() {
    func message(_ layer: any Layer, _ shape: [Int]) -> String {
      do {
        return "\(try layer.outputShape(for: shape))"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(MaxPool2D(kernel: 3, padding: 2), [1, 8, 8])
        == "padding is 2, expected at most 1, half of the kernel")
    #expect(
      message(MaxPool1D(kernel: 3), [8])
        == "rows of shape [8] where [channels, length] fits: reshape to [1, 8] first")
    #expect(
      message(MaxPool1D(kernel: 3), [2, 4, 4])
        == "rows of shape [2, 4, 4] where [channels, length] fits: reshape to [2, 16] first")
    #expect(
      message(AdaptiveMaxPool2D(0), [1, 2, 2])
        == "size is 0, expected a whole number from 1 to 2147483647")
    #expect(
      message(GlobalAveragePool(), [3])
        == "rows of shape [3] where [channels, length] or [channels, height, width] fits")
  }
}
