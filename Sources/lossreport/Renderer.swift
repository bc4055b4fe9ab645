internal import CairoBackend
internal import Diagnostics
internal import Drawing
internal import Records
internal import Reports
internal import Storage
internal import Synchronization

/// Makes a report's files and lets them appear together.
struct Renderer {
  private let template: ReportTemplate
  private let formats: Set<ReportFormat>
  private let writesTimings: Bool
  private let missingGlyphs: MissingGlyphPolicy
  private let measurer: PangoMeasurer

  /// Finds the template and the fonts, before anything is trained for nothing.
  init(_ options: RenderingOptions) throws {
    template = options.applied(to: try Self.template(options.template))
    formats = Set(
      options.format.split(separator: ",").compactMap { ReportFormat(rawValue: String($0)) })
    writesTimings = options.timings
    missingGlyphs = options.missingGlyphs
    measurer = try PangoMeasurer()
  }

  /// Fails where texts that will be drawn have characters that no installed font has.
  ///
  /// Asked before training; what shows only in the drawing fails in ``write(_:_:into:timings:)``.
  func checkGlyphs(of texts: [String]) throws {
    guard missingGlyphs == .error else { return }
    try fail(for: CairoBackend.missingGlyphs(in: texts + template.texts))
  }

  /// Writes all files; returns the names of those that people look at.
  func write(
    _ study: StudyRecord, _ findings: Findings, into directory: String, timings: [Timing] = []
  ) async throws -> [String] {
    let environment = RenderingEnvironment(
      cairo: CairoInfo.version, fonts: try CairoInfo.fonts(),
      command: "lossreport compare \(study.specFile)")
    let maker = ReportMaker(
      study: study, findings: findings, template: template, formats: formats,
      environment: environment, timings: writesTimings ? timings : [], date: Self.date)
    let encoder = CairoEncoder()
    let files = try await maker.files(measurer: measurer, encoder: encoder)
    if missingGlyphs == .error { try fail(for: encoder.missing) }
    try Files.write(files.map { ($0.name, $0.bytes) }, into: directory)
    if let substitute = try CairoInfo.substituteFont() {
      Stream.error.note("note: Inter is not installed, so text is set in \(substitute)")
    }
    warn(of: encoder.missing)
    let drawn = ["png", "pdf", "svg"]
    return files.map(\.name).filter { name in drawn.contains { name.hasSuffix("." + $0) } }
  }

  /// One message for each script, before anything is written.
  private func fail(for missing: [MissingGlyphs]) throws {
    let scripts = MissingScript.all(in: missing)
    guard !scripts.isEmpty else { return }
    throw CommandFailure(
      .missingInput,
      scripts.map { "\($0); or draw \"?\" instead: --missing-glyphs question-marks" })
  }

  private func warn(of missing: [MissingGlyphs]) {
    for script in MissingScript.all(in: missing) {
      Stream.error.note("warning: drawn as \"?\": \(script)")
    }
  }

  /// A built-in template by its name, or the one in a file.
  private static func template(_ name: String) throws -> ReportTemplate {
    let isFile = name.contains("/") || name.hasSuffix(".json")
    return isFile ? try template(in: name) : try ReportTemplate.named(name)
  }

  static func template(in file: String) throws -> ReportTemplate {
    try ReportTemplate.parse(
      try Files.read(file, limit: 16 << 20), file: file, name: String(file.dropLast(5)))
  }

  /// The date that files carry: never now, so that equal input gives equal bytes.
  private static var date: Int {
    environmentVariable("SOURCE_DATE_EPOCH").flatMap(Int.init) ?? 0
  }
}

/// Cairo's canvases behind the interface that reports know.
private final class CairoEncoder: PictureEncoder {
  private let collected = Mutex<[MissingGlyphs]>([])

  /// What no installed font could draw, each text once.
  var missing: [MissingGlyphs] {
    // Names come before the lines of the spec that hold them.
    collected.withLock { Set($0) }.sorted { ($0.text.count, $0.text) < ($1.text.count, $1.text) }
  }

  func png(_ picture: Picture, text: [(key: String, value: String)]) throws -> [UInt8] {
    try encodePNG(picture, text: text, missing: collect)
  }

  func svg(_ picture: Picture) throws -> [UInt8] {
    try encodeSVG(picture, missing: collect)
  }

  func pdf(_ document: Document) throws -> [UInt8] {
    try encodePDF(document, missing: collect)
  }

  private func collect(_ glyphs: MissingGlyphs) {
    collected.withLock { $0.append(glyphs) }
  }
}
