public import Tensors

/// A random matrix whose rows, or columns if those are fewer, are orthonormal.
///
/// Normal numbers made orthonormal one vector after another by Gram and Schmidt's method, applied
/// twice so that rounding leaves nothing. The result is uniform among such matrices, as
/// `torch.nn.init.orthogonal_` makes it. A tensor of one dimension is a single vector of length 1; one of
/// three or more is the matrix of its first dimension and all others.
///
/// Reference: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning
/// in deep linear neural networks", ICLR 2014.
public struct Orthogonal: Initializer {
  public static let kind = "orthogonal"

  public init() {}

  public func values(for tensor: TensorShape, random: inout Philox) -> [Scalar] {
    let rows = tensor.shape.count > 1 ? tensor.shape[0] : min(1, tensor.count)
    let columns = rows == 0 ? 0 : tensor.count / rows
    let (vectors, length) = (min(rows, columns), max(rows, columns))
    var basis: [[Double]] = []
    for _ in 0..<vectors {
      var vector = (0..<length).map { _ in random.normal() }
      for _ in 0..<2 {
        for other in basis {
          let share = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for i in 0..<length { vector[i] -= share * other[i] }
        }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      basis.append(vector.map { $0 / norm })
    }
    var values = [Scalar](repeating: 0, count: tensor.count)
    for (v, vector) in basis.enumerated() {
      for (i, element) in vector.enumerated() {
        values[rows <= columns ? v * columns + i : i * columns + v] = Scalar(element)
      }
    }
    return values
  }
}
