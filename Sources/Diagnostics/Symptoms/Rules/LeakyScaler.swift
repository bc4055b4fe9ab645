internal import JSONTrees
public import Records

/// A preprocessor knows rows that it must not know.
public struct LeakyScaler: Symptom {
  public let code = SymptomCode.leakyScaler
  public let summary = "a preprocessor is not fitted on the training rows alone"
  public let definition =
    "static: a preprocessor's fit-on is all-rows (validation rows leak into training) or each-split "
    + "(validation rows are scaled otherwise than the network was trained)"
  public let quantity = "preprocessors fitted on other rows"

  public func examine(_ run: RunRecord, in context: SymptomContext) -> SymptomReading {
    let preprocessors = context.settings.preprocessors
    guard !preprocessors.isEmpty else { return .notApplicable("nothing is preprocessed") }
    guard run.data.validationRows > 0 else { return .notApplicable("no validation rows") }
    let faults = preprocessors.compactMap { name, settings -> String? in
      switch settings["fit-on"]?.string {
      case "all-rows": "\(name) is fitted on all rows, the validation rows among them"
      case "each-split": "\(name) is fitted on each split's own rows"
      default: nil
      }
    }
    return .measured(
      !faults.isEmpty, value: Double(faults.count), threshold: 0,
      faults.first ?? "every preprocessor is fitted on the training rows")
  }
}
