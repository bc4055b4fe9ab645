/// Two sizes, down and across; a whole number stands for both alike.
public struct Extent2D: Equatable, Sendable, ExpressibleByIntegerLiteral {
  public var height: Int
  public var width: Int

  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// The same size both ways.
  public init(_ side: Int) {
    self.init(side, side)
  }

  public init(integerLiteral side: Int) {
    self.init(side)
  }
}

/// What is put around an image or a sequence before a window slides over it.
public enum Padding<Extent: Equatable & Sendable>: Equatable, Sendable {
  /// So many zeros on both sides.
  case zeros(Extent)
  /// As many as keep the size; where their number is odd, the end gets one more. For stride 1.
  case same
}

extension Padding where Extent: ExpressibleByIntegerLiteral {
  /// No padding: the window stays inside.
  public static var valid: Self { .zeros(0) }
}
