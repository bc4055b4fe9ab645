public import Tensors

/// Symbols to repeat after a sign: what has to be remembered grows with their number.
///
/// A row holds `length` symbols, `gap` blanks, the sign "go" and `length` blanks; the targets are
/// blanks up to the sign and then the symbols.
///
/// Reference: Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), in
/// the form of Arjovsky, Shah and Bengio, "Unitary Evolution Recurrent Neural Networks", ICML 2016.
public struct CopyTask: Generator {
  public init() {}
  public var name: String { "copy" }
  public var summary: String {
    "Symbols that are to be repeated after a sign: a class at each step of a row of tokens."
  }
  public var recipes: [String] { [] }
  public var parameters: [GeneratorParameter] {
    [
      .rows(1000), .symbols(8),
      GeneratorParameter(
        "length", "How many symbols are to be repeated.", standard: 8, in: 1...1000, isWhole: true),
      GeneratorParameter(
        "gap", "Blanks before the sign.", standard: 0, in: 0...10_000, isWhole: true),
    ]
  }

  public func rowSize(_ settings: GeneratorSettings) -> Int {
    2 * settings.whole("length") + settings.whole("gap") + 1
  }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let (symbols, length) = (settings.whole("symbols"), settings.whole("length"))
    let steps = rowSize(settings)
    let blanks = steps - length
    var tokens = [Double](repeating: 0, count: settings.rows * steps)
    var targets = [Int32](repeating: 0, count: settings.rows * steps)
    for row in 0..<settings.rows {
      for index in 0..<length {
        let symbol = 1 + random.below(UInt64(symbols))
        tokens[row * steps + index] = Double(symbol)
        targets[row * steps + blanks + index] = Int32(symbol)
      }
      tokens[row * steps + blanks - 1] = Double(symbols + 1)
    }
    let names = ["blank"] + symbolNames(symbols)
    return Dataset(
      name: name, isSynthetic: true, tokens: tokens, length: steps,
      targets: .steps(targets, names: names, length: steps), vocabulary: names + ["go"])
  }
}

/// Random tokens of which the first is the class: nothing after it may make a network forget it.
public struct FirstToken: Generator {
  public init() {}
  public var name: String { "first-token" }
  public var summary: String {
    "Random tokens of which the first is the class, however many follow it."
  }
  public var recipes: [String] { [] }
  public var parameters: [GeneratorParameter] { [.rows(1000), .symbols(4), .steps(50)] }

  public func rowSize(_ settings: GeneratorSettings) -> Int { settings.whole("steps") }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let (symbols, steps) = (settings.whole("symbols"), settings.whole("steps"))
    var tokens: [Double] = []
    tokens.reserveCapacity(settings.rows * steps)
    for row in 0..<settings.rows {
      tokens.append(Double(row % symbols))
      for _ in 1..<steps { tokens.append(Double(random.below(UInt64(symbols)))) }
    }
    let names = symbolNames(symbols)
    let classes = (0..<settings.rows).map { Int32($0 % symbols) }
    return Dataset(
      name: name, isSynthetic: true, tokens: tokens, length: steps,
      targets: .classes(classes, names: names), vocabulary: names)
  }
}

/// Two marked numbers of a long row are to be added.
///
/// One mark stands in each half of a row of uniform numbers; the constant 1 has the mean squared
/// error 1/6.
///
/// Reference: Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997).
public struct AddingProblem: Generator {
  public init() {}
  public var name: String { "adding" }
  public var summary: String {
    "Uniform numbers of which two are marked, one in each half of a row; the target is their sum."
  }
  public var recipes: [String] { [] }
  public var parameters: [GeneratorParameter] { [.rows(1000), .steps(50)] }

  public func rowSize(_ settings: GeneratorSettings) -> Int { 2 * settings.whole("steps") }

  public func draw(_ settings: GeneratorSettings, _ random: inout Philox) -> Dataset {
    let steps = settings.whole("steps")
    var (values, sums): ([Double], [Double]) = ([], [])
    values.reserveCapacity(2 * settings.rows * steps)
    for _ in 0..<settings.rows {
      let first = Int(random.below(UInt64(steps / 2)))
      let second = steps / 2 + Int(random.below(UInt64(steps - steps / 2)))
      var sum = 0.0
      for step in 0..<steps {
        let (value, isMarked) = (random.uniform(), step == first || step == second)
        values += [value, isMarked ? 1 : 0]
        if isMarked { sum += value }
      }
      sums.append(sum)
    }
    let shape = [steps, 2]
    return Dataset(
      name: name, isSynthetic: true,
      features: RowLayout(shape).features(
        values, rowCount: settings.rows, names: ["value", "mark"]),
      rowShape: shape, targets: .values(sums, names: ["sum"]))
  }
}

extension GeneratorParameter {
  fileprivate static func symbols(_ standard: Int) -> Self {
    Self(
      "symbols", "How many different symbols.", standard: Double(standard), in: 2...1000,
      isWhole: true)
  }

  fileprivate static func steps(_ standard: Int) -> Self {
    Self("steps", "The steps of a row.", standard: Double(standard), in: 2...10_000, isWhole: true)
  }
}

/// The names of so many symbols: "1", "2", ….
private func symbolNames(_ count: Int) -> [String] {
  (1...count).map(\.description)
}
