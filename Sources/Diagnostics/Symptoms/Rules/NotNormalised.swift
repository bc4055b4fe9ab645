internal import Glibc
public import Records

/// The features that the network sees are on very different or very large scales.
public struct NotNormalised: Symptom {
  public let code = SymptomCode.notNormalised
  public let summary = "features are on different or extreme scales"
  public let definition =
    "of the features as the network sees them: the ratio of the largest to the smallest standard deviation "
    + "> 100, or |mean| > 3 standard deviations, or RMS outside 0.1–10, or cond(X'X/n with bias) > 1e6 "
    + "without their being standardised. Features within [−1, 1] and z-scores pass"
  public let quantity = "the worst of four measures / its threshold"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    let features = run.features.prepared
    guard !features.isEmpty else { return .notApplicable("no feature scales were recorded") }
    let varying = features.filter { $0.standardDeviation > 0 && $0.standardDeviation.isFinite }
    guard !varying.isEmpty else { return .measured(true, "no feature varies") }
    let slack = 1e-6
    if features.allSatisfy({ $0.minimum >= -1 - slack && $0.maximum <= 1 + slack }) {
      return .measured(false, value: 0, threshold: 1, "every feature lies within [−1, 1]")
    }
    let deviations = varying.map(\.standardDeviation)
    let largest = deviations.max() ?? 1
    let spread = largest / (deviations.min() ?? 1)
    let offset = varying.map { abs($0.mean) / $0.standardDeviation }.max() ?? 0
    let square =
      features.reduce(0) {
        $0 + $1.mean * $1.mean + $1.standardDeviation * $1.standardDeviation
      } / Double(features.count)
    let rms = square.squareRoot()
    let condition = run.features.preparedCondition
    let isStandardised = varying.allSatisfy {
      abs($0.mean) < 0.1 * $0.standardDeviation && (0.5...2).contains($0.standardDeviation)
    }
    let measures: [(excess: Double, evidence: String)] = [
      (
        spread / 100, "standard deviations span \(Figures.number(log10(spread), digits: 2)) decades"
      ),
      (offset / 3, "a mean lies \(Figures.number(offset, digits: 2)) standard deviations from 0"),
      (max(rms / 10, 0.1 / rms), "the features' RMS is \(Figures.number(rms))"),
      (
        isStandardised || condition.isNaN ? 0 : condition / 1e6,
        "the condition number of X'X/n is \(Figures.number(condition, digits: 2))"
      ),
    ]
    let worst = measures.max { $0.excess < $1.excess } ?? measures[0]
    let fired = measures.filter { $0.excess > 1 && $0.excess.isFinite || $0.excess == .infinity }
    let evidence = (fired.isEmpty ? [worst] : fired).map(\.evidence).joined(separator: ", ")
    return .measured(!fired.isEmpty, value: worst.excess, threshold: 1, evidence)
  }
}
