internal import Charts
internal import Drawing
internal import Records

/// The scales of all features as two arms see them, the largest first.
struct FeatureRanges {
  /// One arm's view of the features.
  struct View {
    /// Whose features these are: an arm's, or the data's own, which have no arm's colour.
    enum Owner: Equatable {
      case arm(Int)
      case raw
      case everyArm
    }

    /// What the view is called: an arm's name, or "raw" and "prepared".
    var name: String
    var owner: Owner
    var summaries: [FeatureSummary]
    var condition: Double
    /// Shares of the first layer's gradient; empty where they were not measured.
    var shares: [Double]
    /// How the values of each channel are spread; empty in tables.
    var histograms: [ValueHistogram]

    func color(_ theme: Theme) -> Color {
      switch owner {
      case .arm(let index): theme.arm(index).color
      case .raw: theme.neutral
      case .everyArm: theme.ink.mixed(with: theme.background, share: 0.2)
      }
    }

    func textColor(_ theme: Theme) -> Color {
      switch owner {
      case .arm(let index): theme.arm(index).text
      case .raw: theme.secondary
      case .everyArm: theme.ink
      }
    }
  }

  var names: [String]
  /// One view where both arms see the same, else the control's and the experiment's.
  var views: [View]
  /// Whether the features are channels of images or sequences, which stand at many places of a row.
  var hasChannels = false
  /// The features' places in the lists, by falling size in the first view.
  var order: [Int]

  /// The features as the control and an experiment see them; nil where nothing was recorded.
  init?(_ study: StudyRecord, experiment: Int) {
    guard let control = study.arms.first?.runs.first?.features, !control.names.isEmpty else {
      return nil
    }
    names = control.names
    func view(_ index: Int, _ scale: FeatureScale) -> View {
      // Splits differ between seeds: ranges are the first seed's, the number is the median.
      let conditions = study.arms[index].runs.map(\.features.preparedCondition).filter { !$0.isNaN }
      return View(
        name: study.arms[index].name, owner: .arm(index), summaries: scale.prepared,
        condition: medianOf(conditions), shares: scale.gradientShares,
        histograms: scale.preparedHistograms)
    }
    views = [view(0, control)]
    if study.arms.indices.contains(experiment),
      let other = study.arms[experiment].runs.first?.features, other.names == control.names,
      other.prepared != control.prepared
    {
      views.append(view(experiment, other))
    } else if control.raw != control.prepared {
      var raw = view(0, control)
      (raw.name, raw.owner, raw.summaries) = ("raw", .raw, control.raw)
      raw.condition = medianOf(
        study.arms[0].runs.map(\.features.rawCondition).filter { !$0.isNaN })
      raw.shares = []
      raw.histograms = control.rawHistograms
      views = [raw, view(0, control)]
      (views[1].name, views[1].owner) = ("prepared", .everyArm)
    } else if study.arms.count > 1 {
      let isEvery = study.arms.allSatisfy {
        $0.runs.first?.features.prepared == control.prepared
      }
      (views[0].name, views[0].owner) = (isEvery ? "every arm" : "both arms", .everyArm)
    }
    hasChannels = (study.dataset.rowShape?.count ?? 1) > 1
    let count = names.count
    views = views.filter { $0.summaries.count == count }
    guard let first = views.first else { return nil }
    let sizes = first.summaries.map { Self.size($0) }
    order = names.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }
  }

  /// By falling value of what is largest in size, negative features last: what keeps ribbons whole.
  var signedOrder: [Int] {
    let extremes = views[0].summaries.map { summary in
      summary.maximum.magnitude >= summary.minimum.magnitude ? summary.maximum : summary.minimum
    }.map { $0.isFinite ? $0 : 0 }
    let uppers = views[0].summaries.map(\.upperQuartile)
    let middles = views[0].summaries.map(\.median)
    // Pixels share their extremes: the bands inside them come in order too.
    return names.indices.sorted {
      (extremes[$0], uppers[$0], middles[$0], $1) > (extremes[$1], uppers[$1], middles[$1], $0)
    }
  }

  /// The largest absolute value, 0 where it is not finite.
  static func size(_ summary: FeatureSummary) -> Double {
    let size = max(summary.minimum.magnitude, summary.maximum.magnitude)
    return size.isFinite ? size : 0
  }

  /// A symmetric log scale that holds every feature of every view, linear below the smallest
  /// feature's size.
  var scale: SymmetricLogScale {
    let all = views.flatMap(\.summaries)
    let values = all.flatMap { [$0.minimum, $0.maximum] }
    let range = finiteRange(of: values + [0]) ?? -1...1
    let sizes = all.map { Self.size($0) }.filter { $0 > 0 }
    let largest = sizes.max() ?? 1
    let smallest = max(sizes.min() ?? 1, largest * 1e-9, 1e-290)
    let threshold = powerOfTen((decimalLogarithm(smallest) - 0.5).rounded(.down))
    func padded(_ value: Double) -> Double {
      value == 0 ? 0 : max(-1e300, min(1e300, value * 1.15))
    }
    return SymmetricLogScale(
      padded(range.lowerBound)...padded(range.upperBound), threshold: threshold)
  }

  /// Whether every view has a histogram of every channel, and there are few enough to show.
  var hasHistograms: Bool {
    names.count <= 6 && views.allSatisfy { $0.histograms.count == names.count }
  }

  /// Decades between the smallest and the largest feature of the first view, or of another.
  var decades: Double { decades(of: 0) }

  func decades(of view: Int) -> Double {
    let sizes = views[view].summaries.map { Self.size($0) }.filter { $0 > 0 }
    guard let low = sizes.min(), let high = sizes.max() else { return 0 }
    return decimalLogarithm(high / low)
  }

  func name(_ feature: Int) -> String {
    names[feature].isEmpty ? "(no name, column \(feature + 1))" : names[feature]
  }

  /// "4.6 × 10⁸ unscaled, 46 standardised"; nil where rows are too wide for a condition number.
  var conditions: String? {
    guard !views.contains(where: \.condition.isNaN) else { return nil }
    return views.map {
      "\(NumberText.significant($0.condition, digits: 2, trims: true)) \($0.name)"
    }
    .joined(separator: ", ")
  }
}
