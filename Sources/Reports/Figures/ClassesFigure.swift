public import Charts
public import Diagnostics
public import Drawing
public import Records

/// How frequent each class is, how much of it each arm finds, and at which loss.
public struct ClassesFigure: Figure {
  let study: StudyRecord
  private let arms: [Int]
  private let tally: ClassTally?

  public static let name = "classes"
  public static let size = Size(800, 620)
  public static let summary =
    "the balance of the classes, each one's recall and loss in both arms"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    arms = findings.pairIndices(in: study)
    tally = ClassTally(study, arms: arms)
  }

  public var isEmpty: Bool { tally == nil }

  private func text(_ value: Double) -> String {
    value == 1 || value == 0
      ? "\(Int(value))" : NumberText.significant(value, digits: 2, trims: true)
  }

  /// What a title calls an arm: long names stand in the legend.
  private func shortName(_ arm: Int) -> String { LossStory.shortName(study.arms[arm].name) }

  public var title: String {
    guard let tally else { return "There are no classes" }
    guard tally.hasRecalls else { return balance(tally) }
    let ranges = recallRanges(tally)
    if let lost = ranges.firstIndex(where: { $0 == nil }),
      let known = ranges.firstIndex(where: { $0 != nil }), let range = ranges[known]
    {
      return "Recalls are \(text(range.lowerBound)) to \(text(range.upperBound)) "
        + "(\(shortName(arms[known]))); \(shortName(arms[lost])) diverged"
    }
    let missed = arms.indices.map { arm in
      tally.rows.count { $0.medianRecalls[arm] == 0 }
    }
    if let arm = missed.indices.max(by: { (missed[$0], $1) < (missed[$1], $0) }), missed[arm] > 0,
      Set(missed).count > 1 || arms.count == 1
    {
      let count = tally.rows.count
      let name = shortName(arms[arm])
      return missed[arm] == count
        ? "No \(tally.noun) is ever found (\(name))"
        : "\(missed[arm]) of \(count) \(tally.nouns) are never found (\(name))"
    }
    guard arms.count == 2 else { return balance(tally) }
    let widest = tally.rows.max { $0.difference.recall < $1.difference.recall }
    guard let widest, widest.difference.recall >= 0.05 else {
      return missed.allSatisfy { $0 > 0 }
        ? "\(missed[0]) of \(tally.rows.count) \(tally.nouns) are never found, in both arms"
        : "Both arms find every \(tally.noun) about equally well"
    }
    let ends = widest.medianRecalls
    let isNumber = widest.name.allSatisfy(\.isNumber)
    return
      "Recall of \(isNumber ? "\(tally.noun) " : "")\(widest.name) \(ends[1] > ends[0] ? "rises" : "falls") from "
      + "\(text(ends[0])) to \(text(ends[1])) (\(shortName(arms[1])))"
  }

  /// The least and the largest recall of a class in each arm; nil where no run ended.
  private func recallRanges(_ tally: ClassTally) -> [ClosedRange<Double>?] {
    arms.indices.map { position in finiteRange(of: tally.rows.map { $0.medianRecalls[position] }) }
  }

  private func balance(_ tally: ClassTally) -> String {
    guard tally.imbalance.isFinite else { return "A \(tally.noun) has no training row" }
    if tally.imbalance < 1.5 { return "All \(tally.nouns) are about equally frequent" }
    return "The most frequent \(tally.noun) has "
      + "\(NumberText.significant(tally.imbalance, digits: 2, trims: true)) times the rows of the rarest"
  }

  public var caption: String {
    guard let tally else { return title + "." }
    let arms = zip(arms, recallRanges(tally)).compactMap { arm, range in
      range.map {
        "\(study.arms[arm].name) recalls \(text($0.lowerBound)) to \(text($0.upperBound)) of a "
          + tally.noun
      }
    }
    let parts = ["\(tally.rows.count) \(tally.nouns)"] + arms
    return "\(title). \(parts.joined(separator: "; "))."
  }

  private func subtitle(_ tally: ClassTally, shown: Int) -> String {
    let n = study.seedCount
    let order = tally.isBySize ? "the most frequent first" : "the widest difference first"
    let count = tally.rows.count
    let cut =
      shown < count ? "\(shown) of \(count) \(tally.nouns), those that differ most; " : ""
    return "\(cut)\(order); \(tally.judged) rows at the end, "
      + (n == 1 ? "one seed" : "medians of \(n) seeds")
  }

  /// The room over the rows (names, headings, the arms' key) and under them.
  private static let headRoom = 46.0
  private static let axisRoom = 26.0
  private static let mostRowHeight = 120.0

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? {
    guard let tally else { return nil }
    let rows = Double(tally.rows.count) * (tally.rows.count > 8 ? 14 : 44)
    return theme.type.title * 2.6 + 24 + Self.headRoom + rows + Self.axisRoom
  }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    guard let tally else { return easel.header(title, "", in: rect).shapes }
    let trial = easel.header(title, subtitle(tally, shown: 0), in: rect)
    let room = trial.rest.height - Self.headRoom - Self.axisRoom
    let least = theme.type.small * 1.22
    let rows = tally.cut(to: max(1, Int(room / least)))
    let header = easel.header(title, subtitle(tally, shown: rows.count), in: rect)
    let rowHeight = min(max(room, least) / Double(rows.count), Self.mostRowHeight)
    var shapes = header.shapes
    let legend = Legend(
      arms.map { arm in
        Legend.Entry(
          study.arms[arm].name,
          .marker(theme.arm(arm).marker, theme.arm(arm).color), color: theme.arm(arm).text)
      })
    // Names too long for one line take two.
    let keyHeight = min(
      legend.size(width: rect.width, theme: theme, measurer: measurer).height, 26)
    let key = Rect(x: rect.minX, y: header.rest.minY, width: rect.width, height: keyHeight)
    shapes += legend.primitives(in: key, theme: theme, measurer: measurer)
    var body = header.rest.inset(top: keyHeight + 4)
    body.height = min(
      body.height, rowHeight * Double(rows.count) + Self.headRoom - 16 + Self.axisRoom)
    let panel = ClassPanel(
      tally: tally, rows: rows, arms: arms, rowHeight: rowHeight, width: rect.width)
    return shapes
      + Facets(panel.facets(easel), columns: panel.count, sharesX: false, gap: Size(18, 0))
      .primitives(in: body, theme: theme, measurer: measurer)
  }
}
