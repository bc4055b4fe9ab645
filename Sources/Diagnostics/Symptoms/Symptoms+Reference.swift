internal import Records

extension Symptoms {
  /// The table of docs/evidence.md: every rule's code, summary and definition.
  public static func markdownReference() -> String {
    let rows = all.map { "| `\($0.code.rawValue)` | \($0.summary) | \($0.definition) |" }
    return (["| code | what is wrong | when it holds in a run |", "|---|---|---|"] + rows)
      .map { $0 + "\n" }.joined()
  }
}
