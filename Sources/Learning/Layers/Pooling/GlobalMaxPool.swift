/// Takes the largest number of each channel: rows [channels, …] become [channels].
public struct GlobalMaxPool: Layer {
  public static let kind = "global-max-pool"

  public init() {}

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try GlobalPooling(rule: .maximum).outputShape(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try GlobalPooling(rule: .maximum).operation(for: input)
  }
}
