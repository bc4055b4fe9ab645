/// How weights start.
enum InitializerTable {
  static let choice = Choice(
    "initializer",
    [
      .init(
        "pytorch",
        "PyTorch's default: uniform within 1/sqrt(inputs), the bias likewise."),
      .init(
        "glorot-uniform", "Uniform within sqrt(6 / (inputs + outputs)); biases 0.",
        aliases: ["xavier-uniform", "xavier", "glorot"]),
      .init(
        "glorot-normal", "Normal with variance 2 / (inputs + outputs); biases 0.",
        aliases: ["xavier-normal"]),
      .init(
        "he-uniform", "Uniform within sqrt(6 / inputs), for ReLU; biases 0.",
        aliases: ["kaiming-uniform", "he", "kaiming"]),
      .init(
        "he-normal", "Normal with variance 2 / inputs, for ReLU; biases 0.",
        aliases: ["kaiming-normal"]),
      .init("lecun-uniform", "Uniform within sqrt(3 / inputs); biases 0.", aliases: ["lecun"]),
      .init("lecun-normal", "Normal with variance 1 / inputs; biases 0."),
      .init("orthogonal", "Orthonormal rows or columns; biases 0."),
      .init("zeros", "All 0.", aliases: ["zero"]),
      .init("constant", "All the same value.", value: .number(.any)),
      .init("normal", "Normal with mean 0 and this standard deviation.", value: .number(.positive)),
      .init("uniform", "Uniform from minus this bound to it.", value: .number(.positive)),
    ])
}
