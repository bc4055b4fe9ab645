import Datasets
import Storage
import Testing

/// A faulty data file, how it is read, and the message that must come of it.
struct FaultyTable: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  var options: DataOptions
  var message: String

  init(
    _ name: String, _ text: String, _ options: DataOptions = DataOptions(target: ["y"]),
    _ message: String
  ) {
    self.init(name, Array(text.utf8), options, message)
  }

  init(
    _ name: String, _ bytes: [UInt8], _ options: DataOptions = DataOptions(target: ["y"]),
    _ message: String
  ) {
    self.name = name
    self.bytes = bytes
    self.options = options
    self.message = message
  }

  var testDescription: String { name }

  private static func options(
    _ target: [String] = ["y"], _ change: (inout DataOptions) -> Void
  ) -> DataOptions {
    var options = DataOptions(target: target)
    change(&options)
    return options
  }

  /// Messages start with the file's place, as "t.csv" stands for its path.
  static let all: [FaultyTable] = [
    .init("empty file", "", "t.csv: the file is empty; expected a header line and rows"),
    .init("only line ends", "\r\n\n", "t.csv: the file is empty; expected a header line and rows"),
    .init(
      "only a header", "a,y\n",
      "t.csv: there are no rows; expected rows with 2 cells after the header"),
    .init(
      "short row", "a,b,y\n1,2,3\n4,5\n7,8,9\n",
      "t.csv:3:1: a row of 2 cells; expected 3, as the header has"),
    .init(
      "long row", "a,y\n1,2\n3,4,5\n",
      "t.csv:3:5: more cells than the header has; expected 2 cells in each row"),
    .init("NUL byte", "a,y\n1,\u{0}2\n", "t.csv:2:3: a NUL byte; expected text in UTF-8"),
    .init(
      "text in a number column", "ä,b,y\n1,2,0.5\n3,ö x,1.5\n5,6,2.5\n",
      "t.csv:3:3: \"ö x\" in the column \"b\"; expected a number, as in most other rows, or one of the missing names"
    ),
    .init(
      "text in a number target", "a,y\n1,0.5\n2,oops\n3,1.5\n",
      "t.csv:3:3: \"oops\" in the column \"y\"; expected a number, as in most other rows, or one of the missing names"
    ),
    .init(
      "text target of a regression", "a,y\n1,p\n2,q\n", options { $0.task = .regression },
      "t.csv:2:3: \"p\" in the column \"y\"; expected a number, as in most other rows, or one of the missing names"
    ),
    .init(
      "control characters in a cell", "a,y\n\u{7},0.5\n2,1.5\n",
      "t.csv:2:1: \"\u{fffd}\" in the column \"a\"; expected a number, as in most other rows, or one of the missing names"
    ),
    .init(
      "one text class", "a,y\n1,x\n2,x\n",
      "t.csv: the target \"y\" has only one class, \"x\"; expected at least two"),
    .init(
      "one whole-number class", "a,y\n1,7\n2,7\n",
      "t.csv: the target \"y\" has only one class, \"7\"; expected at least two"),
    .init(
      "labels that are no yes or no", "a,p,q\n1,0,1\n2,1,0.5\n",
      options(["p", "q"]) { $0.task = .multiLabel },
      "t.csv: 0.5 in the label \"q\"; expected 1 where a row has the label, and 0 where not"),
    .init(
      "labels in words", "a,p,q\n1,yes,1\n2,no,0\n",
      options(["p", "q"]) { $0.task = .multiLabel },
      "t.csv:2:3: \"yes\" in the column \"p\"; expected a number, as in most other rows, or one of the missing names"
    ),
    .init(
      "fractions as classes", "a,y\n1,0\n2,1.5\n", options { $0.task = .classification },
      "t.csv:3:3: 1.5 in the target column \"y\"; expected a whole number or a text for each class"
    ),
    .init(
      "no target", "a,b\n1,2\n", options([]) { _ in },
      "t.csv: no column is named as the target; expected one of \"a\", \"b\""),
    .init(
      "missing target near a name", "ash,cultivar\n1,2\n", options(["cultivr"]) { _ in },
      "t.csv: there is no column \"cultivr\"; did you mean \"cultivar\"?"),
    .init(
      "missing target near nothing", "a,b\n1,2\n", options(["target"]) { _ in },
      "t.csv: there is no column \"target\"; expected one of \"a\", \"b\""),
    .init(
      "unknown feature", "alpha,y\n1,2\n", options { $0.features = ["alhpa"] },
      "t.csv: there is no column \"alhpa\"; did you mean \"alpha\"?"),
    .init(
      "unknown dropped column", "alpha,y\n1,2\n", options { $0.drop = ["alpha1"] },
      "t.csv: there is no column \"alpha1\"; did you mean \"alpha\"?"),
    .init(
      "target among the features", "a,y\n1,2\n", options { $0.features = ["y"] },
      "t.csv: the feature \"y\" is named twice or is the target too; expected other columns than the target, each once"
    ),
    .init(
      "nothing to learn from", "a,y\n1,2\n", options { $0.drop = ["a"] },
      "t.csv: no column is left to learn from; expected at least one beside the target and the dropped"
    ),
    .init(
      "two columns of one name", "a,b,a,y\n1,2,3,4\n",
      "t.csv:1:5: a second column \"a\"; expected a different name for each column"),
    .init(
      "numbers for a header", "1,2\n3,4\n",
      "t.csv:1:1: the first line holds only numbers; expected the names of the columns, or \"header\": false"
    ),
    .init(
      "open quote", "a,y\n1,2\n3,\"4\n5,6\n",
      "t.csv:3:3: a quote that is never closed; expected a closing quote"),
    .init(
      "text after a quote", "a,y\n\"1\"2,3\n",
      "t.csv:2:4: text after a closing quote; expected the end of the cell; a quote inside a quoted cell is written twice"
    ),
    .init(
      "UTF-16", [0xff, 0xfe, 0x61, 0x00],
      "t.csv: the file is in UTF-16; expected a file in UTF-8"),
    .init(
      "UTF-16 without its mark", [0x61, 0x00, 0x2c, 0x00],
      "t.csv:1:2: a NUL byte; expected text in UTF-8"),
    .init(
      "Latin-1 in a class", Array("a,y\n1,p\n2,".utf8) + [0xe9, 0x0a],
      "t.csv:3:3: bytes that are no UTF-8; expected a file in UTF-8"),
    .init(
      "Latin-1 in a name", [0xe9] + Array(",y\n1,2\n".utf8),
      "t.csv:1:1: bytes that are no UTF-8; expected a file in UTF-8"),
    .init(
      "infinite number", "a,y\n1,0.5\n-inf,1.5\n",
      "t.csv:3:1: an infinite number in the column \"a\"; expected a finite number"),
    .init(
      "number beyond a Double", "a,y\n1,0.5\n2,1e999\n",
      "t.csv:3:3: an infinite number in the column \"y\"; expected a finite number"),
    .init(
      "missing cell", "a,b,y\n1,2,3\n4,,6\n",
      "t.csv:3:3: a missing cell in the column \"b\"; expected a value, or \"missing\": \"drop-row\", \"mean\", \"median\" or \"zero\""
    ),
    .init(
      "missing target cell", "a,y\n1,2\n3,NA\n", options { $0.missing = .mean },
      "t.csv:3:3: a missing cell in the column \"y\"; expected a target in each row, or \"missing\": \"drop-row\""
    ),
    .init(
      "every row incomplete", "a,b,y\n1,,3\n,2,6\n", options { $0.missing = .dropRow },
      "t.csv: each row has a missing cell, and all are dropped; expected complete rows, fewer columns, or another policy for missing cells"
    ),
    .init(
      "too many categories",
      "a,y\n" + (0..<51).map { "n\($0),0.5\n" }.joined(),
      "t.csv: the column \"a\" holds 51 different texts; expected at most 50, or the column under \"drop\" or \"categorical\""
    ),
    .init(
      "cut gzip",
      Deflate.deflate(Array("a,y\n1,2\n3,4\n".utf8), .gzip, level: 6).dropLast(12),
      "t.csv: the file cannot be unpacked: the compressed data ends early"),
    .init(
      "no gzip behind its mark", [0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      "t.csv: the file cannot be unpacked: unknown compression method"),
    .init(
      "gzip bomb", Deflate.deflate([UInt8](repeating: 0x31, count: 1 << 20), .gzip, level: 9),
      options { $0.byteLimit = 10_000 },
      "t.csv: the file unpacks to more than 10000 bytes; expected less data"),
    .init(
      "too large", "a,y\n1,2\n3,4\n", options { $0.byteLimit = 5 },
      "t.csv: cannot read the file: 12 bytes are more than the limit of 5"),
    .init(
      "delimiter that is none", "a,y\n1,2\n", options { $0.delimiter = "\"" },
      "t.csv: the delimiter \"\"\"; expected one ASCII character that is no quote"),
    .init(
      "value that no row has", "a,part,y\n1,train,2\n3,test,4\n",
      options { $0.validation = .column("part", equals: "tset") },
      "t.csv: there is no row whose \"part\" is \"tset\"; did you mean \"test\"?"),
  ]
}

extension FaultyTable {
  init(_ name: String, _ text: String, _ message: String) {
    self.init(name, text, DataOptions(target: ["y"]), message)
  }

  init(_ name: String, _ bytes: some Sequence<UInt8>, _ message: String) {
    self.init(name, Array(bytes), DataOptions(target: ["y"]), message)
  }
}
