/// Makes a dataset of one table, or of one to train on and one to validate on.
struct TableReader {
  let options: DataOptions
  /// The table, and where there is one the second table; both have the columns of the first.
  private(set) var tables: [Table]
  /// The index of each column of the first table in each table.
  private var positions: [[Int]] = []

  init(_ path: String, _ options: DataOptions) throws(DataError) {
    self.options = options
    tables = [try Table(reading: path, options)]
    switch options.validation {
    case .table(let second): tables.append(try Table(reading: second, options))
    case .arrays:
      throw DataError(
        path, "validation arrays do not fit a table",
        expected: "a validation file or a column that marks the rows", option: "validation")
    case .column, nil: break
    }
  }

  /// The role of each column by its index in the first table.
  private struct Roles {
    var features: [Int]
    var target: [Int]
    var split: Int?
  }

  mutating func dataset() throws(DataError) -> Dataset {
    let roles = try roles()
    try matchColumns(roles)
    let used = roles.features + roles.target
    var encoders: [ColumnEncoder] = []
    for column in roles.features { encoders.append(try encoder(of: column)) }
    let isComplete = used.allSatisfy { column in
      tables.indices.allSatisfy { content($0, column).missing == 0 }
    }
    if !isComplete { try refuseMissing((roles.features, roles.target)) }
    let kept = try keptRows(used, all: isComplete || options.missing != .dropRow)
    let target = try TargetReader(options: options, columns: roles.target, reader: self)
      .targets(of: kept)
    let features = encodedFeatures(encoders, kept)
    let rows = Dataset(
      name: tables[0].path, features: features, targets: target,
      validationMarks: try marks(roles.split, kept), missing: options.missing)
    guard let windows = options.windows else { return rows }
    guard kept.count == tables.reduce(0, { $0 + $1.rowCount }) else {
      throw DataError(
        tables[0].path, "leaving rows out would join steps that don't follow each other",
        expected: "\"mean\", \"median\" or \"zero\"", option: "missing")
    }
    return try rows.windowed(
      windows, files: tables.map(\.rowCount), byteLimit: options.byteLimit)
  }

  func content(_ table: Int, _ column: Int) -> Table.ColumnContent {
    tables[table].columns[position(table, column)]
  }

  func position(_ table: Int, _ column: Int) -> Int { positions[table][column] }

  func number(_ row: TableRow, _ column: Int) -> Double {
    let table = tables[row.table]
    return table.numbers[row.row * table.names.count + position(row.table, column)]
  }

  /// The texts of one column in all tables, nil where missing.
  func texts(_ column: Int) throws(DataError) -> [[String?]] {
    var texts: [[String?]] = []
    for index in tables.indices {
      texts.append(try tables[index].texts(ofColumn: position(index, column)))
    }
    return texts
  }

  func failure(
    _ table: Int, _ row: Int, _ column: Int, _ what: String, expected: String,
    option: String? = nil
  ) -> DataError {
    tables[table].failure(
      row, position(table, column), what, expected: expected, option: option)
  }

  /// The first text of a column that holds numbers else, or its first infinite number.
  func refuseOtherThanNumbers(_ column: Int, option: String) throws(DataError) {
    let name = shortened(tables[0].names[column])
    for index in tables.indices {
      if let row = content(index, column).firstText {
        let text = String(
          decoding: try tables[index].cell(row, position(index, column)), as: UTF8.self)
        throw failure(
          index, row, column, "\"\(shortened(text))\" in the column \"\(name)\"",
          expected: "a number, as in most other rows, or one of the missing names", option: option)
      }
      if let row = content(index, column).firstInfinite {
        throw failure(
          index, row, column, "an infinite number in the column \"\(name)\"",
          expected: "a finite number")
      }
    }
  }

  /// Whether a column's texts look like slips among numbers rather than like names.
  func isMostlyNumbers(_ column: Int) -> Bool {
    let texts = tables.indices.reduce(0) { $0 + content($1, column).texts }
    let missing = tables.indices.reduce(0) { $0 + content($1, column).missing }
    let known = tables.reduce(0) { $0 + $1.rowCount } - missing
    return texts * 2 <= known
  }

  private func roles() throws(DataError) -> Roles {
    let table = tables[0]
    func find(_ name: String, _ option: String) throws(DataError) -> Int {
      guard let index = table.index(of: name) else {
        throw DataError(table.path, unknown: "column", name, among: table.names, option: option)
      }
      return index
    }
    guard !options.target.isEmpty else {
      throw DataError(
        table.path, "no column is named as the target",
        expected: "one of \(table.names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", "))",
        option: "target")
    }
    var roles = Roles(features: [], target: [], split: nil)
    for name in options.target { roles.target.append(try find(name, "target")) }
    var dropped: Set<Int> = []
    for name in options.drop { dropped.insert(try find(name, "drop")) }
    for name in options.categorical { _ = try find(name, "categorical") }
    if case .column(let name, _) = options.validation { roles.split = try find(name, "validation") }
    if let names = options.features {
      for name in names {
        let index = try find(name, "features")
        let isTarget = options.windows == nil && roles.target.contains(index)
        guard !isTarget, !roles.features.contains(index) else {
          throw DataError(
            table.path, "the feature \"\(name)\" is named twice or is the target too",
            expected: "other columns than the target, each once", option: "features")
        }
        roles.features.append(index)
      }
    } else {
      // In windows the target's past is a feature as any other.
      roles.features = table.names.indices.filter {
        (options.windows != nil || !roles.target.contains($0)) && !dropped.contains($0)
          && roles.split != $0
      }
    }
    guard !roles.features.isEmpty else {
      throw DataError(
        table.path, "no column is left to learn from",
        expected: "at least one beside the target and the dropped", option: "features")
    }
    return roles
  }

  /// Finds the columns of the first table in the second, by name.
  private mutating func matchColumns(_ roles: Roles) throws(DataError) {
    positions = [Array(tables[0].names.indices)]
    guard tables.count > 1 else { return }
    let used = Set(roles.features + roles.target)
    var found = positions[0]
    for (index, name) in tables[0].names.enumerated() {
      if let other = tables[1].index(of: name) {
        found[index] = other
      } else if used.contains(index) {
        throw DataError(
          tables[1].path, unknown: "column", name, among: tables[1].names, option: "validation")
      }
    }
    positions.append(found)
  }

  private func encoder(of column: Int) throws(DataError) -> ColumnEncoder {
    let name = tables[0].names[column]
    let isNamed = options.categorical.contains(name)
    let hasText = tables.indices.contains { content($0, column).texts > 0 }
    guard isNamed || (hasText && !isMostlyNumbers(column)) else {
      try refuseOtherThanNumbers(column, option: "features")
      return .number(column, name: name)
    }
    let texts = try texts(column)
    let categories = Set(texts.joined().compactMap(\.self)).sorted(by: naturallyPrecedes)
    let most = isNamed ? 10_000 : options.maximumCategories
    guard categories.count <= most else {
      throw DataError(
        tables[0].path,
        "the column \"\(shortened(name))\" holds \(categories.count) different texts",
        expected: isNamed
          ? "at most \(most)" : "at most \(most), or the column under \"drop\" or \"categorical\"",
        option: "categorical")
    }
    var codes: [String: Int] = [:]
    for (code, category) in categories.enumerated() { codes[category] = code }
    return .categories(
      names: categories.map { "\(name)=\($0)" },
      codes: texts.map { $0.map { text in text.flatMap { codes[$0] } } })
  }
}
