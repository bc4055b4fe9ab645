#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

/// How good predictions are, in Double; none of this is part of a training step.
extension Arena {
  /// Adds up the rows right, −ln p and the Brier scores, and counts what was there and what was said.
  public func scoreClasses(
    outputs: Region, classes: Region, link: ScoreLink, rows: Int, width: Int
  ) -> ClassScores {
    checkClasses(classes, rows: rows, width: max(2, width))
    return unsafe scores(of: max(2, width)) { sums, tallies in
      unsafe lr_score_classes(
        start(outputs, atLeast: rows * width), start(classes, atLeast: rows), rows, width,
        link.code, sums, tallies)
    }
  }

  /// The same of `width` yes-or-no labels a row, each of which counts.
  public func scoreLabels(
    outputs: Region, targets: Region, link: ScoreLink, rows: Int, width: Int
  ) -> ClassScores {
    unsafe scores(of: width) { sums, tallies in
      unsafe lr_score_labels(
        start(outputs, atLeast: rows * width), start(targets, atLeast: rows * width), rows, width,
        link.code, sums, tallies)
    }
  }

  /// Errors of one column of outputs, of which there may be more than of targets.
  public func scoreValues(
    outputs: Region, width: Int, targets: Region, targetWidth: Int, column: Int, link: ScoreLink,
    rows: Int
  ) -> ValueScores {
    precondition(
      column >= 0 && column < min(width, targetWidth), "no column \(column) among \(targetWidth)")
    var sums: (Double, Double, Double, Double) = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &sums) { bytes in
      unsafe lr_score_values(
        start(outputs, atLeast: rows * width) + column, width,
        start(targets, atLeast: rows * targetWidth) + column, targetWidth, rows, link.code,
        bytes.baseAddress?.assumingMemoryBound(to: Double.self))
    }
    return ValueScores(absoluteError: sums.0, squaredError: sums.1, targetSpread: sums.3)
  }

  private func scores(
    of count: Int, _ kernel: (UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void
  ) -> ClassScores {
    let kinds = Int(LR_TALLIES)
    var sums = [Double](repeating: 0, count: 3)
    var tallies = [Double](repeating: 0, count: kinds * count)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe tallies.withUnsafeMutableBufferPointer { tallies in
        unsafe kernel(sums.baseAddress, tallies.baseAddress)
      }
    }
    return ClassScores(
      right: sums[0], logLoss: sums[1], brier: sums[2],
      tallies: (0..<count).map { index in
        ClassTally(
          present: tallies[kinds * index + Int(LR_PRESENT)],
          said: tallies[kinds * index + Int(LR_SAID)],
          hits: tallies[kinds * index + Int(LR_HIT)])
      }, losses: (0..<count).map { tallies[kinds * $0 + Int(LR_LOSS)] })
  }
}

/// How outputs become probabilities when predictions are scored.
public enum ScoreLink: Sendable {
  case none, margin, identity, sigmoid, softmax, exponential

  fileprivate var code: Int32 {
    switch self {
    case .none: Int32(LR_NONE)
    case .margin: Int32(LR_MARGIN)
    case .identity: Int32(LR_IDENTITY)
    case .sigmoid: Int32(LR_SIGMOID)
    case .softmax: Int32(LR_SOFTMAX)
    case .exponential: Int32(LR_EXPONENTIAL)
    }
  }
}

/// Sums over the rows of a classification.
public struct ClassScores: Equatable, Sendable {
  /// Rows whose most probable class is the right one.
  public var right: Double
  /// −ln p of the right class.
  public var logLoss: Double
  /// Σ (p − y)² over the classes; halved where there are two, to agree with a single output's.
  public var brier: Double
  /// One for each class or label.
  public var tallies: [ClassTally]
  /// −ln p over the rows of each class; of a label, over all rows.
  public var losses: [Double]
}

/// How often a class, or the yes of a label, was there and was said.
public struct ClassTally: Equatable, Sendable {
  /// Rows that it is right for.
  public var present: Double
  /// Rows that the predictions say it of.
  public var said: Double
  /// Rows of both.
  public var hits: Double

  public init(present: Double, said: Double, hits: Double) {
    self.present = present
    self.said = said
    self.hits = hits
  }
}

/// Sums over the rows of one predicted value.
public struct ValueScores: Equatable, Sendable {
  public var absoluteError: Double
  public var squaredError: Double
  /// Squared distances of the targets from their mean.
  public var targetSpread: Double
}
