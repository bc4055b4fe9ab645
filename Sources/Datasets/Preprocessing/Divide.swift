/// Divides every number by the same factor: pixels of 0...255 by 255.
public struct Divide: Preprocessor, FittedPreprocessor, Equatable {
  public let divisor: Double

  public init(by divisor: Double) {
    precondition(divisor > 0 && divisor.isFinite, "the divisor must be positive, not \(divisor)")
    self.divisor = divisor
  }

  public var name: String { "divide" }

  public func fit(on features: Features) -> Divide { self }

  public func apply(to features: inout Features) {
    for index in features.values.indices { features.values[index] /= divisor }
  }
}
