/// Names layers by kind and order: "dense1", "relu1", "dense2".
///
/// The base is the kind without hyphens and without the number of its axes, so that "conv2d" counts
/// as "conv1". Layers inside of blocks count on among all others: a plain network and one with
/// residual blocks give the same layer the same name, and so the same initial tensors.
public struct LayerNaming: Sendable {
  private var ordinals: [String: Int] = [:]

  public init() {}

  /// The name of the next layer of this kind; one that is given still counts.
  public mutating func name(of kind: String, given: String? = nil) -> String {
    let base = Self.base(of: kind)
    ordinals[base, default: 0] += 1
    return given ?? "\(base)\(ordinals[base, default: 0])"
  }

  private static func base(of kind: String) -> String {
    var base = kind.filter { $0 != "-" }
    if base.hasSuffix("1d") || base.hasSuffix("2d") { base.removeLast(2) }
    return base
  }
}
