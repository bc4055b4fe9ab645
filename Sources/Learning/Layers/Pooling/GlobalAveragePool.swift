/// Takes the mean of each channel: rows [channels, …] become [channels].
public struct GlobalAveragePool: Layer {
  public static let kind = "global-average-pool"

  public init() {}

  public func outputShape(for input: [Int]) throws(ShapeError) -> [Int] {
    try GlobalPooling(rule: .average(countsPadding: false)).outputShape(for: input)
  }

  public func operation(for input: [Int]) throws(ShapeError) -> any Operation {
    try GlobalPooling(rule: .average(countsPadding: false)).operation(for: input)
  }
}
