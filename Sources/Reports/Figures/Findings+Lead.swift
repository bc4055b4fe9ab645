internal import Charts
internal import Diagnostics
internal import Records

extension Findings {
  /// The comparison that a picture of one pair shows: the clearest improvement, else the first.
  var lead: Comparison? {
    let improved = comparisons.filter { $0.verdict == .improved }
    let best = improved.min { a, b in
      let (first, second) = (a.meanDifference ?? 0, b.meanDifference ?? 0)
      return a.metricGrows ? first > second : first < second
    }
    return best ?? comparisons.first
  }

  /// The place in the study of the experiment that a picture of one pair shows.
  func leadIndex(in study: StudyRecord) -> Int {
    let index = lead.map { study.armIndex($0.experiment) } ?? 0
    return index > 0 ? index : min(1, study.arms.count - 1)
  }

  /// The arms that a picture of one pair shows: the control and the lead; none without arms.
  func pairIndices(in study: StudyRecord) -> [Int] {
    study.arms.isEmpty ? [] : Array(Set([0, leadIndex(in: study)])).sorted()
  }
}

/// What a verdict is called on a badge, and the line of evidence under it.
struct VerdictWords {
  var name: String
  var evidence: String
  /// The arm that the verdict is about and whose colour it has; nil where arms were not told apart.
  var arm: Int?
  var sign: VerdictSign

  init(_ comparison: Comparison, study: StudyRecord, among count: Int) {
    let n = comparison.pairCount
    let experiment = study.armIndex(comparison.experiment)
    let p = (comparison.adjustedPValue ?? comparison.pValue).map { Self.p($0) }
    let corrected = count > 1 ? " (Holm)" : ""
    let tested = p.map { "  p \($0)\(corrected)" } ?? ""
    switch comparison.verdict {
    case .improved:
      (name, arm, sign) = ("IMPROVED", experiment, .better)
      evidence = "\(comparison.seedsImproved) of \(n) seeds\(tested)"
    case .worsened:
      (name, arm, sign) = ("WORSENED", experiment, .worse)
      evidence = "\(comparison.seedsWorsened) of \(n) seeds\(tested)"
    case .noMaterialDifference:
      (name, sign) = ("NO MATERIAL DIFFERENCE", .equal)
      evidence = "n = \(n)\(tested)"
    case .inconclusive:
      (name, sign) = ("INCONCLUSIVE", .open)
      evidence = "\(comparison.seedsImproved) of \(n) seeds better\(tested)"
    case .descriptive:
      (name, sign) = ("DESCRIPTIVE", .few)
      evidence = n == 1 ? "n = 1: no test possible" : "n = \(n): no verdict"
    }
  }

  /// "= 0.008" or "< 0.001".
  static func p(_ value: Double) -> String {
    if value < 0.001 { return "< 0.001" }
    return "= " + NumberText.significant(value, digits: value < 0.1 ? 1 : 2)
  }
}
