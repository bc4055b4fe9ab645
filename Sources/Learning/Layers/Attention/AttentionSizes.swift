extension ShapeError {
  /// Refuses rows that are no sequences, or that the heads don't divide, or too long to square.
  static func checkAttention(_ input: [Int], heads: Int) throws(ShapeError) {
    guard input.count == 2, input[0] > 0, input[1] > 0 else {
      throw ShapeError(.unfitting(shape: input, expected: "[steps, features]"))
    }
    guard heads > 0, input[1] % heads == 0 else {
      throw ShapeError(
        .outOfRange(
          setting: "heads", value: "\(heads)", expected: "a divisor of the \(input[1]) features"))
    }
    // Far above what memory holds, and small enough that all sizes can be counted.
    guard input[0] <= 1 << 24, input[1] <= 1 << 28 else {
      throw ShapeError(
        .unfitting(
          shape: input, expected: "at most \(1 << 24) steps of at most \(1 << 28) features"))
    }
  }
}
