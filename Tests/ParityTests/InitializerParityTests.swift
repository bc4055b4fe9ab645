import JSONTrees
import Learning
import Tensors
import Testing

@Suite struct InitializerParityTests {
  @Test(arguments: try InitialLaw.all())
  func weightsFollowPyTorchsLaw(_ law: InitialLaw) throws {
    let draws = try law.draws(of: "weight")
    #expect(draws.count == law.inputs * law.outputs)
    let distance = law.weights.distance(of: draws)
    #expect(distance < Law.criticalDistance, "\(distance) from the law \(law.weights)")
  }

  @Test(arguments: try InitialLaw.all())
  func biasesFollowPyTorchsLaw(_ law: InitialLaw) throws {
    let draws = try law.draws(of: "bias")
    guard let biases = law.biases else {
      #expect(draws.allSatisfy { $0 == 0 })
      return
    }
    let distance = biases.distance(of: draws)
    #expect(distance < Law.criticalDistance, "\(distance) from the law \(biases)")
  }

  /// The test could tell a law from one that is a tenth wider, or of another form.
  @Test func tellsLawsApart() {
    var random = Philox(seed: 3, purpose: "test")
    let draws = (0..<2500).map { _ in 2 * random.uniform() - 1 }
    #expect(Law.uniform(bound: 1).distance(of: draws) < Law.criticalDistance)
    #expect(Law.uniform(bound: 1.1).distance(of: draws) > Law.criticalDistance)
    #expect(Law.normal(deviation: 0.57735).distance(of: draws) > Law.criticalDistance)
  }

  /// Rows are orthonormal where they are fewer than columns, else columns, as `orthogonal_` makes them.
  @Test(arguments: [(6, 6), (4, 9), (9, 4), (1, 5), (5, 1)])
  func orthogonalMatricesAreOrthonormal(outputs: Int, inputs: Int) throws {
    let law = InitialLaw(kind: "orthogonal", outputs: outputs, inputs: inputs)
    let matrix = try law.draws(of: "weight")
    let count = min(outputs, inputs)
    for a in 0..<count {
      for b in 0..<count {
        let product =
          inputs >= outputs
          ? (0..<inputs).reduce(0) { $0 + matrix[a * inputs + $1] * matrix[b * inputs + $1] }
          : (0..<outputs).reduce(0) { $0 + matrix[$1 * inputs + a] * matrix[$1 * inputs + b] }
        // A sum of at most nine products of numbers rounded to Scalar.
        #expect(abs(product - (a == b ? 1 : 0)) < 10 * Double(Scalar.ulpOfOne))
      }
    }
  }

  /// One entry of a uniform orthogonal matrix of two columns is the cosine of a uniform angle.
  @Test func orthogonalMatricesAreUniform() throws {
    let entries = try (0..<2000).map { seed in
      try InitialLaw(kind: "orthogonal", outputs: 2, inputs: 2)
        .draws(of: "weight", seed: UInt64(seed))[0]
    }
    let distance = Law.cosineOfUniformAngle.distance(of: entries)
    #expect(distance < Law.criticalDistance, "\(distance)")
  }
}

/// An initialiser on a dense layer of some size, and the laws that PyTorch draws from there.
struct InitialLaw: Sendable, CustomTestStringConvertible {
  let kind: String
  let outputs: Int
  let inputs: Int
  let weights: Law
  /// Nil where biases start at 0.
  let biases: Law?

  var testDescription: String { "\(kind), \(inputs) to \(outputs)" }

  static func all() throws -> [InitialLaw] {
    try readFixture("initializers").required("cases").elements.map { try InitialLaw($0) }
  }

  private init(_ node: JSON) throws {
    kind = try node.required("initializer").requiredString
    outputs = node["out"]?.integer ?? 0
    inputs = node["in"]?.integer ?? 0
    let width = node["width"]?.number ?? .nan
    weights = node["law"]?.string == "normal" ? .normal(deviation: width) : .uniform(bound: width)
    biases = node["bias"]?.number.map { .uniform(bound: $0) }
  }

  init(kind: String, outputs: Int, inputs: Int) {
    self.kind = kind
    self.outputs = outputs
    self.inputs = inputs
    weights = .uniform(bound: .nan)
    biases = nil
  }

  /// The values that a dense layer with this initialiser starts from, in PyTorch's layout.
  func draws(of tensor: String, seed: UInt64 = 1) throws -> [Double] {
    let initializers: [String: any Initializer] = [
      "pytorch": PyTorchDefault(), "glorot-uniform": GlorotUniform(),
      "glorot-normal": GlorotNormal(), "he-uniform": HeUniform(), "he-normal": HeNormal(),
      "lecun-uniform": LeCunUniform(), "lecun-normal": LeCunNormal(), "orthogonal": Orthogonal(),
    ]
    let initializer = try #require(initializers[kind])
    let layer = Dense(outputs, weights: initializer)
    let parameters = try layer.parameters(for: [inputs])
    let parameter = try #require(parameters.first { $0.name == tensor })
    var random = Philox(seed: seed, purpose: "initial", name: "\(testDescription).\(tensor)")
    let shape = TensorShape(
      shape: parameter.shape, fanIn: parameter.fanIn, fanOut: parameter.fanOut)
    return parameter.initializer.values(for: shape, random: &random).map { Double($0) }
  }
}
