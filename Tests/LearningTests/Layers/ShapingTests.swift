import Learning
import Tensors
import TestSupport
import Testing

@Suite struct ShapingTests {
  /// As `torch.nn.functional.pad([[1, 2]], [1, 0, 0, 2], value=9)`.
  @Test func padSurroundsTheLastAxisFirst() throws {
    let layer = Pad([1, 0, 0, 2], value: 9)
    #expect(try layer.outputShape(for: [1, 2]) == [3, 3])
    let output = try LayerRig(layer, shape: [1, 2]).run([1, 2], parameters: []).output
    #expect(output == [9, 1, 2, 9, 9, 9, 9, 9, 9])
  }

  @Test func transposeSwapsTheLastTwoAxes() throws {
    #expect(try Transpose().outputShape(for: [4, 2, 3]) == [4, 3, 2])
    let output = try LayerRig(Transpose(), shape: [2, 3]).run([1, 2, 3, 4, 5, 6], parameters: [])
      .output
    #expect(output == [1, 4, 2, 5, 3, 6])
  }

  @Test func aFreeSideFollowsFromTheOthers() throws {
    #expect(try Reshape([2, -1]).outputShape(for: [3, 4]) == [2, 6])
    #expect(try Flatten().outputShape(for: [3, 4, 2]) == [24])
  }

  @Test(arguments: [
    ([5], "shape is [5], expected 6 numbers in all, as rows of shape [2, 3] have"),
    ([4, -1], "shape is [4, -1], expected 6 numbers in all, as rows of shape [2, 3] have"),
    ([-1, -1], "shape is [-1, -1], expected sizes above 0, of which one may be -1"),
    ([], "shape is [], expected sizes above 0, of which one may be -1"),
    ([6, 0], "shape is [6, 0], expected sizes above 0, of which one may be -1"),
    (
      [1 << 40, 1 << 40],
      "shape is [1099511627776, 1099511627776], expected 6 numbers in all, as rows of shape [2, 3] have"
    ),
  ])
  func refusesShapesOfOtherCounts(shape: [Int], message: String) {
    #expect { try Reshape(shape).outputShape(for: [2, 3]) } throws: { "\($0)" == message }
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(throws: ShapeError.self) { try Transpose().outputShape(for: [3]) }
    #expect(throws: ShapeError.self) { try Pad([1]).outputShape(for: [3]) }
    #expect(throws: ShapeError.self) { try Pad([-1, 0]).outputShape(for: [3]) }
    #expect(throws: ShapeError.self) { try Pad([1, 1, 1, 1]).outputShape(for: [3]) }
    #expect(throws: ShapeError.self) { try Dropout2D().outputShape(for: [3]) }
  }

  /// Of 4000 channels with rate 0.3 about 1200 go, with a deviation of 29; five are allowed.
  @Test func dropout2DDropsWholeChannels() throws {
    let ones = [Scalar](repeating: 1, count: 12_000)
    let rig = LayerRig(Dropout2D(rate: 0.3), shape: [40, 3])
    let output = try rig.run(ones, parameters: []).output
    let dropped = stride(from: 0, to: 12_000, by: 3).count { output[$0] == 0 }
    #expect(abs(dropped - 1200) < 145)
    for channel in stride(from: 0, to: 12_000, by: 3) {
      #expect(Set(output[channel..<channel + 3]).count == 1)
    }
    #expect(Set(output).count == 2)
    #expect(output.contains { $0.isClose(to: 1 / 0.7, within: 1e-6) })
    #expect(try rig.run(ones, parameters: [], mode: .evaluation).output == ones)
    #expect(try rig.run(ones, parameters: [], step: 4).output != output)
  }
}
