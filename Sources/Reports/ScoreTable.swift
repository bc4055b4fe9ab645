internal import Charts
internal import Diagnostics
internal import Records
internal import Statistics

/// What each arm's predictions are worth in other terms than the declared metric's.
struct ScoreTable {
  /// The columns' names: "accuracy", "NLL", or those of classes.
  var columns: [String]
  /// Each arm's medians over the seeds at the end, as text; empty where an arm has none.
  var rows: [(arm: ArmRecord, cells: [String])]
  /// What the table shows, and of which rows.
  var title: String

  /// The tables that have something to show.
  static func all(of study: StudyRecord) -> [ScoreTable] {
    [scores(of: study), recalls(of: study)].filter { !$0.columns.isEmpty }
  }

  /// Accuracy, errors and their like on the held-out rows, or on the training rows without those.
  private static func scores(of study: StudyRecord) -> ScoreTable {
    let errors = study.dataset.task == .multiLabel ? [] : ["r2", "mae", "rmse"]
    let quantities = ["accuracy", "balanced-accuracy", "f1", "nll", "brier"] + errors
    return ScoreTable(of: study, quantities, "Scores, medians of finished seeds,") {
      study.words($0).dropFirstWord
    }
  }

  /// The share found of each class's rows, where there are few classes.
  private static func recalls(of study: StudyRecord) -> ScoreTable {
    let names = study.dataset.classNames
    guard names.count <= Metric.mostRecalls else {
      return ScoreTable(columns: [], rows: [], title: "")
    }
    return ScoreTable(
      of: study, (0..<Metric.mostRecalls).map { "recall.\($0)" },
      "Share found of each \(study.dataset.task == .multiLabel ? "label" : "class")"
    ) { metric in
      let index = Metric.recalledClass(metric) ?? 0
      return names.indices.contains(index) ? names[index] : "\(index)"
    }
  }

  private init(columns: [String], rows: [(arm: ArmRecord, cells: [String])], title: String) {
    (self.columns, self.rows, self.title) = (columns, rows, title)
  }

  private init(
    of study: StudyRecord, _ quantities: [String], _ subject: String, name: (String) -> String
  ) {
    let finals = study.arms.flatMap { $0.runs.map(\.finals) }
    let isHeldOut = finals.contains { $0.keys.contains { $0.hasPrefix("validation.") } }
    let metrics = quantities.map { "\(isHeldOut ? "validation" : "train").\($0)" }
      .filter { metric in finals.contains { $0[metric] != nil } }
    title = "\(subject) on the \(isHeldOut ? "held-out" : "training") rows"
    columns = metrics.map(name)
    rows = study.arms.map { arm in
      (
        arm,
        metrics.map { metric in
          arm.finalMedian(metric).map { NumberText.significant($0) } ?? ""
        }
      )
    }
  }
}

extension ArmRecord {
  /// The median over the seeds that ended of a value at the end; nil where none has it.
  fileprivate func finalMedian(_ metric: String) -> Double? {
    let finals = runs.compactMap { $0.divergence == nil ? $0.finals[metric] : nil }
      .filter(\.isFinite)
    return finals.isEmpty ? nil : median(finals)
  }
}

extension String {
  fileprivate var dropFirstWord: String {
    split(separator: " ").dropFirst().joined(separator: " ")
  }
}
