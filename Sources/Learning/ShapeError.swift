/// Why a network, a loss and the rows don't fit together.
public struct ShapeError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Problem: Equatable, Sendable {
    /// Two branches give shapes that can't be joined.
    case unfittingBranches(first: [Int], second: [Int], advice: String)
    /// A layer or loss can't take rows of this shape; the advice says how they could be made to fit.
    case unfitting(shape: [Int], expected: String, advice: String? = nil)
    /// A size is not positive, or a setting is out of its range.
    case outOfRange(setting: String, value: String, expected: String)
    /// The network needs more memory than allowed.
    case tooLarge(byteLimit: Int)
    /// The targets are of a kind or width that the loss can't take.
    case unfittingTargets(found: String, expected: String)
    /// A given tensor has no place in the network, or the wrong count.
    case unfittingParameter(name: String, found: String, expected: String)
    /// Two layers share a name, or there is no layer.
    case structure(String)
  }

  /// The layer's name; nil where no layer is at fault.
  public var layer: String?
  public var problem: Problem

  public init(layer: String? = nil, _ problem: Problem) {
    self.layer = layer
    self.problem = problem
  }

  public var description: String {
    let text =
      switch problem {
      case .unfittingBranches(let first, let second, let advice):
        "branches of the shapes \(first) and \(second) where \(advice) fits"
      case .unfitting(let shape, let expected, let advice):
        "rows of shape \(shape) where \(expected) fits" + (advice.map { ": \($0)" } ?? "")
      case .outOfRange(let setting, let value, let expected):
        "\(setting) is \(value), expected \(expected)"
      case .tooLarge(let limit): "needs more memory than the limit of \(limit) bytes"
      case .unfittingTargets(let found, let expected):
        "the targets are \(found), expected \(expected)"
      case .unfittingParameter(let name, let found, let expected):
        "initial parameter \(name): \(found), expected \(expected)"
      case .structure(let text): text
      }
    return layer.map { "layer \($0): \(text)" } ?? text
  }
}
