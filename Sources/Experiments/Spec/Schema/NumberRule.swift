internal import JSONTrees

/// Which numbers a key takes.
package struct NumberRule: Equatable, Sendable {
  /// One end of a range.
  package enum Bound: Equatable, Sendable {
    case including(Double)
    case excluding(Double)

    var value: Double {
      switch self {
      case .including(let value), .excluding(let value): value
      }
    }
  }

  package var lower: Bound?
  package var upper: Bound?
  package var isWhole = false

  package static let any = NumberRule()
  package static let positive = NumberRule(lower: .excluding(0))
  package static let notNegative = NumberRule(lower: .including(0))
  /// From 0 to 1, both included.
  package static let share = NumberRule(lower: .including(0), upper: .including(1))
  /// From 0 to below 1: momentum, dropout.
  package static let retention = NumberRule(lower: .including(0), upper: .excluding(1))
  /// Above 0 and below 1.
  package static let part = NumberRule(lower: .excluding(0), upper: .excluding(1))

  package static func whole(_ range: ClosedRange<Int>) -> NumberRule {
    NumberRule(
      lower: .including(Double(range.lowerBound)), upper: .including(Double(range.upperBound)),
      isWhole: true)
  }

  /// Whole numbers from one on, as far as Double holds them exactly.
  package static func whole(from lowest: Int) -> NumberRule {
    NumberRule(lower: .including(Double(lowest)), isWhole: true)
  }

  package static func from(_ low: Double, to high: Double) -> NumberRule {
    NumberRule(lower: .including(low), upper: .including(high))
  }

  package func accepts(_ number: Double) -> Bool {
    guard number.isFinite else { return false }
    if isWhole {
      guard let whole = Int(exactly: number), abs(whole) <= 1 << 53 else { return false }
    }
    switch lower {
    case .including(let bound): guard number >= bound else { return false }
    case .excluding(let bound): guard number > bound else { return false }
    case nil: break
    }
    switch upper {
    case .including(let bound): return number <= bound
    case .excluding(let bound): return number < bound
    case nil: return true
    }
  }

  /// The rule as a noun: "a whole number from 1 to 10000", "a number above 0".
  package var noun: String {
    let kind = isWhole ? "a whole number" : "a number"
    func text(_ bound: Bound) -> String { JSON.number(bound.value).text() }
    switch (lower, upper) {
    case (nil, nil): return kind
    case (.including(let low)?, nil): return "\(kind) of at least \(text(.including(low)))"
    case (.excluding(let low)?, nil): return "\(kind) above \(text(.excluding(low)))"
    case (nil, .including(let high)?): return "\(kind) of at most \(text(.including(high)))"
    case (nil, .excluding(let high)?): return "\(kind) below \(text(.excluding(high)))"
    case (let low?, let high?):
      switch (low, high) {
      case (.including, .including): return "\(kind) from \(text(low)) to \(text(high))"
      case (.including, .excluding): return "\(kind) from \(text(low)) to below \(text(high))"
      case (.excluding, .including): return "\(kind) above \(text(low)) and up to \(text(high))"
      case (.excluding, .excluding): return "\(kind) above \(text(low)) and below \(text(high))"
      }
    }
  }
}
