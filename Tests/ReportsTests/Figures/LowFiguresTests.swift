import Charts
import Drawing
import Reports
import TestSupport
import Testing

/// What figures leave out on a slide, so that what they keep can be read.
@Suite struct LowFiguresTests {
  static let slide = Size(560, 262)

  private func picture(
    _ type: any Figure.Type, of name: String, size: Size = slide,
    change: (inout StudyFixture) -> Void = { _ in }
  ) throws -> Picture {
    var fixture = try #require(StudyFixture.cases.first { $0.name == name })
    change(&fixture)
    let figure = type.init(study: fixture.study, findings: fixture.findings)
    return Picture(
      size: size, background: .white, title: "", caption: "",
      primitives: figure.primitives(in: Rect(size), theme: .light, measurer: FixedMeasurer()))
  }

  @Test func aLowGradientsFigureDrawsFewerLayersAndSaysSo() throws {
    let low = try picture(GradientsFigure.self, of: "wine").displayList
    #expect(low.contains("2 of 3 layers") && !low.contains("dense3"))
    let high = try picture(GradientsFigure.self, of: "wine", size: GradientsFigure.size)
    #expect(!high.displayList.contains("of 3 layers") && high.displayList.contains("dense3"))
  }

  @Test(arguments: ["forty-layers", "sigmoid-stack"])
  func namesOfManyLayersKeepApart(name: String) throws {
    for type in [ActivationsFigure.self, GradientsFigure.self] as [any Figure.Type] {
      let picture = try picture(type, of: name)
      let faults = PictureChecks(picture: picture, measurer: FixedMeasurer()).faults
      #expect(faults.isEmpty, "\(type.name): \(faults.prefix(4))")
    }
  }

  /// Two strips under one panel: under each other they would be headings without curves.
  @Test func stripsOfALowLossFigureStandBesideEachOther() throws {
    let low = try picture(LossFigure.self, of: "no-validation", size: Size(768, 280)) {
      $0.reductions = [20, 40]
    }
    let lines = low.displayList.split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix("Learning rate") || $0.contains("The learning rate") })
    let epochs = lines.filter { $0.hasSuffix("] epoch") || $0.hasSuffix("] epoch 60") }
    #expect(
      epochs.count == 3, "each chart has its epochs: \(lines.filter { $0.hasPrefix("text") })")
  }

  /// Three lines of a name would leave nothing of a slide; the legend has it in full.
  @Test func titlesShortenNamesThatWouldFillThem() throws {
    let fixture = try #require(StudyFixture.cases.first { $0.name == "long-names" })
    let types: [any Figure.Type] = [
      ActivationsFigure.self, ClassesFigure.self, DiagnosisFigure.self,
    ]
    for type in types + [CurvatureFigure.self, LearningRateRangeFigure.self] {
      let figure = type.init(study: fixture.study, findings: fixture.findings)
      #expect(figure.title.count < 130, "\(figure.title)")
    }
  }

  @Test func smallSharesOfIdleUnitsFillTheirCharts() throws {
    let small = try picture(ActivationsFigure.self, of: "constant", size: ActivationsFigure.size)
    #expect(small.displayList.contains("] 20 %") && !small.displayList.contains("] 100 %"))
    let large = try picture(ActivationsFigure.self, of: "wine", size: ActivationsFigure.size)
    #expect(large.displayList.contains("] 100 %"))
  }
}
