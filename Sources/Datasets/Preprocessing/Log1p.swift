internal import Glibc

/// Replaces each number x by ln(1 + x), which needs numbers above −1.
public struct Log1p: Preprocessor, FittedPreprocessor, Equatable {
  public init() {}
  public var name: String { "log1p" }

  public func fit(on features: Features) -> Log1p { self }

  public func apply(to features: inout Features) throws(PreprocessingError) {
    let columns = features.featureOfEachColumn()
    for index in features.values.indices {
      let x = features.values[index]
      guard x > -1 else {
        throw PreprocessingError(
          preprocessor: name, column: features.names[columns[index % columns.count]],
          what: "holds \(x), which has no logarithm after 1 is added",
          expected: "numbers above -1")
      }
      features.values[index] = log1p(x)
    }
  }
}
