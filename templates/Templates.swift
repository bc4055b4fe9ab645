/// The template files as they were when the program was built.
public enum Templates {
  /// The templates of reports by name, as JSON.
  public static let reports: [(name: String, bytes: [UInt8])] = [
    ("full", PackageResources.full_json), ("ticket", PackageResources.ticket_json),
    ("ci", PackageResources.ci_json), ("paper", PackageResources.paper_json),
    ("slides", PackageResources.slides_json),
  ]

  /// The template of summary.md, as Mustache.
  public static let summary = PackageResources.summary_mustache
}
