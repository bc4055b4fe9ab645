internal import Tensors

extension ParameterDescription {
  /// The factors γ of a norm, 1 at the start.
  static func normScale(_ shape: [Int]) -> ParameterDescription {
    ParameterDescription(
      name: "weight", role: .bias, shape: shape, fanIn: 1, fanOut: 1, initializer: Constant(1))
  }

  /// What a norm adds, β, 0 at the start.
  static func normShift(_ shape: [Int]) -> ParameterDescription {
    ParameterDescription(
      name: "bias", role: .bias, shape: shape, fanIn: 1, fanOut: 1, initializer: Constant(0))
  }
}
