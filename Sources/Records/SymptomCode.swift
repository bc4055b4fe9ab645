/// The stable codes of the symptoms; Diagnostics has a rule for each.
public enum SymptomCode: String, CaseIterable, Sendable {
  case diverged
  case nonFiniteOrigin = "non-finite-origin"
  case oscillating
  case plateau
  case slow
  case overfitting
  case underfitting
  case vanishingGradient = "vanishing-gradient"
  case explodingGradient = "exploding-gradient"
  case deadUnits = "dead-units"
  case badInitialLoss = "bad-initial-loss"
  case ignoresInput = "ignores-input"
  case learningRateTooHigh = "lr-too-high"
  case learningRateTooLow = "lr-too-low"
  case notNormalised = "not-normalised"
  case leakyScaler = "leaky-scaler"
  case lossMismatch = "loss-mismatch"
  case noUpdate = "no-update"
}
