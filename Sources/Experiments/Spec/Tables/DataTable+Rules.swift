internal import JSONTrees

/// Conditions between the keys of `data`.
extension DataTable {
  static let targetNeeded = SpecRule { data in
    guard data["synthetic"] == nil, data["npz"] == nil, data["text"] == nil, data["target"] == nil
    else { return nil }
    let isFile = data["npy"] != nil || data["idx"] != nil
    return .init(
      nil, "the key \"target\" is missing",
      expected: isFile ? "the path of a second file" : "a column's name")
  }

  static let keysFit = SpecRule { data in
    guard let source = sources.first(where: { data[$0] != nil }) else { return nil }
    let isText = source == "csv" || source == "tsv"
    func unfit(_ key: String) -> SpecRule.Finding {
      .init(
        key, "\"\(key)\" has no use with \"\(source)\"",
        expected: "\"csv\" or \"tsv\" beside it")
    }
    if source == "synthetic" || source == "text" {
      let owner = source == "text" ? "a text" : "a generator"
      for key in ["features", "target", "task"] where data[key] != nil {
        return .init(key, "\(owner) has its own \(key)", suggestion: "leave it out")
      }
    }
    let isArray = ["npy", "npz", "idx"].contains(source)
    if data["validation"]?["features"] != nil, !isArray {
      return .init(
        "validation", "only arrays have a second array", expected: "a fraction, a column or a csv")
    }
    guard !isText else { return nil }
    let standard: [String: JSON] = [
      "drop": [], "categorical": [], "header": true, "missing": "error",
      "missing-values": standardMissing,
    ]
    for key in textOnly where data[key] != nil && data[key] != standard[key] { return unfit(key) }
    if data["validation"]?["column"] != nil || data["validation"]?["csv"] != nil {
      return .init(
        "validation", "only tables of text have columns to split by or a second file",
        expected: isArray ? "a fraction or two arrays" : "a fraction")
    }
    return nil
  }

  static let oneCharacter = SpecRule { data in
    guard let text = data["delimiter"]?.string, text.utf8.count != 1 || text == "\"" else {
      return nil
    }
    return .init(
      "delimiter", "\(JSON.string(text).text()) is no delimiter",
      expected: "one character such as \";\"")
  }

  static let gapped = SpecRule { validation in
    guard validation["gap"] != nil, validation["fraction"] == nil else { return nil }
    return .init("gap", "only a fraction has a gap before it", expected: "\"fraction\" beside it")
  }

  /// Windows are cut from tables, keep their order, and need every step.
  static let windowsFit = SpecRule { data in
    let isTable = data["csv"] != nil || data["tsv"] != nil
    let isText = data["text"] != nil
    guard data["window"] != nil else {
      for key in ["horizon", "stride"] where data[key] != nil {
        return .init(key, "\"\(key)\" is for windows", expected: "\"window\" beside it")
      }
      guard data["validation"]?["gap"] == nil else {
        return .init(
          "validation", "a gap is for windows over a series", expected: "\"window\" beside it")
      }
      return nil
    }
    guard isTable || isText else {
      return .init(
        "window", "windows are cut from tables and texts",
        expected: "\"csv\", \"tsv\" or \"text\" beside it")
    }
    for key in ["shape", "channels-last"] where data[key] != nil && data[key] != false {
      return .init(
        key, "windows have a shape of their own, [window\(isText ? "" : ", features")]",
        suggestion: "leave it out")
    }
    if data["stratify"] == true {
      return .init(
        "stratify", "the last windows are held out, whatever their class", expected: "false")
    }
    if data["missing"] == "drop-row" {
      return .init(
        "missing", "leaving rows out would join steps that don't follow each other",
        expected: "\"mean\", \"median\" or \"zero\"")
    }
    return nil
  }

  /// A text needs a window, and other sources have no tokens.
  static let textFits = SpecRule { data in
    guard data["text"] != nil else {
      for key in ["vocabulary", "minimum-count", "predict"] where data[key] != nil {
        return .init(key, "\"\(key)\" is for texts", expected: "\"text\" beside it")
      }
      return nil
    }
    guard data["window"] != nil else {
      return .init(nil, "the key \"window\" is missing", expected: "the tokens of a row")
    }
    if data["horizon"] != nil {
      return .init("horizon", "of a text the next token is foretold", suggestion: "leave it out")
    }
    return nil
  }
}
