internal import Tensors

/// What the counts of classes say of a classification, as scikit-learn defines it.
struct ClassCounts {
  private let tallies: [ClassTally]

  init(_ tallies: [ClassTally]) {
    self.tallies = tallies
  }

  /// Beyond this many classes, the recall of each is not followed over epochs.
  static let mostRecalls = 10

  /// The mean recall, the mean F1, and each class's recall: "recall.2".
  ///
  /// A class that no row has takes no part in recalls; one that is neither there nor said, none in F1.
  var metrics: [(name: String, value: Double)] {
    let recalls = tallies.enumerated().filter { $1.present > 0 }.map { ($0, $1.recall) }
    let scores = tallies.filter { $0.present + $0.said > 0 }.map(\.f1)
    return [("balanced-accuracy", mean(recalls.map(\.1))), ("f1", mean(scores))]
      + recalls.named(of: tallies.count)
  }
}

/// The same of yes-or-no labels, where the counts are those of yes.
struct LabelCounts {
  private let tallies: [ClassTally]
  private let rows: Double

  init(_ tallies: [ClassTally], rows: Double) {
    self.tallies = tallies
    self.rows = rows
  }

  /// The means over the labels of their balanced accuracy and their F1, and each label's recall.
  ///
  /// A label that is never there has no recall; its balanced accuracy is the recall of no alone, and its
  /// F1 is 0.
  var metrics: [(name: String, value: Double)] {
    let balanced = tallies.map { tally in
      let absent = rows - tally.present
      let rejected = absent - (tally.said - tally.hits)
      let recalls =
        (tally.present > 0 ? [tally.recall] : []) + (absent > 0 ? [rejected / absent] : [])
      return mean(recalls)
    }
    let recalls = tallies.enumerated().filter { $1.present > 0 }.map { ($0, $1.recall) }
    return [("balanced-accuracy", mean(balanced)), ("f1", mean(tallies.map(\.f1)))]
      + recalls.named(of: tallies.count)
  }
}

/// What is kept of each class, or label, at the end of a run, beside what is followed over epochs.
struct EachClass {
  var tallies: [ClassTally]
  /// The mean of −ln p over the rows of each class, over all rows of a label; empty where the loss knows
  /// no probabilities.
  var losses: [Double]

  /// Beyond this many classes, nothing is kept of each.
  static let most = 50

  /// Recalls, where they are too many for a series each: "recall.12".
  var recalls: [(name: String, value: Double)] {
    guard tallies.count <= Self.most, tallies.count > ClassCounts.mostRecalls else { return [] }
    return tallies.enumerated().filter { $1.present > 0 }.map { ("recall.\($0)", $1.recall) }
  }

  /// "class-loss.2" of each class that has rows.
  var classLosses: [(name: String, value: Double)] {
    guard tallies.count <= Self.most else { return [] }
    return losses.enumerated().filter { !$1.isNaN || tallies[$0].present > 0 }
      .map { ("class-loss.\($0)", $1) }
  }
}

extension ClassTally {
  fileprivate var recall: Double { hits / present }

  /// The harmonic mean of precision and recall; 0 where both are 0 or unknown.
  fileprivate var f1: Double { hits == 0 ? 0 : 2 * hits / (present + said) }
}

extension [(Int, Double)] {
  fileprivate func named(of count: Int) -> [(name: String, value: Double)] {
    count <= ClassCounts.mostRecalls ? map { (name: "recall.\($0.0)", value: $0.1) } : []
  }
}

private func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}
