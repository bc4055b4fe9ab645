internal import Diagnostics
internal import Records

/// What is left on the terminal when a study is done: the verdict, unmet expectations, where to look.
enum Closing {
  static func lines(
    study: StudyRecord, _ findings: Findings, directory: String, files: [String],
    isColoured: Bool, isOneOfSeveral: Bool
  ) -> [String] {
    let title = isOneOfSeveral ? study.title : nil
    var lines: [String] = []
    for comparison in findings.comparisons {
      let arm = findings.comparisons.count > 1 ? "\(comparison.experiment): " : ""
      lines.append(arm + paint(comparison, isColoured: isColoured))
    }
    for result in findings.expectations where !result.met {
      lines.append("expect not met: \(result.sentence)")
    }
    let pictures = files.map { "\(directory)/\($0)" }
    if !pictures.isEmpty { lines.append(pictures.joined(separator: "  ")) }
    return title.map { [$0] + lines.map { "  \($0)" } } ?? lines
  }

  /// The comparison's sentence, which begins with the verdict, with the verdict in colour.
  private static func paint(_ comparison: Comparison, isColoured: Bool) -> String {
    let word = comparison.verdict.rawValue
    guard isColoured, comparison.sentence.hasPrefix(word) else { return comparison.sentence }
    let code =
      switch comparison.verdict {
      case .improved: "1;32"
      case .worsened: "1;31"
      case .noMaterialDifference, .inconclusive, .descriptive: "1"
      }
    return "\u{1B}[\(code)m\(word)\u{1B}[0m" + comparison.sentence.dropFirst(word.count)
  }
}

extension ExitStatus {
  /// The status that a finished study ends with.
  static func of(_ study: StudyRecord, _ findings: Findings) -> ExitStatus {
    if !findings.allExpectationsMet { return .expectationFailed }
    let runs = study.arms.flatMap(\.runs)
    return runs.allSatisfy { $0.divergence != nil } && study.expectations.isEmpty
      ? .nothingToCompare : .success
  }
}
