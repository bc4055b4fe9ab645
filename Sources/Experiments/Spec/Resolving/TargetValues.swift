internal import Datasets

/// What the values of a target may be taken for.
public enum TargetValues: Sendable {
  case quantities
  /// All lie from 0 to 1.
  case probabilities
  /// Those of a row add up to 1, too, but for rounding.
  case distributions

  /// Nil of classes.
  init?(_ targets: DatasetTargets) {
    guard case .values(let values, let names) = targets else { return nil }
    guard values.allSatisfy({ (0...1).contains($0) }) else {
      self = .quantities
      return
    }
    let width = max(1, names.count)
    let addUp = stride(from: 0, to: values.count, by: width).allSatisfy { first in
      abs(values[first..<first + width].reduce(0, +) - 1) <= 0.01
    }
    self = addUp ? .distributions : .probabilities
  }
}
