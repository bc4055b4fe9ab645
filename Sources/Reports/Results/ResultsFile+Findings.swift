internal import Diagnostics
internal import JSONTrees

extension Interval {
  var results: JSON { [JSON(lower), JSON(upper)] }
}

extension Proportion {
  var results: JSON {
    ["successes": JSON(successes), "trials": JSON(trials), "interval": interval.results]
  }
}

extension Comparison {
  /// The interval that belongs to the figure shown: of the ratio, or of the difference.
  var shownInterval: Interval? { scale == .logRatio ? ratioInterval : differenceInterval }

  var results: JSON {
    [
      "control": .string(control),
      "experiment": .string(experiment),
      "metric": .string(metric),
      "metric_reason": JSON(metricReason),
      "n": JSON(pairCount),
      "scale": .string(scale.rawValue),
      "ratio": JSON(ratio),
      "difference": JSON(scale == .difference ? meanDifference : nil),
      "interval": shownInterval?.results ?? .null,
      "p_value": JSON(pValue),
      "p_value_holm": JSON(adjustedPValue),
      "test": test.results,
      "seeds_improved": JSON(seedsImproved),
      "seeds_worsened": JSON(seedsWorsened),
      "probability_of_improvement": probabilityOfImprovement.results,
      "correlation": JSON(correlation),
      "hedges": JSON(hedges),
      "hodges_lehmann": JSON(hodgesLehmann),
      "control_diverged": controlDiverged.results,
      "experiment_diverged": experimentDiverged.results,
      "p_value_diverged": JSON(divergencePValue),
      "finite_pairs": JSON(finitePairs),
      "seeds": JSON(seeds),
      "control_values": JSON(controlValues),
      "experiment_values": JSON(experimentValues),
      "differences": JSON(differences),
      "detectable_difference": JSON(detectableDifference),
      "seeds_needed": JSON(seedsNeeded),
      "margin": JSON(margin),
      "verdict": .string(verdict.rawValue),
      "sentence": .string(sentence),
    ]
  }
}

extension Comparison.Test {
  fileprivate var results: JSON {
    switch self {
    case .enumerated: ["method": "sign-flip, all patterns"]
    case .enumeratedRanks: ["method": "sign-flip of signed ranks, all patterns"]
    case .sampled(let draws, let ranks):
      [
        "method": .string(
          ranks ? "sign-flip of signed ranks, random patterns" : "sign-flip, random patterns"),
        "draws": JSON(draws),
      ]
    }
  }
}

extension ReferenceLevel {
  var results: JSON {
    [
      "kind": .string(kind.rawValue), "value": JSON(value), "label": .string(label),
      "meaning": .string(meaning), "arms": .array(arms.map { .string($0) }),
    ]
  }
}

extension PlateauMatch {
  var results: JSON {
    [
      "arm": .string(arm), "series": .string(series), "kind": .string(level.kind.rawValue),
      "level": JSON(level.value), "value": JSON(value), "tolerance": JSON(tolerance),
      "seeds_matched": JSON(seedsMatched), "seeds": JSON(seeds), "sentence": .string(sentence),
    ]
  }
}

extension StabilityLimit {
  var results: JSON {
    [
      "arm": .string(arm), "learning_rate": JSON(learningRate),
      "largest_curvature": JSON(largestCurvature), "limit": JSON(limit),
      "formula": .string(formula), "applies_to_optimizer": .bool(appliesToOptimizer),
      "exceeds": .bool(exceeds),
    ]
  }
}

extension Separation {
  var results: JSON {
    [
      "experiment": .string(experiment), "series": .string(series), "pairs": JSON(pairs),
      "onset_step": JSON(onsetStep), "onset_epoch": JSON(onsetEpoch), "step": JSON(steps),
      "epoch": JSON(epochs), "mean": JSON(means), "lower": JSON(lower), "upper": JSON(upper),
    ]
  }
}

extension SymptomFinding {
  var results: JSON {
    [
      "code": .string(code), "arm": .string(arm), "state": .string(state.rawValue),
      "value": JSON(value), "threshold": JSON(threshold), "margin": JSON(margin),
      "quantity": .string(quantity), "seeds_fired": JSON(seedsFired),
      "seeds_examined": JSON(seedsExamined), "reason": .string(sentence),
    ]
  }
}

extension ExpectationResult {
  var results: JSON {
    [
      "expect": expect, "met": .bool(met), "measured": measured ?? .null,
      "sentence": .string(sentence),
    ]
  }
}
