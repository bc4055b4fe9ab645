public import Charts
public import Diagnostics
public import Drawing
public import Records

/// How sharply the loss is curved over training, against the rate's limit, and how noisy its gradient is.
///
/// Curvature near the limit is what training tends to by itself; the figure tells it and faults it
/// nowhere.
///
/// Reference: Cohen et al., "Gradient Descent on Neural Networks Typically Occurs at the Edge of
/// Stability", ICLR 2021; McCandlish et al., "An Empirical Model of Large-Batch Training", 2018.
public struct CurvatureFigure: Figure {
  let study: StudyRecord
  private let sharpness: SharpnessPanel
  private let noise: NoiseScalePanel

  public static let name = "curvature"
  public static let size = Size(800, 400)
  public static let summary =
    "the loss's largest curvature over training against 2/lr, the noise scale against the batch"

  public init(study: StudyRecord, findings: Findings) {
    self.study = study
    let arms = findings.pairIndices(in: study)
    sharpness = SharpnessPanel(study, arms: arms)
    noise = NoiseScalePanel(study, arms: arms)
  }

  public var isEmpty: Bool { sharpness.isEmpty && noise.isEmpty }

  public var title: String {
    if !sharpness.isEmpty { return sharpness.finding }
    return noise.isEmpty ? "No curvature was recorded" : noise.finding
  }

  public var caption: String {
    let parts = [sharpness.isEmpty ? nil : sharpness.numbers, noise.isEmpty ? nil : noise.numbers]
    let n = study.seedCount
    return "\(title). " + parts.compactMap(\.self).joined(separator: "; ").capitalizedFirst
      + ", median of \(n) \(n == 1 ? "seed" : "seeds")."
  }

  private var subtitle: String {
    let n = study.seedCount
    let seeds =
      n == 1 ? "one seed" : "thin lines are \(n) seeds, bold is their median"
    let usual =
      sharpness.isAtLimit
      ? "; to hover at the edge of stability is usual for full-size steps, and no fault by itself"
      : ""
    let two = !sharpness.isEmpty && !noise.isEmpty
    return (two ? "" : (sharpness.isEmpty ? noise.subject : sharpness.subject) + "; ") + seeds
      + usual
  }

  public func naturalHeight(
    width: Double, theme: Theme, measurer: any TextMeasurer
  ) -> Double? { isEmpty ? nil : width * (sharpness.isEmpty || noise.isEmpty ? 0.5 : 0.62) }

  public func primitives(
    in rect: Rect, theme: Theme, measurer: any TextMeasurer
  ) -> [Primitive] {
    let easel = Easel(theme: theme, measurer: measurer)
    let header = easel.header(title, subtitle.capitalizedFirst, in: rect)
    guard !sharpness.isEmpty, !noise.isEmpty else {
      let plot =
        sharpness.isEmpty ? noise.isEmpty ? nil : noise.plot(easel) : sharpness.plot(easel)
      return header.shapes
        + (plot?.primitives(in: header.rest, theme: theme, measurer: measurer) ?? [])
    }
    let isTall = header.rest.height > header.rest.width * 0.8
    let parts =
      isTall
      ? header.rest.rows([0.58, 0.42], gap: 16) : header.rest.columns([0.56, 0.44], gap: 24)
    let headings = [
      PanelHeading("Largest curvature", sharpness.subject),
      PanelHeading(noise.finding, noise.subject),
    ]
    return header.shapes
      + zip(zip(headings, [sharpness.plot(easel), noise.plot(easel)]), parts).flatMap {
        pair, part in
        let top = pair.0.primitives(in: part, theme: theme, measurer: measurer)
        return top.shapes + pair.1.primitives(in: top.rest, theme: theme, measurer: measurer)
      }
  }
}
