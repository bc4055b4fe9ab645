internal import Charts
internal import Diagnostics
internal import Drawing
internal import Records

/// The columns of numbers beside a forest of remedies, those that say something.
struct RemedyColumns {
  struct Column {
    var title: String
    /// One for each row of the forest.
    var texts: [String]
    var width = 0.0
    /// Columns with the lowest priority give way first where room is short.
    var priority: Int
  }

  var columns: [Column]

  static let gap = 11.0

  init(_ study: StudyRecord, _ forest: ForestRows, _ easel: Easel) {
    let rows = forest.rows
    let arms = rows.map { row in study.arms.first { $0.name == row.comparison.experiment } }
    func column(
      _ title: String, priority: Int, _ text: (ForestRows.Row, ArmRecord?) -> String
    ) -> Column {
      Column(title: title, texts: zip(rows, arms).map(text), priority: priority)
    }
    let effect =
      switch forest.kind {
      case .ratio: "ratio"
      case .difference: "difference"
      case .value: "final value"
      }
    columns = [
      column(effect, priority: 5) { row, _ in
        row.center == nil ? "none" : Self.effect(row, forest.kind)
      },
      column("verdict", priority: 4) { row, _ in row.comparison.verdict.rawValue },
      column("p, Holm", priority: 3) { row, _ in row.comparison.pText ?? "no test" },
    ]
    if forest.kind != .value {
      columns.append(
        column("final, median", priority: 1) { row, _ in
          row.comparison.experimentValues.isEmpty
            ? "none" : NumberText.significant(medianOf(row.comparison.experimentValues))
        })
    }
    // Costs that all remedies share tell nothing.
    let steps = study.arms.map(Self.steps)
    if Set(steps).count > 1 {
      columns.append(
        column("steps", priority: 0) { _, arm in arm.map { "\(Self.steps($0))" } ?? "" })
    }
    let lost = rows.contains { $0.comparison.experimentValues.contains { !$0.isFinite } }
    if lost {
      columns.append(
        column("diverged", priority: 2) { row, _ in
          let values = row.comparison.experimentValues
          return "\(values.count { !$0.isFinite }) of \(values.count)"
        })
    }
    for index in columns.indices {
      let own = columns[index]
      columns[index].width =
        Set(own.texts + [own.title]).map { easel.size([easel.theme.strong($0)]).width }.max() ?? 0
    }
  }

  /// The width of all columns with the gaps before each.
  var width: Double { columns.reduce(0) { $0 + $1.width + Self.gap } }

  /// Leaves out what is least needed until the rest fits.
  mutating func fit(_ room: Double) {
    while width > room, columns.count > 2,
      let last = columns.indices.min(by: { columns[$0].priority < columns[$1].priority })
    {
      columns.remove(at: last)
    }
  }

  /// "×0.126 [0.100, 0.160]".
  static func effect(_ row: ForestRows.Row, _ kind: ForestRows.Kind) -> String {
    guard let center = row.center else { return "none" }
    let sign =
      switch kind {
      case .ratio: "×"
      case .difference: center > 0 ? "+" : ""
      case .value: ""
      }
    let text = sign + NumberText.significant(center)
    guard let interval = row.interval else { return text }
    let ends = [interval.lower, interval.upper].map { NumberText.significant($0) }
    return "\(text) [\(ends[0]), \(ends[1])]"
  }

  /// Updates that a run of an arm made, the median over its seeds.
  private static func steps(_ arm: ArmRecord) -> Int {
    let steps = arm.runs.map(\.steps).sorted()
    return steps.isEmpty ? 0 : steps[steps.count / 2]
  }
}
