import Diagnostics
import Drawing
import Records
import Reports
import TestSupport
import Testing

/// What figures say and mark, beyond their titles.
@Suite struct FigureFindingsTests {
  private func fixture(_ name: String) throws -> (study: StudyRecord, findings: Findings) {
    let found = try #require(FigureTests.cases.first { $0.fixture.name == name })
    return (found.study, found.findings)
  }

  private func texts(_ figure: some Figure) -> [TextBlock] {
    figure.picture(measurer: FixedMeasurer()).primitives.compactMap { primitive in
      if case .text(let block, _, _, _) = primitive { block } else { nil }
    }
  }

  @Test func theLossTitleSaysWhoFallsAndWhoStays() throws {
    let (study, findings) = try fixture("wine")
    #expect(
      LossFigure(study: study, findings: findings).title.hasPrefix(
        "Validation loss stays at ln 3 (unscaled) but falls to "))
  }

  @Test func aConstantLearningRateIsAWordAndNoStrip() throws {
    let (study, findings) = try fixture("wine")
    let strings = texts(LossFigure(study: study, findings: findings)).map(\.string)
    #expect(strings.contains { $0.contains("Learning rate 0.01 throughout") })
    #expect(
      !strings.contains { $0.hasPrefix("Learning rate") || $0.hasPrefix("The learning rate") })
    #expect(strings.contains("Where each arm ends"))
  }

  /// The verdict is about the parameters that were put back, the curve ends with others.
  @Test func theEpochThatEarlyStoppingKeptIsMarked() throws {
    var (study, findings) = try fixture("wine")
    for run in study.arms[1].runs.indices {
      let series = try #require(study.arms[1].runs[run].series[SeriesName.validationLoss])
      study.arms[1].runs[run].finals[SeriesName.validationLoss] = series.values[40]
    }
    findings.plateaus = []
    let figure = LossFigure(study: study, findings: findings)
    let strings = texts(figure).map(\.string)
    #expect(strings.contains { $0.hasPrefix("best epoch kept: ") && $0.hasSuffix(" at epoch 40") })
    #expect(strings.contains { $0.hasSuffix(" kept") })
    #expect(figure.title.contains("of epoch 40 (standardised)"))
  }

  @Test func armsThatDifferFromTheStartAreSaidTo() throws {
    var (study, findings) = try fixture("wine")
    findings.separations[0].onset = 0
    let strings = texts(LossFigure(study: study, findings: findings)).map(\.string)
    #expect(strings.contains("The curves differ from the start"))
    study.arms[0].runs.removeAll()
    #expect(!strings.contains { $0.contains("epoch 0") })
  }

  /// One evaluation in twenty thousand is less than a pixel, and still seen.
  @Test func aSpikeInALongSeriesIsDrawn() throws {
    var (study, findings) = try fixture("one-seed")
    let count = 20_000
    for arm in study.arms.indices {
      for name in [SeriesName.trainingLoss, SeriesName.validationLoss] {
        var values = [Double](repeating: 1, count: count)
        values[12_345] = arm == 1 ? 3 : 1
        study.arms[arm].runs[0].series[name] = Series(
          steps: Array(0..<count), epochs: (0..<count).map(Double.init), values: values)
      }
    }
    findings.separations = []
    let picture = LossFigure(study: study, findings: findings).picture(measurer: FixedMeasurer())
    let heights = picture.primitives.compactMap { primitive -> Double? in
      guard case .polyline(let line, _) = primitive, line.count > 3 else { return nil }
      let y = line.map(\.y)
      return (y.max() ?? 0) - (y.min() ?? 0)
    }
    #expect((heights.max() ?? 0) > 100)
  }

  @Test func sentencesSetArmsInTheirColours() throws {
    var (study, findings) = try fixture("wine")
    findings.reasons = [
      Reason(sentence: "unscaled: nothing of standardised, unscaled2 or restandardised.", rule: "")
    ]
    study.arms[0].runs.removeLast(0)
    let block = try #require(
      texts(SummaryFigure(study: study, findings: findings)).first {
        $0.string.hasPrefix("unscaled: nothing")
      })
    let coloured = block.runs.filter { $0.style.weight == .semibold }.map(\.string)
    #expect(coloured == ["unscaled", "standardised"])
  }

  @Test func everyLayersRowSaysWhatHappenedToIt() throws {
    let (study, findings) = try fixture("wine")
    let strings = texts(GradientsFigure(study: study, findings: findings)).map(\.string)
    #expect(
      strings.contains {
        $0.hasPrefix("dense1") && $0.contains("unscaled 100 % exactly zero from epoch 2 on")
      })
    #expect(strings.contains { $0.hasPrefix("dense3") && $0.contains("standardised median ") })
  }

  @Test func manyLayersAreAllShownAndAFewInFull() throws {
    let (study, findings) = try fixture("forty-layers")
    let strings = texts(GradientsFigure(study: study, findings: findings)).map(\.string)
    #expect(strings.contains { $0.contains("3 of 40 layers in full; 37 by their medians alone") })
    #expect(strings.contains("last epoch, by layer"))
  }

  @Test func imagesShowHowTheirValuesAreSpread() throws {
    let (study, findings) = try fixture("images")
    let figure = FeaturesFigure(study: study, findings: findings)
    let strings = texts(figure).map(\.string)
    #expect(figure.title.hasPrefix("The 3 channels lie from "))
    #expect(strings.filter { $0.hasSuffix("% exactly 0") }.count == 6)
    #expect(strings.contains { $0.contains("standard deviation") })
  }

  /// Both bars of a feature have their number where rows are high enough for two.
  @Test func bothArmsSharesAreInFigures() throws {
    let (study, findings) = try fixture("one-feature")
    let figure = FeaturesFigure(study: study, findings: findings)
    #expect(texts(figure).filter { $0.string == "100 %" }.count == 2)
    let height = figure.picture(measurer: FixedMeasurer()).size.height
    #expect(height < 200, "a single feature needs no page")
  }
}
