internal import Charts
public import Diagnostics
public import Drawing
public import Records

/// Turns pictures into bytes; Reports knows no drawing library, the program hands one in.
public protocol PictureEncoder: Sendable {
  func png(_ picture: Picture, text: [(key: String, value: String)]) throws -> [UInt8]
  func svg(_ picture: Picture) throws -> [UInt8]
  func pdf(_ document: Document) throws -> [UInt8]
}

/// The forms in which a report's drawings can be written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case png
  case pdf
  case svg
}

/// A file of a report: its name in the report's folder and its bytes.
public struct ReportFile: Equatable, Sendable {
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Makes all files of a report from a study and what was found in it.
///
/// The same input makes the same bytes: nothing is read from the clock, the disk or the environment.
public struct ReportMaker: Sendable {
  public var study: StudyRecord
  public var findings: Findings
  public var template: ReportTemplate
  public var formats: Set<ReportFormat>
  public var environment: RenderingEnvironment
  /// Written to results.json and the PDF where there are any; they differ from run to run.
  public var timings: [Timing]
  /// Seconds since 1970 for the PDF's dates: SOURCE_DATE_EPOCH or the spec's time, never now.
  public var date: Int

  public init(
    study: StudyRecord, findings: Findings, template: ReportTemplate,
    formats: Set<ReportFormat> = [.png, .pdf], environment: RenderingEnvironment,
    timings: [Timing] = [], date: Int = 0
  ) {
    self.study = study
    self.findings = findings
    self.template = template
    self.formats = formats
    self.environment = environment
    self.timings = timings
    self.date = date
  }

  /// The pages as the template lays them out; nil where none has something to say.
  public func document(measurer: any TextMeasurer) -> Document? {
    let panels = PanelMaker(
      study: study, findings: findings, environment: environment, timings: timings,
      easel: Easel(theme: template.theme, measurer: measurer))
    return ReportDocument(template: template, panels: panels, date: date).document()
  }

  /// The pictures that the template names and the record has something for.
  public func pictures(measurer: any TextMeasurer) -> [(name: String, picture: Picture)] {
    wantedPictures.map { ($0.name, $0.picture(theme: template.theme, measurer: measurer)) }
  }

  private var wantedPictures: [ReportPicture] {
    template.pictures.compactMap { ReportPicture($0, study: study, findings: findings) }
  }

  /// All files: pictures in the template's order, report.pdf, then results, series and summary.
  ///
  /// Pictures are laid out and encoded side by side, on as many threads as the machine has cores.
  ///
  /// - Parameters:
  ///   - measurer: Measures text as the encoder draws it; asked from several threads at once.
  ///   - encoder: Makes bytes of pictures.
  /// - Returns: The files in an order that depends on the input alone.
  /// - Throws: What the encoder throws.
  public func files(
    measurer: some TextMeasurer & Sendable, encoder: some PictureEncoder
  ) async throws -> [ReportFile] {
    let jobs = self.jobs(measurer: measurer, encoder: encoder)
    return try await withThrowingTaskGroup(of: (Int, ReportFile?).self) { group in
      for (index, job) in jobs.enumerated() {
        group.addTask { @concurrent in (index, try job()) }
      }
      var files = [ReportFile?](repeating: nil, count: jobs.count)
      for try await (index, file) in group { files[index] = file }
      return files.compactMap(\.self)
    }
  }

  /// The work as pieces that don't depend on each other, the longest first in each kind.
  private func jobs(
    measurer: some TextMeasurer & Sendable, encoder: some PictureEncoder
  ) -> [@Sendable () throws -> ReportFile?] {
    var jobs: [@Sendable () throws -> ReportFile?] = []
    let theme = template.theme
    let text = [
      (key: "Software", value: "lossreport \(study.environment.lossreport)"),
      (key: "Spec", value: study.specDigest),
    ]
    if formats.contains(.pdf) {
      jobs.append {
        guard let document = document(measurer: measurer) else { return nil }
        return ReportFile(name: "report.pdf", bytes: try encoder.pdf(document))
      }
    }
    let pictures = wantedPictures
    for wanted in pictures {
      if formats.contains(.png) {
        jobs.append {
          let picture = wanted.picture(theme: theme, measurer: measurer)
          return ReportFile(
            name: "\(wanted.name).png", bytes: try encoder.png(picture, text: text))
        }
      }
      if formats.contains(.svg) {
        jobs.append {
          let picture = wanted.picture(theme: theme, measurer: measurer)
          return ReportFile(name: "\(wanted.name).svg", bytes: try encoder.svg(picture))
        }
      }
    }
    jobs.append {
      ReportFile(
        name: "results.json",
        bytes: ResultsFile.bytes(
          study: study, findings: findings, environment: environment, timings: timings))
    }
    jobs.append { ReportFile(name: "series.csv", bytes: SeriesFile.bytes(study)) }
    let references = references(to: pictures)
    jobs.append {
      ReportFile(
        name: "summary.md",
        bytes: try SummaryFile.bytes(
          study: study, findings: findings, environment: environment, pictures: references))
    }
    return jobs
  }

  /// The pictures as summary.md links them: PNG where there is one.
  private func references(to pictures: [ReportPicture]) -> [SummaryFile.Picture] {
    guard let format = [ReportFormat.png, .svg].first(where: formats.contains) else { return [] }
    return pictures.map {
      .init(name: $0.name, path: "\($0.name).\(format.rawValue)", caption: $0.caption)
    }
  }
}
