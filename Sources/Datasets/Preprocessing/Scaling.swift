/// Fitted features x → (x − shift) / scale.
public struct Scaling: FittedPreprocessor, Equatable {
  /// What is taken from each feature.
  public let shift: [Double]
  /// What each feature is divided by afterwards; never 0.
  public let scale: [Double]

  /// Scales of 0, or so small that dividing by them would only blow up rounding, become 1.
  ///
  /// The bound, ten units of the last place of 1, is scikit-learn's.
  public init(shift: [Double], scale: [Double]) {
    precondition(shift.count == scale.count)
    self.shift = shift
    self.scale = scale.map { $0 < 10 * Double.ulpOfOne ? 1 : $0 }
  }

  public func apply(to features: inout Features) {
    let columns = features.featureOfEachColumn()
    let count = features.names.count
    precondition(count == shift.count, "fitted to \(shift.count) features, applied to \(count)")
    var index = 0
    for _ in 0..<features.rowCount {
      for column in columns.indices {
        let feature = columns[column]
        features.values[index] = (features.values[index] - shift[feature]) / scale[feature]
        index += 1
      }
    }
  }
}

/// Takes each feature's mean away and divides by its standard deviation, over n.
///
/// A constant feature becomes 0. A feature counts as constant where its variance is no more than
/// rounding makes of a constant one, as in scikit-learn's StandardScaler.
public struct Standardize: Preprocessor, Equatable {
  public init() {}
  public var name: String { "standardize" }

  public func fit(on features: Features) -> Scaling {
    let moments = features.moments()
    let n = Double(features.rowCount * features.positions)
    let scale = zip(moments.means, moments.variances).map { mean, variance in
      let rounding = n * mean * Double.ulpOfOne
      let bound = n * Double.ulpOfOne * variance + rounding * rounding
      return variance <= bound ? 1 : variance.squareRoot()
    }
    return Scaling(shift: moments.means, scale: scale)
  }
}

/// Maps each feature's range to 0...1; a constant feature becomes 0.
public struct MinMax: Preprocessor, Equatable {
  public init() {}
  public var name: String { "min-max" }

  public func fit(on features: Features) -> Scaling {
    let (low, high) = features.ranges()
    return Scaling(shift: low, scale: zip(low, high).map { $1 - $0 })
  }
}

/// Takes each feature's median away and divides by the distance of its quartiles.
///
/// Percentiles interpolate linearly. Where the quartiles are equal the column is only shifted.
public struct Robust: Preprocessor, Equatable {
  public init() {}
  public var name: String { "robust" }

  public func fit(on features: Features) -> Scaling {
    let quartiles = features.percentiles([25, 50, 75])
    return Scaling(
      shift: quartiles.map { $0[1] }, scale: quartiles.map { $0[2] - $0[0] })
  }
}

/// Divides each feature by its largest absolute value; zeros stay zeros.
public struct MaxAbs: Preprocessor, Equatable {
  public init() {}
  public var name: String { "max-abs" }

  public func fit(on features: Features) -> Scaling {
    let (low, high) = features.ranges()
    return Scaling(
      shift: low.map { _ in 0 }, scale: zip(low, high).map { max($0.magnitude, $1.magnitude) })
  }
}
