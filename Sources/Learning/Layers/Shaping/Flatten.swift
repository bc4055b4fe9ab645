/// Makes one line of all numbers of a row, the last axis fastest: what a dense layer takes.
public struct Flatten: Layer {
  public static let kind = "flatten"

  public init() {}

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    [input.reduce(1, *)]
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    CopyOperation(width: input.reduce(1, *))
  }
}
