public import Datasets
internal import JSONTrees

/// A first spec for a table: what it predicts, guessed, and standardised features against raw ones.
public struct InitialSpec: Sendable {
  /// The table's path as the spec shall say it.
  public let path: String
  public let target: String
  public let dataset: Dataset
  /// Columns of text with too many different values to learn from.
  public let dropped: [String]

  /// Reads a table and guesses what is to be predicted.
  ///
  /// Without a target, the column with a name that says so ("target", "label", "class", "y") is
  /// taken, else the last one. Missing features are filled with medians; columns of text with too
  /// many values are dropped.
  public init(table path: String, target: String? = nil) throws(DataError) {
    self.path = path
    let named: String
    if let target {
      named = target
    } else {
      named = InitialSpec.guess(among: try tableColumns(path))
    }
    self.target = named
    var options = DataOptions(target: [named])
    while true {
      do throws(DataError) {
        dataset = try Dataset.read(.table(path), options)
        break
      } catch {
        guard try InitialSpec.amend(&options, after: error, path) else { throw error }
      }
    }
    dropped = options.drop
  }

  /// Changes how a table is read so that what stopped the reading no longer does; false where
  /// nothing helps.
  private static func amend(
    _ options: inout DataOptions, after error: DataError, _ path: String
  ) throws(DataError) -> Bool {
    switch error.option {
    case "missing" where options.missing == .error:
      options.missing = .median
      return true
    case "categorical":
      // A column of names or numbers of tickets: nothing to learn from.
      let columns = try tableColumns(path)
      let column = columns.first {
        error.what.contains("\"\($0)\"") && !options.drop.contains($0)
          && !options.target.contains($0)
      }
      guard let column else { return false }
      options.drop.append(column)
      return true
    default: return false
    }
  }

  /// The column that is most likely the target.
  package static func guess(among columns: [String]) -> String {
    let usual = ["target", "label", "class", "y", "labels", "outcome", "species", "quality"]
    for name in usual {
      if let column = columns.first(where: { $0.lowercased() == name }) { return column }
    }
    return columns.last ?? "target"
  }

  /// The spec's text.
  public var text: String {
    let isTable = path.hasSuffix(".tsv") || path.hasSuffix(".tsv.gz")
    let isClassification = dataset.task == .classification
    var data: [JSON.Member] = [
      .init(isTable ? "tsv" : "csv", .string(path)), .init("target", .string(target)),
    ]
    if !dropped.isEmpty { data.append(.init("drop", .array(dropped.map { .string($0) }))) }
    if dataset.missing == .median { data.append(.init("missing", "median")) }
    if dataset.rowCount >= 20 {
      data.append(.init("validation", 0.2))
      if isClassification, (dataset.classCounts.min() ?? 0) >= 5 {
        data.append(.init("stratify", true))
      }
    }
    let last = isClassification ? "classes" : "targets"
    let training: [(String, String)] = [
      (
        "model",
        """
        [{"dense": \(width)}, "relu", {"dense": \(width / 2)}, "relu", {"dense": "\(last)"}]
        """
      ), ("loss", isClassification ? "\"cross-entropy\"" : "\"mse\""),
      ("optimizer", "{\"adam\": {\"lr\": 0.001}}"), ("batch", "\(batch)"), ("epochs", "\(epochs)"),
    ]
    let lines = training.map { "    \"\($0)\": \($1)" }.joined(separator: ",\n")
    return """
      {
        "title": \(quoted("Does the loss on \(file) fall when the features are standardised?")),
        "description": \(quoted(summary)),
        "data": \(inline(data)),
        "training": {
      \(lines)
        },
        "control": {
          "name": "raw",
          "description": "The features as they are in the file."
        },
        "experiment": {
          "name": "standardised",
          "description": "Each feature with mean 0 and standard deviation 1, fitted on the training rows. One change at a time: that is what the report can explain.",
          "preprocess": ["standardize"]
        },
        "seeds": 8
      }

      """
  }

  private var file: String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private var summary: String {
    let rows = Prose.count(dataset.rowCount, "row")
    let features = Prose.count(dataset.features.columnCount, "feature")
    let kind =
      dataset.task == .classification
      ? Prose.count(dataset.classNames.count, "class") : "a number to predict"
    let held =
      dataset.rowCount >= 20
      ? "A fifth of the rows is held out, anew for each seed."
      : "The rows are too few to hold any out, so the training loss decides."
    return "\(rows), \(features), \(kind) in \"\(target)\". \(held)"
  }

  /// Units of the first layer: four times the features, as a power of two.
  private var width: Int {
    var width = 16
    while width < 128, width < 4 * dataset.features.columnCount { width *= 2 }
    return width
  }

  private var batch: Int {
    let rows = dataset.rowCount
    return rows < 20 ? max(1, rows / 2) : rows < 1000 ? 16 : rows < 10_000 ? 32 : 128
  }

  /// Passes that make about 2000 steps, within bounds.
  private var epochs: Int {
    min(100, max(10, 2000 * batch / max(1, dataset.rowCount)))
  }

  private func quoted(_ text: String) -> String { JSON.string(text).text() }

  private func inline(_ members: [JSON.Member]) -> String {
    let parts = members.map { "\(quoted($0.key)): \($0.value.text())" }
    return "{\(parts.joined(separator: ", "))}"
  }
}
