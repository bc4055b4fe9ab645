internal import Glibc
internal import Statistics

extension Comparison {
  /// The metric's change in words: "validation loss 7.9× lower".
  package var effectInWords: String {
    let name = Figures.metric(metric)
    if let ratio { return "\(name) \(Figures.change(ratio: ratio))" }
    guard let meanDifference else { return "\(name) not comparable" }
    let direction = meanDifference < 0 ? "lower" : "higher"
    return "\(name) \(Figures.number(abs(meanDifference))) \(direction)"
  }

  /// "5 of 8 seeds diverged in unscaled, 0 of 8 in standardised (exact McNemar p = 0.06)"; nil where
  /// none did.
  package var divergenceInWords: String? {
    guard let divergencePValue else { return nil }
    let n = pairCount
    return "\(Int(controlDiverged.successes)) of \(n) seeds diverged in \(control), "
      + "\(Int(experimentDiverged.successes)) of \(n) in \(experiment) "
      + "(exact McNemar \(Figures.pValue(divergencePValue)))"
  }

  private var pInWords: String {
    guard let pValue else { return "no test" }
    guard let adjustedPValue, adjustedPValue != pValue else { return Figures.pValue(pValue) }
    return "\(Figures.pValue(adjustedPValue)) by Holm"
  }

  private var ratioInWords: String? {
    if let ratio, let ratioInterval {
      return "ratio \(Figures.number(ratio)), 95 % interval \(Figures.number(ratioInterval.lower)) "
        + "to \(Figures.number(ratioInterval.upper))"
    }
    guard let meanDifference, let differenceInterval else { return nil }
    return "difference \(Figures.number(meanDifference)), 95 % interval "
      + "\(Figures.number(differenceInterval.lower)) to \(Figures.number(differenceInterval.upper))"
  }

  /// A size of d in words: a factor on the log scale.
  private func size(_ difference: Double) -> String {
    scale == .logRatio
      ? Figures.times(exp(abs(difference))) : Figures.number(abs(difference), digits: 2)
  }

  /// The verdict in words with its numbers.
  func worded(minimumEffect: Double) -> String {
    switch verdict {
    case .improved, .worsened: decidedSentence
    case .noMaterialDifference:
      "no material difference: \(Figures.metric(metric)) is shown to differ by less than "
        + "\(marginInWords(minimumEffect)) at n = \(pairCount)"
        + (ratioInWords.map { " (\($0))" } ?? "")
    case .inconclusive: inconclusiveSentence
    case .descriptive: descriptiveSentence
    }
  }

  private func marginInWords(_ minimumEffect: Double) -> String {
    scale == .logRatio ? Figures.percent(minimumEffect) : Figures.number(margin, digits: 2)
  }

  private var decidedSentence: String {
    let seeds = verdict == .improved ? seedsImproved : seedsWorsened
    let details = [
      differences.contains(where: \.isInfinite) ? divergenceInWords : nil,
      ratioInWords.map { finitePairs < pairCount ? "\($0) over \(finitePairs) finite pairs" : $0 },
    ].compactMap(\.self)
    let isInfinite = hodgesLehmann?.isInfinite ?? false
    let effect =
      isInfinite || meanDifference == nil
      ? "\(Figures.metric(metric)) stays finite only in "
        + (verdict == .improved ? experiment : control)
      : effectInWords
    return "\(verdict.rawValue): \(effect), \(seeds) of \(pairCount) seeds, \(pInWords)"
      + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")
  }

  private var inconclusiveSentence: String {
    var parts = ["inconclusive: not shown at n = \(pairCount)"]
    if let divergenceInWords { parts.append(divergenceInWords) }
    if let detectableDifference, detectableDifference > 0 {
      parts.append(
        "differences above \(size(detectableDifference)) would have been detected with 80 % power"
          + (finitePairs < pairCount ? " (\(finitePairs) finite pairs)" : ""))
    }
    if let seedsNeeded, seedsNeeded > pairCount, let meanDifference {
      let observed = abs(meanDifference) > margin
      let effect = size(observed ? meanDifference : margin)
      parts.append(
        "\(seedsNeeded) seeds are needed to show "
          + (observed ? "the observed \(effect)" : "the minimum effect of \(effect)"))
    }
    return parts.joined(separator: "; ")
  }

  private var descriptiveSentence: String {
    guard pairCount > 0 else { return "descriptive: no seed has this metric in both arms" }
    let smallest = Figures.number(SignFlipTest.smallestPValue(pairs: pairCount), digits: 2)
    let effect = meanDifference == nil ? (divergenceInWords ?? "") : effectInWords
    return "descriptive: \(effect), \(seedsImproved) of \(pairCount) seeds improved; n = "
      + "\(pairCount) cannot show a difference (the smallest p is \(smallest); 6 seeds are needed)"
  }
}
