import Learning
import Tensors
import TestSupport
import Testing

@Suite struct LayerTests {
  @Test(arguments: layerSamples)
  func keepsLayerLaws(_ sample: LayerSample) throws {
    try checkLaws(
      of: sample.layer, shape: sample.shape, inputsLieApart: sample.inputsLieApart)
  }

  @Test func everyKindHasASample() {
    #expect(Set(layerSamples.map(\.layer.kind)) == Set(layerKinds.map { $0.kind }))
    #expect(layerKinds.count == Set(layerKinds.map { $0.kind }).count, "kinds are unique")
  }

  /// y = xWᵀ + b with W as [in, out] in memory: 1·1 + 2·3 + 5 and 1·2 + 2·4 + 6.
  @Test func denseAddsWeightedInputs() throws {
    let rig = LayerRig(Dense(2), shape: [2])
    let passes = try rig.run([1, 2], parameters: [1, 2, 3, 4, 5, 6])
    #expect(passes.output == [12, 16])
  }

  /// With the weight 2 and the bias 1, each step of a sequence by itself.
  @Test func denseMapsAlongTheLastAxis() throws {
    let rig = LayerRig(Dense(1), shape: [3, 1])
    #expect(try rig.layer.outputShape(for: [3, 1]) == [3, 1])
    #expect(try rig.run([1, 2, 3], parameters: [2, 1]).output == [3, 5, 7])
  }

  @Test func denseRefusesWhatItCannotTake() {
    #expect(throws: ShapeError.self) { _ = try Dense(2).outputShape(for: []) }
    #expect(throws: ShapeError.self) { _ = try Dense(0).outputShape(for: [2]) }
  }

  /// Of 10 000 with rate 0.3 about 3000 are dropped, with a deviation of 46; five are allowed.
  @Test func dropoutDropsItsShareAndKeepsTheMean() throws {
    let ones = [Scalar](repeating: 1, count: 10_000)
    let rig = LayerRig(Dropout(rate: 0.3), shape: [10])
    let output = try rig.run(ones, parameters: []).output
    #expect(abs(output.count { $0 == 0 } - 3000) < 230)
    #expect(Set(output).count == 2)
    #expect(output.contains { $0.isClose(to: 1 / 0.7, within: 1e-6) })
    #expect(try rig.run(ones, parameters: [], mode: .evaluation).output == ones)
    #expect(try rig.run(ones, parameters: [], step: 4).output != output)
  }
}
