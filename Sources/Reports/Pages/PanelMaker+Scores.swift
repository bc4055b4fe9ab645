internal import Charts
internal import Drawing
internal import Records

extension PanelMaker {
  /// Tables of what the predictions are worth beside the declared metric.
  func scores(width: Double) -> [PageBlock] {
    ScoreTable.all(of: study).flatMap { blocks($0, width: width) }
  }

  private func blocks(_ table: ScoreTable, width: Double) -> [PageBlock] {
    let columns =
      [PageTable.Column(title: "arm", weight: 2.3)]
      + table.columns.map { PageTable.Column(title: $0, weight: 1, alignment: .trailing) }
    let rows = table.rows.map { row -> [[TextRun]] in
      let style = theme.arm(study.armIndex(row.arm.name))
      return [[theme.strong(row.arm.name, color: style.text)]]
        + row.cells.map { [theme.small($0, color: theme.ink)] }
    }
    return self.table(table.title, columns, rows, width: width)
  }

  /// A table under its heading, with room for what follows.
  func table(
    _ title: String, _ columns: [PageTable.Column], _ rows: [[[TextRun]]], width: Double
  ) -> [PageBlock] {
    var blocks = PageTable(columns: columns, rows: rows).blocks(width: width, easel)
    blocks[blocks.count - 1].gap = 9
    return [.heading(title, width: width, easel)] + blocks
  }
}
