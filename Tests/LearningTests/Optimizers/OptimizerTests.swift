import Learning
import Tensors
import TestSupport
import Testing

@Suite struct OptimizerTests {
  static let optimizers: [any Optimizer] = [
    SGD(), SGD(weightDecay: 0.1), SGD(momentum: 0.9), SGD(momentum: 0.9, dampening: 0.5),
    SGD(momentum: 0.9, isNesterov: true), RMSprop(), RMSprop(momentum: 0.5),
    RMSprop(isCentered: true), Adagrad(), Adagrad(rateDecay: 0.1, initialAccumulator: 0.1), Adam(),
    Adam(weightDecay: 0.1), Adam(keepsLargestSquare: true), AdamW(),
    AdamW(weightDecay: 0.2, keepsLargestSquare: true),
  ]

  @Test(arguments: optimizers.indices)
  func keepsOptimizerLaws(index: Int) throws {
    try checkLaws(of: Self.optimizers[index])
  }

  @Test func everyKindIsChecked() {
    #expect(Set(Self.optimizers.map(\.kind)) == Set(optimizerKinds.map { $0.kind }))
  }

  /// At t = 1 bias correction makes m̂ = g and v̂ = g², so g's size cancels out of the step.
  @Test(arguments: [-3, -1e-2, 1e-2, 40] as [Scalar])
  func adamsFirstStepIsOneRateLong(gradient: Scalar) throws {
    let moved = try take(Adam(), from: [0], along: [[gradient]], rate: 0.01)
    #expect(moved.parameters.isClose(to: [gradient > 0 ? -0.01 : 0.01], within: 2e-6))
  }

  /// Three factors of 1 − 0.1 · 0.2.
  @Test func decoupledDecayAloneShrinksGeometrically() throws {
    let moved = try take(
      AdamW(weightDecay: 0.2), from: [1, -2], along: [[0, 0], [0, 0], [0, 0]], rate: 0.1)
    #expect(moved.parameters.isClose(to: [0.941192, -1.882384], within: 1e-6))
  }

  /// Velocities 1, 1.9, 2.71 of a gradient that stays 1, as its first step takes no dampening.
  @Test func momentumGathersSpeed() throws {
    let moved = try take(SGD(momentum: 0.9), from: [0], along: [[1], [1], [1]], rate: 0.1)
    #expect(moved.parameters.isClose(to: [-0.561], within: 1e-6))
    let damped = try take(
      SGD(momentum: 0.9, dampening: 0.5), from: [0], along: [[1], [1]], rate: 0.1)
    #expect(damped.parameters.isClose(to: [-0.24], within: 1e-6))
  }

  /// The rate over 1 + (t − 1) · 1, and a sum of squares of t: 1 + 1/(2√2).
  @Test func adagradSlowsDown() throws {
    let moved = try take(Adagrad(rateDecay: 1), from: [0], along: [[1], [1]], rate: 1)
    #expect(moved.parameters.isClose(to: [-1.353_553_39], within: 1e-6))
  }

  @Test func settingsOutOfRangeAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Adam(beta1: 1) }
    await #expect(processExitsWith: .failure) { _ = SGD(isNesterov: true) }
    await #expect(processExitsWith: .failure) { _ = RMSprop(alpha: -0.1) }
  }
}
