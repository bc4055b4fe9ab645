internal import Datasets
internal import JSONTrees

/// The spec's data faults as the engine's.
enum FaultBinding {
  static func make(_ fault: Chosen) -> DataFault {
    let settings = fault.settings
    switch fault.name {
    case "label-noise": return .labelNoise(fault.number)
    case "outliers":
      let amount: DataFault.OutlierAmount =
        if let count = settings.integerIfAny("count") { .count(count) } else {
          .share(settings.number("share"))
        }
      return .outliers(amount, scale: settings.number("scale"))
    case "drop-rows": return .dropRows(fault.number)
    case "imbalance": return .imbalance(fault.number)
    case "duplicate-columns":
      return .duplicateColumns(settings.integer("count"), noise: settings.number("noise"))
    case "misaligned-labels": return .misalignedLabels(Int(fault.number))
    default: preconditionFailure("the table has a fault \"\(fault.name)\" and the binding not")
    }
  }
}

/// The spec's preprocessors as the datasets'.
enum PreprocessorBinding {
  static func make(_ chosen: Chosen) -> PreprocessingStep {
    let settings = chosen.settings
    let rows = settings.textIfAny("fit-on").flatMap(FitRows.init) ?? .training
    switch chosen.name {
    case "standardize": return PreprocessingStep(Standardize(), fitOn: rows)
    case "min-max": return PreprocessingStep(MinMax(), fitOn: rows)
    case "robust": return PreprocessingStep(Robust(), fitOn: rows)
    case "max-abs": return PreprocessingStep(MaxAbs(), fitOn: rows)
    case "divide": return PreprocessingStep(Divide(by: chosen.number))
    case "log1p": return PreprocessingStep(Log1p(), fitOn: rows)
    case "clip":
      let range = settings.numbers("range")
      if range.count == 2 {
        return PreprocessingStep(Clip(.values(range[0], range[1])), fitOn: rows)
      }
      let ends = settings.numbers("percentiles")
      return PreprocessingStep(Clip(.percentiles(ends[0], ends[1])), fitOn: rows)
    default:
      preconditionFailure("the table has a preprocessor \"\(chosen.name)\", the binding not")
    }
  }
}
