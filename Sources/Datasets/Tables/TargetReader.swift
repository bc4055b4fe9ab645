/// Reads the target columns of tables.
struct TargetReader {
  let options: DataOptions
  let columns: [Int]
  let reader: TableReader

  func targets(of rows: [TableRow]) throws(DataError) -> DatasetTargets {
    let path = reader.tables[0].path
    let names = columns.map { reader.tables[0].names[$0] }
    guard columns.count == 1 else {
      guard options.task != .classification else {
        throw DataError(
          path, "a classification with \(columns.count) target columns", expected: "one column",
          option: "target")
      }
      return try values(of: rows, names)
    }
    let column = columns[0]
    let hasText = reader.tables.indices.contains { reader.content($0, column).texts > 0 }
    if hasText, options.task == .classification || !reader.isMostlyNumbers(column),
      options.task != .regression, options.task != .multiLabel
    {
      return try textClasses(of: rows)
    }
    let numbers = try values(of: rows, names)
    guard case .values(let values, _) = numbers else { return numbers }
    switch options.task {
    case .regression, .multiLabel: return numbers
    case nil:
      guard ClassLabels.areLikely(values) else { return numbers }
    case .classification:
      if let index = values.firstIndex(where: { Int(exactly: $0) == nil }) {
        throw reader.failure(
          rows[index].table, rows[index].row, column,
          "\(plain(values[index])) in the target column \"\(shortened(names[0]))\"",
          expected: "a whole number or a text for each class", option: "task")
      }
    }
    return try ClassLabels.classes(values, path: path, target: names[0])
  }

  private func values(of rows: [TableRow], _ names: [String]) throws(DataError) -> DatasetTargets {
    for column in columns { try reader.refuseOtherThanNumbers(column, option: "target") }
    return .values(
      rows.flatMap { row in columns.map { reader.number(row, $0) } }, names: names)
  }

  private func textClasses(of rows: [TableRow]) throws(DataError) -> DatasetTargets {
    let texts = try reader.texts(columns[0])
    let labels = rows.map { texts[$0.table][$0.row] ?? "" }
    return try ClassLabels.classes(
      labels, sortedBy: naturallyPrecedes, named: \.self, path: reader.tables[0].path,
      target: reader.tables[0].names[columns[0]])
  }
}

/// Turns labels into classes.
enum ClassLabels {
  /// Whether numbers look like the labels of classes: whole, and few.
  ///
  /// At most 20 different ones, and on average five rows for each beyond the third.
  static func areLikely(_ values: [Double]) -> Bool {
    guard values.allSatisfy({ Int(exactly: $0) != nil }) else { return false }
    return Set(values).count <= min(20, max(3, values.count / 5))
  }

  /// Whole numbers as classes, in ascending order.
  static func classes(
    _ values: [Double], path: String, target: String
  ) throws(DataError) -> DatasetTargets {
    try classes(values, sortedBy: <, named: plain, path: path, target: target)
  }

  static func classes<Label: Hashable>(
    _ labels: [Label], sortedBy precedes: (Label, Label) -> Bool, named name: (Label) -> String,
    path: String, target: String
  ) throws(DataError) -> DatasetTargets {
    let distinct = Set(labels).sorted(by: precedes)
    guard distinct.count > 1 else {
      let only = distinct.first.map { "\"\(shortened(name($0)))\"" } ?? "none"
      throw DataError(
        path, "the target \"\(shortened(target))\" has only one class, \(only)",
        expected: "at least two", option: "target")
    }
    guard distinct.count <= 10_000 else {
      throw DataError(
        path, "the target \"\(shortened(target))\" has \(distinct.count) classes",
        expected: "at most 10000", option: "target")
    }
    var codes: [Label: Int32] = [:]
    for (code, label) in distinct.enumerated() { codes[label] = Int32(code) }
    return .classes(labels.map { codes[$0] ?? 0 }, names: distinct.map(name))
  }
}
