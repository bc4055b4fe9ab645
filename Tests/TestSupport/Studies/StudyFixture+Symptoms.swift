internal import Diagnostics
internal import Records

extension StudyFixture {
  /// What the rules might have found, by rule and then by arm, with the numbers of the wine study.
  ///
  /// Stuck arms show what dead first layers bring, diverging ones what goes before the end; where an
  /// arm has no finite loss most rules could not look.
  var symptoms: [SymptomFinding] {
    Symptoms.all.flatMap { rule in
      arms.indices.map { symptom(rule.code, quantity: rule.quantity, arm: $0) }
    }
  }

  private func symptom(_ code: SymptomCode, quantity: String, arm: Int) -> SymptomFinding {
    let reading = reading(code, arm: arm)
    var finding = SymptomFinding(
      code: code.rawValue, arm: arms[arm].name, state: .notApplicable, quantity: quantity,
      sentence: "")
    guard let (isFired, value, threshold) = reading.numbers else {
      finding.sentence = reading.words
      return finding
    }
    finding.state = isFired ? .fired : .clear
    (finding.value, finding.threshold) = (value, threshold)
    if let value, let threshold, value > 0, threshold > 0 {
      let firesBelow = code == .learningRateTooLow || code == .ignoresInput
      finding.margin = firesBelow ? threshold / value : value / threshold
    }
    finding.seedsExamined = seeds
    finding.seedsFired = isFired ? max(1, seeds - arm % 2) : 0
    finding.sentence = "\(reading.words) (\(finding.seedsFired) of \(seeds) seeds)"
    return finding
  }

  private typealias Reading = (
    words: String, numbers: (isFired: Bool, value: Double?, threshold: Double?)?
  )

  private func reading(_ code: SymptomCode, arm: Int) -> Reading {
    switch arms[arm].curve {
    case .diverging, .nan:
      switch code {
      case .diverged: ("not finite from step 9, epoch 1", (true, .infinity, 1.5))
      case .nonFiniteOrigin: ("overflow at step 9 (epoch 1): log in the loss", (true, 9, nil))
      case .explodingGradient: ("the gradient norm grows 4100-fold", (true, 4100, 10))
      case .notNormalised: scale(isScaled: arms[arm].scales)
      default: ("the run diverged", nil)
      }
    case .stuck, .constant: stuck(code, isScaled: arms[arm].scales)
    case .falling, .negative: falling(code, arm: arm)
    }
  }

  private func scale(isScaled: Bool) -> Reading {
    isScaled
      ? ("every feature is standardised", (false, 0.1, 1))
      : ("standard deviations span 3.4 decades", (true, 474, 1))
  }

  private func stuck(_ code: SymptomCode, isScaled: Bool) -> Reading {
    switch code {
    case .plateau: ("training loss changes by 0.01 % over the last quarter", (true, 1.00, 0.1))
    case .underfitting: ("both losses stay at the prior's level", (true, 0.99986, 0.5))
    case .deadUnits: ("every unit of dense1 is dead", (true, 1, 0.5))
    case .badInitialLoss: ("the first loss is 14 times ln 3", (true, 14.2, 2))
    case .ignoresInput: ("the loss lies within 0.02 % of the prior's", (true, 0.00024, 0.01))
    case .notNormalised: scale(isScaled: isScaled)
    case .vanishingGradient: ("no layer gradients other than 0 were recorded", nil)
    case .leakyScaler: ("nothing is preprocessed", nil)
    default: falling(code, arm: 0)
    }
  }

  private func falling(_ code: SymptomCode, arm: Int) -> Reading {
    // Further arms differ a little, so that a matrix of many has something to show.
    let more = 1 + 0.4 * Double(arm)
    return switch code {
    case .diverged: ("training loss falls throughout", (false, 0.0714 * more, 1.5))
    case .nonFiniteOrigin: ("every value was finite", (false, nil, nil))
    case .oscillating: ("no two checks in a row change sign", (false, 71.5 / more, 1))
    case .plateau: ("training loss still falls, E = 0.11", (false, 0.106, 0.1))
    case .slow:
      (
        "the fitted curve still has some of its drop before it",
        (0.04 * more > 0.2, 0.04 * more, 0.2)
      )
    case .overfitting: ("validation loss ends at its lowest", (0.9 * more > 5, 0.9 * more, 5))
    case .underfitting: ("training loss is well below the prior's", (false, 0.04 * more, 0.5))
    case .vanishingGradient: ("the gradient falls by 0.66 decades", (false, 0.66, 3))
    case .explodingGradient: ("the gradient norm stays even", (false, 1.43 * more, 10))
    case .deadUnits: ("no unit is dead", (false, 0, 0.5))
    case .badInitialLoss: ("the first loss is ln 3", (false, 1.014, 2))
    case .ignoresInput: ("the loss is far below the prior's", (false, 0.902, 0.02))
    case .learningRateTooHigh: ("updates are small beside the weights", (false, 0.0025 * more, 0.1))
    case .learningRateTooLow: ("updates are not too small", (false, 0.0025 / more, 0.0001))
    case .notNormalised: scale(isScaled: arms[arm].scales || arm > 0)
    case .leakyScaler: ("every preprocessor is fitted on the training rows", (false, 0, 0))
    case .lossMismatch: ("cross-entropy fits the last layer, dense", (false, nil, nil))
    case .noUpdate: ("every layer with a gradient moves", (false, 0, 0))
    }
  }
}
