import LossReportKit

/// A report whose parts are drawn one at a time, with nothing remembered from one to the next.
struct Report {
  let maker: ReportMaker

  init(study: StudyRecord, findings: Findings) throws {
    maker = ReportMaker(
      study: study, findings: findings, template: try .named("full"),
      environment: RenderingEnvironment(cairo: CairoInfo.version, fonts: try CairoInfo.fonts()))
  }

  /// The figures that the study has something for, beside those of the budget.
  var otherFigures: [String] {
    FigureList.names.filter { name in
      !Rendering.drawn.contains(name)
        && FigureList.figure(name, study: maker.study, findings: maker.findings)?.isEmpty == false
    }
  }

  func png(_ name: String) throws -> Int { try png(name, PangoMeasurer()) }

  private func png(_ name: String, _ measurer: PangoMeasurer) throws -> Int {
    guard let figure = FigureList.figure(name, study: maker.study, findings: maker.findings) else {
      return 0
    }
    return try encodePNG(figure.picture(measurer: measurer)).count
  }

  func pdf() throws -> Int { try pdf(PangoMeasurer()) }

  private func pdf(_ measurer: PangoMeasurer) throws -> Int {
    try maker.document(measurer: measurer).map { try encodePDF($0).count } ?? 0
  }

  /// The four pictures and the PDF.
  func all() throws -> Int {
    let measurer = try PangoMeasurer()
    return try Rendering.drawn.reduce(pdf(measurer)) { try $0 + png($1, measurer) }
  }

  /// results.json, series.csv and summary.md.
  func tables() async throws -> Int {
    var maker = maker
    maker.formats = []
    return try await maker.files(measurer: PangoMeasurer(), encoder: NoEncoder())
      .reduce(0) { $0 + $1.bytes.count }
  }

  /// The four pictures and the PDF, up to the display lists.
  func layOut() throws {
    let measurer = try PangoMeasurer()
    for name in Rendering.drawn {
      let figure = FigureList.figure(name, study: maker.study, findings: maker.findings)
      _ = figure?.picture(measurer: measurer)
    }
    _ = maker.document(measurer: measurer)
  }
}

/// Stands in where nothing is drawn.
private struct NoEncoder: PictureEncoder {
  func png(_ picture: Picture, text: [(key: String, value: String)]) -> [UInt8] { [] }
  func svg(_ picture: Picture) -> [UInt8] { [] }
  func pdf(_ document: Document) -> [UInt8] { [] }
}

extension StudyRecord {
  /// The first seed of every arm, its losses drawn out over so many steps, with noise.
  func lengthened(to count: Int) -> StudyRecord {
    var study = self
    for arm in study.arms.indices {
      study.arms[arm].runs = Array(study.arms[arm].runs.prefix(1))
      for run in study.arms[arm].runs.indices {
        for name in [SeriesName.trainingLoss, SeriesName.validationLoss] {
          guard let short = study.arms[arm].runs[run].series[name], short.count > 1 else {
            continue
          }
          study.arms[arm].runs[run].series[name] = short.lengthened(to: count)
        }
      }
    }
    return study
  }
}

extension Series {
  /// The same course with a value after each of so many steps, 5 % of noise on each.
  fileprivate func lengthened(to count: Int) -> Series {
    var state: UInt64 = 1
    var (steps, epochs, values): ([Int], [Double], [Double]) = ([], [], [])
    for step in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 40) / Double(1 << 24) - 0.5
      let place = Double(step) / Double(count) * Double(self.count - 1)
      steps.append(step)
      epochs.append(Double(step))
      values.append(self.values[Int(place)] * (1 + 0.05 * noise))
    }
    return Series(steps: steps, epochs: epochs, values: values)
  }
}
