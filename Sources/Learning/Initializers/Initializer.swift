public import Tensors

/// A rule for the values that a tensor starts from.
public protocol Initializer: Sendable {
  /// The kind's name in a spec: "he-normal".
  static var kind: String { get }

  /// The values of a tensor in row-major order of its shape, [out, in] for a dense layer's weight.
  func values(for tensor: TensorShape, random: inout Philox) -> [Scalar]
}

extension Initializer {
  public var kind: String { Self.kind }
}

/// What an initialiser knows of the tensor that it fills.
public struct TensorShape: Equatable, Sendable {
  public let shape: [Int]
  /// Values that one output sums over.
  public let fanIn: Int
  /// Outputs that one value goes to.
  public let fanOut: Int

  public init(shape: [Int], fanIn: Int, fanOut: Int) {
    self.shape = shape
    self.fanIn = fanIn
    self.fanOut = fanOut
  }

  public var count: Int { shape.reduce(1, *) }

  /// Uniform numbers between −bound and bound.
  func uniform(bound: Double, random: inout Philox) -> [Scalar] {
    (0..<count).map { _ in Scalar((2 * random.uniform() - 1) * bound) }
  }

  /// Normal numbers around 0.
  func normal(deviation: Double, random: inout Philox) -> [Scalar] {
    (0..<count).map { _ in Scalar(random.normal() * deviation) }
  }
}

/// Every kind of initialiser, for documentation and tests.
public let initializerKinds: [any Initializer.Type] = [
  PyTorchDefault.self, GlorotUniform.self, GlorotNormal.self, HeUniform.self, HeNormal.self,
  LeCunUniform.self, LeCunNormal.self, Orthogonal.self, Zeros.self, Constant.self, Normal.self,
  Uniform.self,
]
