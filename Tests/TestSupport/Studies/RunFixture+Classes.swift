internal import Glibc
internal import Records

/// What became of each class at the end.
extension RunFixture {
  /// The share of rows that have each label, where there are labels.
  var labelShares: [Double] {
    guard fixture.task == .multiLabel else { return [] }
    return fixture.classNames.indices.map { 0.6 / Double($0 + 1) }
  }

  /// Recalls and losses of each class: the stuck arm says the largest class of every row.
  var classFinals: [String: Double] {
    guard fixture.task != .regression else { return [:] }
    let counts =
      fixture.task == .multiLabel ? labelShares.map { Int($0 * 142) } : classCounts(142)
    let total = Double(max(1, counts.reduce(0, +)))
    let largest = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    let judged = fixture.hasValidation ? "validation" : "train"
    var finals: [String: Double] = [:]
    for index in counts.indices {
      let recall: Double
      let loss: Double
      if curve == .nan || divergenceEpoch != nil {
        (recall, loss) = (0, .nan)
      } else if isStuck {
        (recall, loss) = (index == largest ? 1 : 0, -log(max(1, Double(counts[index])) / total))
      } else {
        let rare = Double(index) / Double(max(1, counts.count))
        recall = min(1, max(0, 0.97 - 0.35 * rare + 0.04 * noise(60 + index)))
        loss = (0.05 + 0.9 * rare) * exp(0.3 * noise(90 + index))
      }
      for rows in Set([judged, "train"]) { finals["\(rows).recall.\(index)"] = recall }
      finals[Metric.classLoss(index, of: judged)] = loss
    }
    return finals
  }
}
