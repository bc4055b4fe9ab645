public import Tensors

/// What training makes small: a number for a batch of outputs and targets, and its gradient.
public protocol Loss: Sendable {
  /// The kind's name in a spec: "cross-entropy".
  static var kind: String { get }

  /// Whether a batch's terms are averaged or added up.
  var reduction: Reduction { get }

  /// How the targets are laid out for this loss.
  var targetForm: TargetForm { get }

  /// How the network's outputs become probabilities of classes.
  var link: Link { get }

  /// Throws where outputs of this shape or these targets don't fit.
  ///
  /// Where each step of a row has a class, the shape is one step's, and each step counts as a row.
  func check(outputShape: [Int], targets: Targets) throws(ShapeError)

  /// The numbers of one row's target, for so many outputs a row.
  func targetWidth(outputs: Int) -> Int

  /// The numbers that the loss keeps in the arena, such as class weights for these training targets.
  func constants(for targets: Targets) -> [Scalar]

  /// What the mean divides by: the number of terms, or the sum of their weights.
  func weight(of batch: LossBatch, memory: borrowing Arena) -> Double

  /// The sum of all terms.
  ///
  /// Writes the sum's gradient, times the batch's scale, unless the batch's gradient region is empty.
  func total(of batch: LossBatch, memory: borrowing Arena) -> Double

  /// The operation and the cause that make one row's loss non-finite while its output is finite.
  func fault(output: [Scalar], target: [Scalar]) -> LossFault
}

/// How the terms of a batch become one number.
public enum Reduction: String, CaseIterable, Sendable {
  case mean, sum
}

/// How a loss wants its targets.
public enum TargetForm: Sendable {
  /// One number a row: the class.
  case classes
  /// As many numbers a row as outputs: values, or classes as 0 and 1.
  case values
}

/// How outputs become probabilities.
public enum Link: Sendable {
  /// They are no probabilities: regression, or scores compared with 0.5.
  case none
  /// They are scores that only rank classes; a single one speaks for class 1 where it exceeds 0.
  case margin
  /// They are probabilities already.
  case identity
  case sigmoid
  case softmax
  /// They are logarithms of probabilities.
  case exponential
}

/// The operation in a loss that gave a non-finite number, and why.
public struct LossFault: Equatable, Sendable {
  /// "log", "exp", "square".
  public let operation: String
  /// "log of 0", "log of a negative number", "overflow".
  public let cause: String

  public init(operation: String, cause: String) {
    self.operation = operation
    self.cause = cause
  }
}

/// One batch as a loss sees it.
public struct LossBatch: BitwiseCopyable, Sendable {
  /// rows × width numbers.
  public var outputs: Region
  /// One class a row, or so many values as the loss takes for a row.
  public var targets: Region
  /// Where the gradient goes; empty where none is needed.
  public var gradient: Region
  public var constants: Region
  public var rows: Int
  /// Outputs a row.
  public var width: Int
  /// A factor for the gradient.
  public var gradientScale: Scalar

  public init(
    outputs: Region, targets: Region, gradient: Region = .empty, constants: Region = .empty,
    rows: Int, width: Int, gradientScale: Scalar = 1
  ) {
    self.outputs = outputs
    self.targets = targets
    self.gradient = gradient
    self.constants = constants
    self.rows = rows
    self.width = width
    self.gradientScale = gradientScale
  }

  var count: Int { rows * width }
}

extension Loss {
  public var kind: String { Self.kind }

  public func targetWidth(outputs: Int) -> Int { targetForm == .classes ? 1 : outputs }

  public func constants(for targets: Targets) -> [Scalar] { [] }

  public func weight(of batch: LossBatch, memory: borrowing Arena) -> Double {
    Double(batch.count)
  }

  public func fault(output: [Scalar], target: [Scalar]) -> LossFault {
    LossFault(operation: Self.kind, cause: "overflow")
  }

  /// Throws unless the outputs are as many as the targets' values, classes counting as 0 and 1.
  func checkValues(outputShape: [Int], targets: Targets) throws(ShapeError) {
    let width = outputShape.reduce(1, *)
    switch targets {
    case .values(_, let columns):
      guard width == columns else {
        throw ShapeError(
          .unfittingTargets(
            found: "\(columns) values a row", expected: "\(width), as many as outputs"))
      }
    case .classes(_, let count), .steps(_, let count, _):
      guard width == count || width == 1 else {
        throw ShapeError(
          .unfittingTargets(
            found: "\(count) classes", expected: "one output, or one a class, not \(width)"))
      }
    }
  }

  /// Throws unless the targets are classes, one for each output.
  func checkClasses(outputShape: [Int], targets: Targets) throws(ShapeError) {
    guard let count = targets.labels?.count else {
      throw ShapeError(.unfittingTargets(found: "values", expected: "classes for \(Self.kind)"))
    }
    let width = outputShape.reduce(1, *)
    guard outputShape.count == 1 else {
      throw ShapeError(.unfitting(shape: outputShape, expected: "[\(count)], one output a class,"))
    }
    guard width >= count else {
      throw ShapeError(
        .unfittingTargets(
          found: "\(count) classes", expected: "one output a class, not \(width)"))
    }
  }

  /// Throws unless the targets are classes, one for each output, or two for a single output.
  func checkClassesOrSides(outputShape: [Int], targets: Targets) throws(ShapeError) {
    guard outputShape == [1] else {
      return try checkClasses(outputShape: outputShape, targets: targets)
    }
    guard let count = targets.labels?.count else {
      throw ShapeError(.unfittingTargets(found: "values", expected: "classes for \(Self.kind)"))
    }
    guard count <= 2 else {
      throw ShapeError(.unfittingTargets(found: "\(count) classes", expected: "two for one output"))
    }
  }

  /// Throws unless each target is a probability: two classes for one output, or values in 0...1.
  func checkProbabilities(outputShape: [Int], targets: Targets) throws(ShapeError) {
    try checkValues(outputShape: outputShape, targets: targets)
    let width = outputShape.reduce(1, *)
    switch targets {
    case .classes(_, let count), .steps(_, let count, _):
      guard width > 1 || count <= 2 else {
        throw ShapeError(
          .unfittingTargets(found: "\(count) classes", expected: "two for one output"))
      }
    case .values(let values, _):
      guard values.allSatisfy({ (0...1).contains($0) }) else {
        throw ShapeError(
          .unfittingTargets(found: "values outside 0...1", expected: "probabilities"))
      }
    }
  }
}

/// Every kind of loss, for documentation and tests; those that hold a fault on purpose come last.
public let lossKinds: [any Loss.Type] = [
  MeanSquaredError.self, MeanAbsoluteError.self, Huber.self, BinaryCrossEntropy.self,
  BinaryCrossEntropyWithLogits.self, CrossEntropy.self, NegativeLogLikelihood.self,
  Focal.self, Hinge.self, KullbackLeibler.self, GaussianNegativeLogLikelihood.self,
  BinaryCrossEntropyByHand.self, BroadcastSquaredError.self,
]
