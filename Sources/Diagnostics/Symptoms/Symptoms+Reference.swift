internal import Records

extension Symptoms {
  /// The table of docs/evidence.md: every rule's code, summary and definition.
  public static func markdownReference() -> String {
    func cell(_ text: String) -> String {
      text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
    let rows = all.map {
      "| `\($0.code.rawValue)` | \(cell($0.summary)) | \(cell($0.definition)) |"
    }
    return (["| code | what is wrong | when it holds in a run |", "|---|---|---|"] + rows)
      .map { $0 + "\n" }.joined()
  }
}
