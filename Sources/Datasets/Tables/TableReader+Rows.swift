/// One row of one of the tables.
struct TableRow {
  var table: Int
  var row: Int
}

/// How one column becomes features.
enum ColumnEncoder {
  case number(Int, name: String)
  /// One feature a category, 1 in the rows of that category; missing in all where the cell is.
  case categories(names: [String], codes: [[Int?]])

  var names: [String] {
    switch self {
    case .number(_, let name): [name]
    case .categories(let names, _): names
    }
  }
}

extension TableReader {
  /// The first missing cell, where it is an error.
  ///
  /// A missing target is one unless its row is dropped: nothing can fill it.
  func refuseMissing(_ columns: (features: [Int], target: [Int])) throws(DataError) {
    guard options.missing != .dropRow else { return }
    let used = options.missing == .error ? columns.features + columns.target : columns.target
    for index in tables.indices {
      let cells = used.compactMap { column in
        content(index, column).firstMissing.map { (row: $0, column: column) }
      }
      let first = cells.min { a, b in
        (a.row, position(index, a.column)) < (b.row, position(index, b.column))
      }
      guard let first else { continue }
      let isTarget = columns.target.contains(first.column)
      throw failure(
        index, first.row, first.column,
        "a missing cell in the column \"\(shortened(tables[0].names[first.column]))\"",
        expected: isTarget
          ? "a target in each row, or \"missing\": \"drop-row\""
          : "a value, or \"missing\": \"drop-row\", \"mean\", \"median\" or \"zero\"",
        option: "missing")
    }
  }

  /// All rows, or those without a missing cell in the columns used.
  func keptRows(_ used: [Int], all: Bool) throws(DataError) -> [TableRow] {
    var rows: [TableRow] = []
    for (index, table) in tables.enumerated() {
      var complete = [Bool](repeating: true, count: table.rowCount)
      if !all {
        for column in used where content(index, column).missing > 0 {
          // A text is no missing cell though it is no number either.
          let hasTexts = content(index, column).texts > 0
          for row in complete.indices where complete[row] {
            let place = position(index, column)
            guard table.numbers[row * table.names.count + place].isNaN else { continue }
            complete[row] = hasTexts ? !table.isMissing(try table.cell(row, place)) : false
          }
        }
      }
      for row in complete.indices where complete[row] {
        rows.append(TableRow(table: index, row: row))
      }
    }
    guard !rows.isEmpty else {
      throw DataError(
        tables[0].path, "each row has a missing cell, and all are dropped",
        expected: "complete rows, fewer columns, or another policy for missing cells",
        option: "missing")
    }
    return rows
  }

  func encodedFeatures(_ encoders: [ColumnEncoder], _ rows: [TableRow]) -> Features {
    let names = encoders.flatMap(\.names)
    var values = [Double](repeating: 0, count: rows.count * names.count)
    var places: [(place: Int, column: Int)] = []
    var start = 0
    for encoder in encoders {
      switch encoder {
      case .number(let column, _): places.append((start, column))
      case .categories(let categories, let codes):
        for (index, row) in rows.enumerated() {
          let place = index * names.count + start
          if let code = codes[row.table][row.row] {
            values[place + code] = 1
          } else {
            for code in categories.indices { values[place + code] = .nan }
          }
        }
      }
      start += encoder.names.count
    }
    copyNumbers(places, rows, to: &values, width: names.count)
    return Features(names: names, values: values, rowCount: rows.count)
  }

  /// Copies columns of numbers to their places in each row: row by row, as memory lies.
  private func copyNumbers(
    _ places: [(place: Int, column: Int)], _ rows: [TableRow], to values: inout [Double], width: Int
  ) {
    var next = 0
    for (index, table) in tables.enumerated() {
      let tableWidth = table.names.count
      let offsets = places.map { (place: $0.place, offset: position(index, $0.column)) }
      while next < rows.count, rows[next].table == index {
        let start = rows[next].row * tableWidth
        for (place, offset) in offsets {
          values[next * width + place] = table.numbers[start + offset]
        }
        next += 1
      }
    }
  }

  /// Which rows the tables set aside.
  func marks(_ split: Int?, _ rows: [TableRow]) throws(DataError) -> [Bool]? {
    if tables.count > 1 { return rows.map { $0.table == 1 } }
    guard let split, case .column(let name, let value) = options.validation else { return nil }
    let texts = try texts(split)[0]
    guard texts.contains(value) else {
      let known = Set(texts.compactMap(\.self)).sorted(by: naturallyPrecedes)
      throw DataError(
        tables[0].path, unknown: "row whose \"\(shortened(name))\" is", value, among: known,
        option: "validation")
    }
    return rows.map { texts[$0.row] == value }
  }
}
