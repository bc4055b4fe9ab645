internal import Charts
internal import Records

/// What is known of each class, or label: how frequent it is, how much of it is found, at which loss.
struct ClassTally {
  struct Row {
    var name: String
    /// The share of training rows, and of held-out rows; NaN where there are none.
    var training: Double
    var heldOut: Double
    /// The counts, or the share of a label, as text.
    var size: String
    /// Of each arm drawn, the seeds' values and their median; NaN where none is finite.
    var recalls: [[Double]]
    var losses: [[Double]]

    var medianRecalls: [Double] { recalls.map(Self.median) }
    var medianLosses: [Double] { losses.map(Self.median) }

    private static func median(_ values: [Double]) -> Double {
      values.isEmpty ? .nan : medianOf(values)
    }

    /// How far the arms are apart, recall before loss.
    var difference: (recall: Double, loss: Double) {
      func gap(_ values: [Double]) -> Double {
        guard values.count == 2, values.allSatisfy(\.isFinite) else { return 0 }
        return (values[0] - values[1]).magnitude
      }
      return (gap(medianRecalls), gap(medianLosses))
    }
  }

  /// In the order in which they are drawn.
  var rows: [Row]
  var isMultiLabel: Bool
  /// "held-out" or "training": the rows that recalls and losses are of.
  var judged: String
  /// Whether the order is that of size, since sizes differ; else of the arms' difference.
  var isBySize: Bool
  /// The largest class's size over the smallest's.
  var imbalance: Double

  /// Nil where the task knows no classes.
  init?(_ study: StudyRecord, arms: [Int]) {
    guard study.dataset.task != .regression, let first = arms.first,
      let data = study.arms[first].runs.first?.data
    else { return nil }
    isMultiLabel = study.dataset.task == .multiLabel
    let training = Self.shares(data.trainingClassCounts, data.trainingLabelShares)
    let heldOut = Self.shares(data.validationClassCounts, data.validationLabelShares)
    guard !training.isEmpty else { return nil }
    let finals = arms.map { arm in
      study.arms[arm].runs.filter { $0.divergence == nil }.map(\.finals)
    }
    let isHeldOut = finals.contains { $0.contains { $0["validation.loss"] != nil } }
    let rows = isHeldOut ? "validation" : "train"
    judged = isHeldOut ? "held-out" : "training"
    let names = study.dataset.classNames
    let isMultiLabel = isMultiLabel
    let all = training.indices.map { index -> Row in
      func values(_ metric: String) -> [[Double]] {
        finals.map { $0.compactMap { $0[metric] }.filter(\.isFinite) }
      }
      let held = heldOut.indices.contains(index) ? heldOut[index] : .nan
      let name = names.indices.contains(index) ? names[index] : "\(index)"
      return Row(
        name: name.isEmpty ? "(no name, class \(index))" : name, training: training[index],
        heldOut: held,
        size: isMultiLabel
          ? NumberText.significant(training[index] * 100, digits: 2, trims: true) + " %"
          : "\(data.trainingClassCounts[index])"
            + (data.validationClassCounts.indices.contains(index)
              ? " + \(data.validationClassCounts[index])" : ""),
        recalls: values("\(rows).recall.\(index)"),
        losses: values(Metric.classLoss(index, of: rows)))
    }
    let (least, most) = (training.min() ?? 0, training.max() ?? 0)
    let imbalance = least > 0 ? most / least : .infinity
    let isBySize = imbalance >= 1.5
    (self.imbalance, self.isBySize) = (imbalance, isBySize)
    self.rows = all.enumerated().sorted { a, b in
      if isBySize, a.element.training != b.element.training {
        return a.element.training > b.element.training
      }
      let (first, second) = (a.element.difference, b.element.difference)
      return (first.recall, first.loss, b.offset) > (second.recall, second.loss, a.offset)
    }.map(\.element)
  }

  private static func shares(_ counts: [Int], _ labels: [Double]) -> [Double] {
    let total = counts.reduce(0, +)
    return total > 0 ? counts.map { Double($0) / Double(total) } : labels
  }

  var noun: String { isMultiLabel ? "label" : "class" }
  var nouns: String { isMultiLabel ? "labels" : "classes" }

  var hasRecalls: Bool { rows.contains { $0.recalls.contains { !$0.isEmpty } } }
  var hasLosses: Bool { rows.contains { $0.losses.contains { !$0.isEmpty } } }

  /// As many rows as fit, those kept that differ most; in the same order.
  func cut(to count: Int) -> [Row] {
    guard rows.count > count else { return rows }
    let ranked = rows.indices.sorted { a, b in
      let (first, second) = (rows[a].difference, rows[b].difference)
      return (first.recall, first.loss, b) > (second.recall, second.loss, a)
    }
    return ranked.prefix(max(1, count)).sorted().map { rows[$0] }
  }
}
