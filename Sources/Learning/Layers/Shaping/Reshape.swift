/// Gives a row's numbers another shape, in the same order.
public struct Reshape: Layer {
  public static let kind = "reshape"

  /// The shape of a row; one side may be −1, which then follows from the others.
  public let shape: [Int]

  public init(_ shape: [Int]) {
    self.shape = shape
  }

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    let count = input.reduce(1, *)
    let free = shape.indices.filter { shape[$0] == -1 }
    let sound = free.count <= 1 && shape.allSatisfy { $0 > 0 || $0 == -1 } && !shape.isEmpty
    guard sound else {
      throw ShapeError(
        .outOfRange(
          setting: "shape", value: "\(shape)", expected: "sizes above 0, of which one may be -1"))
    }
    var known = 1
    for side in shape where side != -1 {
      let (next, overflow) = known.multipliedReportingOverflow(by: side)
      guard !overflow else { throw unfitting(input, count) }
      known = next
    }
    guard let place = free.first else {
      guard known == count else { throw unfitting(input, count) }
      return shape
    }
    guard count % known == 0 else { throw unfitting(input, count) }
    var output = shape
    output[place] = count / known
    return output
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    CopyOperation(width: input.reduce(1, *))
  }

  private func unfitting(_ input: [Int], _ count: Int) -> ShapeError {
    ShapeError(
      .outOfRange(
        setting: "shape", value: "\(shape)",
        expected: "\(count) numbers in all, as rows of shape \(input) have"))
  }
}
