import Datasets
import JSONTrees
import Storage
import TestSupport

/// The folder of files that Tests/References/datasets.py writes.
let fixtures =
  String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex)) + "/Fixtures"

/// A fixture in JSON.
func fixture(_ name: String) throws -> JSON {
  try JSON.parse(try Files.read("\(fixtures)/\(name)"))
}

extension JSON {
  var numbers: [Double] { elements.compactMap(\.number) }
}

/// Reads a table that is given as text.
func read(_ text: String, name: String = "table.csv", _ options: DataOptions) throws -> Dataset {
  try read(Array(text.utf8), name: name, options)
}

/// Reads a file that is given as bytes.
func read(_ bytes: [UInt8], name: String = "table.csv", _ options: DataOptions) throws -> Dataset {
  try withTemporaryDirectory { folder in
    try Files.write(bytes, to: "\(folder)/\(name)", durably: false)
    return try Dataset.read(.table("\(folder)/\(name)"), options)
  }
}

extension Dataset {
  /// The classes; empty in a regression.
  var classes: [Int32] {
    if case .classes(let classes, _) = targets { classes } else { [] }
  }

  /// The target's numbers; empty in a classification.
  var values: [Double] {
    if case .values(let values, _) = targets { values } else { [] }
  }
}
