import Learning
import Tensors
import TestSupport
import Testing

@Suite struct InitializerTests {
  static let initializers: [any Initializer] = [
    PyTorchDefault(), GlorotUniform(), GlorotNormal(), HeUniform(), HeNormal(), LeCunUniform(),
    LeCunNormal(), Orthogonal(), Zeros(), Constant(0.5), Normal(2), Uniform(3),
  ]

  @Test(arguments: initializers.indices)
  func keepsInitializerLaws(index: Int) {
    checkLaws(of: Self.initializers[index])
  }

  @Test func everyKindIsChecked() {
    #expect(Self.initializers.map(\.kind) == initializerKinds.map { $0.kind })
  }

  private func draw(_ initializer: any Initializer, _ shape: [Int]) -> [Double] {
    var random = Philox(seed: 4, purpose: "initial")
    let tensor = TensorShape(shape: shape, fanIn: shape[1], fanOut: shape[0])
    return initializer.values(for: tensor, random: &random).map { Double($0) }
  }

  static let variances: [(kind: String, variance: Double)] = [
    ("pytorch", 1.0 / 300), ("glorot-uniform", 2.0 / 300), ("glorot-normal", 2.0 / 300),
    ("he-uniform", 0.02), ("he-normal", 0.02), ("lecun-uniform", 0.01), ("lecun-normal", 0.01),
    ("normal", 4), ("uniform", 3),
  ]

  /// Of 20 000 draws a normal's variance has a relative deviation of 1 %, a uniform's of 0.6 %.
  @Test(arguments: variances)
  func variancesFollowTheirFormula(kind: String, variance: Double) throws {
    let initializer = try #require(Self.initializers.first { $0.kind == kind })
    let values = draw(initializer, [200, 100])
    let mean = values.reduce(0, +) / 20_000
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(mean.magnitude < 5 * (variance / 20_000).squareRoot())
    #expect(spread.isClose(to: variance, within: 0.05))
  }

  @Test func uniformBoundsHold() {
    let bound = (1.0 / 100).squareRoot()
    let values = draw(PyTorchDefault(), [200, 100])
    #expect(values.allSatisfy { $0.magnitude <= bound + 1e-8 })
    #expect((values.max() ?? 0) > 0.999 * bound && (values.min() ?? 0) < -0.999 * bound)
  }

  @Test(arguments: [[4, 9], [9, 4], [6, 6]])
  func orthogonalVectorsAreOrthonormal(shape: [Int]) {
    let values = draw(Orthogonal(), shape)
    let (rows, columns) = (shape[0], shape[1])
    let vectors =
      rows <= columns
      ? (0..<rows).map { r in (0..<columns).map { values[r * columns + $0] } }
      : (0..<columns).map { c in (0..<rows).map { values[$0 * columns + c] } }
    for (i, a) in vectors.enumerated() {
      for (j, b) in vectors.enumerated() {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(product.isClose(to: i == j ? 1 : 0, within: 0, absolute: 1e-6))
      }
    }
  }
}
