/// All that a report says about a study beside the recorded numbers themselves.
///
/// A function of the record alone; see ``judge(_:)``.
public struct Findings: Equatable, Sendable {
  /// What was found, as a title: "Standardising the features makes validation loss 7.9× lower".
  public var headline: String
  /// Up to three sentences that say why, each backed by a measured number.
  public var reasons: [Reason]
  /// What the reader must know to read the verdict rightly: synthetic data, unpaired arms, few seeds.
  public var caveats: [String]
  /// One for each experiment arm, in the record's order, on the study's declared metric.
  public var comparisons: [Comparison]
  /// Levels that say what "high" means, in the order in which they apply.
  public var referenceLevels: [ReferenceLevel]
  /// Arms whose loss stays at one of the reference levels.
  public var plateaus: [PlateauMatch]
  /// One for each rule and arm, by rule and then by arm.
  public var symptoms: [SymptomFinding]
  /// One for each arm whose loss has the same curvature everywhere.
  public var stability: [StabilityLimit]
  /// From when the curves differ; one for each experiment arm where it could be told.
  public var separations: [Separation]
  /// One for each entry of the spec's `expect` list, in its order.
  public var expectations: [ExpectationResult]

  public init(
    headline: String = "", reasons: [Reason] = [], caveats: [String] = [],
    comparisons: [Comparison] = [], referenceLevels: [ReferenceLevel] = [],
    plateaus: [PlateauMatch] = [], symptoms: [SymptomFinding] = [],
    stability: [StabilityLimit] = [], separations: [Separation] = [],
    expectations: [ExpectationResult] = []
  ) {
    self.headline = headline
    self.reasons = reasons
    self.caveats = caveats
    self.comparisons = comparisons
    self.referenceLevels = referenceLevels
    self.plateaus = plateaus
    self.symptoms = symptoms
    self.stability = stability
    self.separations = separations
    self.expectations = expectations
  }

  /// Whether every expectation was met; true where there were none.
  public var allExpectationsMet: Bool { expectations.allSatisfy(\.met) }

  /// The comparison of one experiment arm.
  public func comparison(of experiment: String) -> Comparison? {
    comparisons.first { $0.experiment == experiment }
  }

  /// What one rule found in one arm.
  public func symptom(_ code: String, arm: String) -> SymptomFinding? {
    symptoms.first { $0.code == code && $0.arm == arm }
  }
}

/// A sentence that says why, with the rule that backs it.
public struct Reason: Equatable, Sendable {
  public var sentence: String
  /// The symptom code or level that the sentence rests on.
  public var rule: String

  public init(sentence: String, rule: String) {
    self.sentence = sentence
    self.rule = rule
  }
}
