internal import Tensors

/// How rows are parted into those that train and those that validate.
public enum Split: Sendable, Equatable {
  /// This share of the rows validates, drawn at random.
  case random(Double)
  /// This share of the rows of each class validates, drawn at random.
  ///
  /// Each class gets its share by largest remainder, so that all classes together get the share of
  /// all rows. Classes of one row are drawn as if they were one class. In a regression the split
  /// is an error.
  case stratified(Double)
  /// This share of rows that follow each other in time validates: the last ones.
  ///
  /// Rows before them that predict something that they predict too are in neither part, nor are
  /// `gap` further ones. What validation rows look back on may lie in the training part, as it does
  /// where a model is used; no training row holds anything that a validation row is to predict.
  case last(Double, gap: Int = 0)
  /// The rows that ``Dataset/validationMarks`` marks; in windows, those whose target is marked.
  case given
  /// All rows train and none validates.
  case none

  /// The rows of each part in ascending order: the order of the data is kept within a part.
  ///
  /// Random parts depend on the seed and on nothing else of the run. Neither part is empty, save
  /// the validation rows of ``none``.
  public func rows(of dataset: Dataset, seed: UInt64) throws(DataError) -> SplitRows {
    switch self {
    case .none:
      return SplitRows(training: Array(0..<dataset.rowCount), validation: [])
    case .given:
      guard let marks = dataset.validationMarks else {
        throw DataError(
          dataset.name, "the data do not say which rows validate",
          expected: "a split column, a validation file, or a share of the rows",
          option: "validation")
      }
      return try checked(marks, dataset)
    case .last(let share, let gap):
      let first = dataset.rowCount - (try count(share, of: dataset))
      let lost = gap + (dataset.sequence?.overlap ?? 0)
      guard first > lost else {
        throw DataError(
          dataset.name,
          "no row is left to train on: \(counted(first, "row")) before the validation rows, of "
            + "which \(lost) lie in the gap",
          expected: "a smaller share or gap, or more rows", option: "validation")
      }
      return SplitRows(
        training: Array(0..<(first - lost)), validation: Array(first..<dataset.rowCount))
    case .random(let share):
      let wanted = try count(share, of: dataset)
      return try checked(
        drawn([Array(0..<dataset.rowCount)], [wanted], dataset.rowCount, seed), dataset)
    case .stratified(let share):
      guard case .classes(let classes, let names) = dataset.targets else {
        throw DataError(
          dataset.name, "a stratified split needs classes, and the target holds numbers",
          expected: "\"stratify\": false", option: "stratify")
      }
      let wanted = try count(share, of: dataset)
      var members = [[Int]](repeating: [], count: names.count + 1)
      let counts = dataset.classCounts
      for (row, index) in classes.enumerated() {
        members[counts[Int(index)] == 1 ? names.count : Int(index)].append(row)
      }
      let quotas = largestRemainders(wanted, over: members.map(\.count))
      return try checked(drawn(members, quotas, dataset.rowCount, seed), dataset)
    }
  }

  /// The number of validation rows nearest to the share: at least one, and not all.
  private func count(_ share: Double, of dataset: Dataset) throws(DataError) -> Int {
    guard share > 0, share < 1 else {
      throw DataError(
        dataset.name, "the validation share \(share) leaves one part empty",
        expected: "a number between 0 and 1", option: "validation")
    }
    guard dataset.rowCount >= 2 else {
      throw DataError(
        dataset.name, "one row cannot be split into training and validation rows",
        expected: "at least 2 rows", option: "validation")
    }
    let nearest = Int((share * Double(dataset.rowCount)).rounded())
    return min(max(nearest, 1), dataset.rowCount - 1)
  }

  private func drawn(_ groups: [[Int]], _ quotas: [Int], _ rowCount: Int, _ seed: UInt64) -> [Bool]
  {
    var random = Philox(seed: seed, purpose: "split")
    var marks = [Bool](repeating: false, count: rowCount)
    for (group, quota) in zip(groups, quotas) {
      for index in random.permutation(group.count).prefix(quota) { marks[group[index]] = true }
    }
    return marks
  }

  private func checked(_ marks: [Bool], _ dataset: Dataset) throws(DataError) -> SplitRows {
    let rows = SplitRows(
      training: marks.indices.filter { !marks[$0] }, validation: marks.indices.filter { marks[$0] })
    guard !rows.validation.isEmpty else {
      throw DataError(
        dataset.name, "no row is set aside for validation", expected: "at least one",
        option: "validation")
    }
    guard !rows.training.isEmpty else {
      throw DataError(
        dataset.name, "all rows are set aside for validation", expected: "at least one to train on",
        option: "validation")
    }
    return rows
  }
}

/// The rows of a dataset that train and those that validate.
public struct SplitRows: Sendable, Equatable {
  public var training: [Int]
  /// Empty where nothing validates.
  public var validation: [Int]

  public init(training: [Int], validation: [Int]) {
    self.training = training
    self.validation = validation
  }
}

/// Shares a total out over groups in proportion to their sizes, in whole numbers.
///
/// Each gets its quota rounded down; the rest goes to the largest remainders, the first group first
/// among equals.
func largestRemainders(_ total: Int, over sizes: [Int]) -> [Int] {
  let all = sizes.reduce(0, +)
  guard all > 0 else { return sizes }
  var quotas = sizes.map { total * $0 / all }
  let order = sizes.indices.sorted { a, b in
    (total * sizes[a] % all, -a) > (total * sizes[b] % all, -b)
  }
  for index in order.prefix(total - quotas.reduce(0, +)) { quotas[index] += 1 }
  return quotas
}
