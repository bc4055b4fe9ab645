public import Charts
public import Diagnostics
public import Drawing
public import Records

/// The loss against the learning rate in a range test: which rates train, and where they blow up.
public struct LearningRateRangeFigure: Figure {
  let study: StudyRecord
  let findings: Findings

  public static let name = "lr-range"
  public static let size = Size(800, 500)
  public static let summary =
    "loss against the learning rate in a range test, the suggested rate and where loss blows up"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    self.findings = findings
  }

  public var isEmpty: Bool { study.rangeTests.isEmpty }

  /// The tests of the control and of the experiment that a picture of one pair shows.
  private var pair: [RateCurves] {
    let lead = findings.leadIndex(in: study)
    return study.rangeTests.filter { $0.index == 0 || $0.index == lead }
  }

  public var title: String {
    let pair = pair
    guard let first = pair.first else { return "No range test was recorded" }
    if let lost = pair.first(where: { !$0.hasFiniteLoss }) {
      let isAll = pair.allSatisfy { !$0.hasFiniteLoss } && study.arms.count > 1
      return "No learning rate gives a finite loss"
        + (isAll
          ? " in either arm" : study.arms.count > 1 ? " in \(LossStory.shortName(lost.name))" : "")
    }
    let broken = pair.compactMap { test in
      test.divergenceRate.map { (LossStory.shortName(test.name), $0) }
    }
    let bounded = pair.filter { $0.divergenceRate == nil }
    guard let lowest = broken.first else {
      let most = pair.flatMap { $0.curves.flatMap(\.rates) }.max() ?? 0
      return "Loss stays bounded at every rate up to \(Self.text(most))"
        + (pair.count == 1 && study.arms.count > 1 ? " in \(LossStory.shortName(first.name))" : "")
    }
    let start = "Loss blows up at a learning rate of \(Self.text(lowest.1))"
    if let other = bounded.first {
      return "\(start) in \(lowest.0), at none tried in \(LossStory.shortName(other.name))"
    }
    guard broken.count == 2 else { return start + (study.arms.count > 1 ? " in \(lowest.0)" : "") }
    let ratio = broken[1].1 / broken[0].1
    let factor = Figures.times(max(ratio, 1 / ratio))
    if max(ratio, 1 / ratio) < 1.2 { return "\(start) in both arms" }
    return "\(start) in \(lowest.0), at \(Self.text(broken[1].1)) in \(broken[1].0): "
      + "\(factor) \(ratio > 1 ? "higher" : "lower")"
  }

  public var caption: String {
    let most = 4
    let tests = study.rangeTests
    var parts = tests.prefix(most).map { test -> String in
      let numbers = RateRangePanel.numbers(test).map { "\($0.name) \($0.text)" }
      return "\(test.name): \(numbers.joined(separator: ", "))"
    }
    if tests.count > most { parts.append("and \(tests.count - most) more arms") }
    return "\(title). Smoothed loss against the learning rate, \(seeds): "
      + "\(parts.joined(separator: "; "))."
  }

  private var seeds: String {
    let n = study.rangeTests.map(\.curves.count).max() ?? 0
    return n == 1 ? "one seed" : "median of \(n) seeds"
  }

  private var subtitle: String {
    let tests = study.rangeTests
    let n = tests.map(\.curves.count).max() ?? 0
    var parts = ["smoothed training loss while the rate grows from step to step"]
    if n == 1 {
      parts.append("one seed")
    } else if tests.count > RateRangePanel.mostArmsWithSeeds {
      parts.append("medians of \(n) seeds")
    } else {
      let band = tests.contains { $0.band != nil } ? ", band their middle half" : ""
      parts.append("thin lines are \(n) seeds, bold is their median\(band)")
    }
    return parts.joined(separator: "; ")
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, subtitle, in: rect)
    guard !isEmpty else { return header.shapes }
    return header.shapes
      + RateRangePanel(tests: study.rangeTests, lead: findings.leadIndex(in: study))
      .primitives(in: header.rest, easel)
  }

  static func text(_ rate: Double) -> String {
    NumberText.significant(rate, digits: 2, trims: true)
  }
}
