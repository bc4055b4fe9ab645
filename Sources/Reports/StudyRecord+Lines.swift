internal import Charts
internal import Diagnostics
internal import Records

extension StudyRecord {
  /// What all arms share, as parts of a line: data, network, loss, optimiser, seeds.
  var settingsParts: [String] {
    func shared(_ key: (ArmRecord) -> String) -> String? {
      let values = Set(arms.map(key))
      return values.count == 1 ? values.first : nil
    }
    var parts = ["\(dataset.name), \(dataset.extent)"]
    parts += [shared(\.network), shared(\.loss)].compactMap(\.self)
    let training = [
      shared(\.optimizer),
      shared { $0.batch.map { "batch \($0)" } ?? "full batch" },
      shared { $0.epochs == 1 ? "1 epoch" : "\($0.epochs) epochs" },
    ]
    parts.append(training.compactMap(\.self).joined(separator: ", "))
    let count = arms.first?.runs.count ?? 0
    parts.append(count == 1 ? "one seed" : "\(count) paired seeds")
    return parts.filter { !$0.isEmpty }
  }

  /// What the report was made from, as parts of a line: program, spec, seeds, kernel.
  var originParts: [String] {
    let seeds = arms.first?.runs.map(\.seed) ?? []
    var parts = [
      "lossreport \(environment.lossreport)", name, "spec \(specDigest.prefix(8))",
    ]
    if let first = seeds.first, let last = seeds.last {
      parts.append(first == last ? "seed \(first)" : "seeds \(first)–\(last)")
    }
    parts.append("\(environment.blas) \(environment.blasCore)")
    return parts.filter { !$0.isEmpty }
  }
}

extension Comparison {
  /// The estimate with its interval: "×0.126 [0.100, 0.160]", "+0.41 [0.32, 0.50]".
  var effectText: String {
    let isRatio = scale == .logRatio
    func text(_ value: Double) -> String { NumberText.significant(value) }
    guard let center = isRatio ? ratio : meanDifference else { return "none: no finite pair" }
    let sign = isRatio ? "×" : center > 0 ? "+" : ""
    guard let interval = shownInterval else { return sign + text(center) }
    return "\(sign)\(text(center)) [\(text(interval.lower)), \(text(interval.upper))]"
  }

  /// "p = 0.008", with what corrects it; nil where there is no test.
  var pText: String? {
    guard let p = adjustedPValue ?? pValue else { return nil }
    if p < 0.001 { return "< 0.001" }
    return NumberText.significant(p, digits: p < 0.1 ? 1 : 2)
  }
}
