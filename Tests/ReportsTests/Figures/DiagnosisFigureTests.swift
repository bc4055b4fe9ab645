import Charts
import Diagnostics
import Drawing
import Reports
import TestSupport
import Testing

@Suite struct DiagnosisFigureTests {
  private func figure(_ name: String) throws -> (figure: DiagnosisFigure, findings: Findings) {
    let fixture = try #require(StudyFixture.cases.first { $0.name == name })
    let findings = fixture.findings
    return (DiagnosisFigure(study: fixture.study, findings: findings), findings)
  }

  private func faults(_ figure: DiagnosisFigure, _ size: Size) -> [String] {
    let picture = Picture(
      size: size, background: .white, title: "", caption: "",
      primitives: figure.primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer()))
    return PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
  }

  @Test(
    arguments: [
      ("wine", "6 symptoms fire in unscaled, none in standardised"),
      ("twelve-experiments", "6 symptoms fire in control, at most 2 in the 12 experiments"),
    ])
  func titlesTellTheDifference(name: String, title: String) throws {
    let figure = try figure(name).figure
    #expect(figure.title == title)
  }

  /// A pair's matrix leaves no number to a table, on a slide as on A4.
  @Test(arguments: [Size(752, 500), Size(503, 420)])
  func aPairsMatrixPrintsEveryNumber(size: Size) throws {
    let (figure, findings) = try figure("wine")
    let texts = figure.primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer()).texts
    for finding in findings.symptoms {
      for number in [finding.value, finding.threshold] {
        guard let text = number.map({ Figures.number($0) }) else { continue }
        #expect(texts.contains { $0.hasSuffix(text) }, "\(finding.code) \(text)")
      }
      guard let margin = finding.margin else { continue }
      let text = Figures.number(margin, digits: 2)
      #expect(texts.contains(text), "\(finding.code) \(text)")
    }
    #expect(texts.contains("8 of 8") || texts.contains("8/8"))
  }

  /// Each state has a mark of its own, in every cell, however narrow.
  @Test(arguments: ["wine", "twelve-experiments", "nan-arm"])
  func whatCouldNotLookIsNeverMarkedAsClear(name: String) throws {
    let (figure, findings) = try figure(name)
    for width in [752.0, 503, 330] {
      let shapes = figure.primitives(
        in: Rect(Size(width, 480)), theme: .light, measurer: FixedMeasurer())
      // The key shows each mark once where there are no words.
      let isKeyed = shapes.texts.contains("could not look: nothing is known")
      func count(_ state: SymptomFinding.State) -> Int {
        findings.symptoms.count { $0.state == state } + (isKeyed ? 1 : 0)
      }
      let diamonds = shapes.count {
        if case .marker(.diamond, _, _, _, _) = $0 { true } else { false }
      }
      let ticks = shapes.count {
        if case .polyline(let line, _) = $0 { line.count == 3 } else { false }
      }
      #expect(diamonds == count(.fired))
      #expect(ticks == count(.clear))
      #expect(shapes.texts.count { $0 == "?" } == count(.notApplicable))
    }
  }

  @Test func thirtyExperimentsFit() throws {
    var fixture = StudyFixture(
      name: "thirty",
      arms: (0...30).map {
        StudyFixture.Arm("a remedy of number \($0)", $0 == 0 ? .stuck(1.085) : .falling(to: 0.2))
      })
    fixture.seeds = 6
    let figure = DiagnosisFigure(study: fixture.study, findings: fixture.findings)
    for size in [Size(752, 500), Size(503, 600), Size(800, 400)] {
      #expect(faults(figure, size).isEmpty, "\(size): \(faults(figure, size).prefix(3))")
    }
  }

  @Test func withoutSymptomsThereIsNoMatrix() {
    #expect(DiagnosisFigure(study: StudyFixture.wine.study, findings: Findings()).isEmpty)
  }
}

extension [Primitive] {
  /// The strings of all texts, in the order of drawing.
  var texts: [String] {
    flatMap { primitive -> [String] in
      switch primitive {
      case .text(let block, _, _, _): [block.string]
      case .clip(_, let children): children.texts
      default: []
      }
    }
  }
}
