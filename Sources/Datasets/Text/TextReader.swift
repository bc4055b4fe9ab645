extension Dataset {
  /// Rows of neighbouring tokens of a text, each with the token or the tokens that follow.
  static func text(
    _ path: String, _ windows: TextWindows, byteLimit: Int
  ) throws(DataError) -> Dataset {
    let bytes = try unpackedFile(path, limit: byteLimit)
    let sequence = TokenSequence(try decodedText(bytes, path: path), windows)
    let unit = windows.unit.rawValue
    guard !sequence.tokens.isEmpty else {
      throw DataError(path, "the text holds no \(unit)", expected: "a text")
    }
    guard sequence.vocabulary.count > 1 else {
      throw DataError(
        path, "the text holds the one token \"\(shortened(sequence.vocabulary[0]))\" only",
        expected: "at least two different \(unit)", option: "vocabulary")
    }
    guard sequence.vocabulary.count <= 100_000 else {
      throw DataError(
        path, "the text holds \(sequence.vocabulary.count) different \(unit)",
        expected: "at most 100000, by a higher \"minimum-count\"", option: "vocabulary")
    }
    let (count, length) = (sequence.tokens.count, windows.length)
    guard count > length else {
      throw DataError(
        path,
        "a window of \(length) needs \(length + 1) \(unit) and the text holds \(count)",
        expected: count > 1 ? "a window of at most \(count - 1)" : "a longer text",
        option: "window")
    }
    let starts = Array(stride(from: 0, to: count - length, by: windows.step))
    guard elementCount([starts.count, length], limit: byteLimit / 8) != nil else {
      throw DataError(
        path, "\(starts.count) windows of \(length) \(unit) are too many",
        expected: "a larger \"stride\" or a shorter window", option: "window")
    }
    var values: [Double] = []
    var targets: [Int32] = []
    values.reserveCapacity(starts.count * length)
    for start in starts {
      for index in start..<(start + length) { values.append(Double(sequence.tokens[index])) }
      switch windows.prediction {
      case .each: targets += sequence.tokens[(start + 1)...(start + length)]
      case .next: targets.append(sequence.tokens[start + length])
      }
    }
    return Dataset(
      name: path, tokens: values, length: length,
      targets: windows.prediction == .each
        ? .steps(targets, names: sequence.vocabulary, length: length)
        : .classes(targets, names: sequence.vocabulary),
      vocabulary: sequence.vocabulary, sequence: RowSequence(overlap: windows.overlap))
  }

  /// Rows of so many tokens each.
  init(
    name: String, isSynthetic: Bool = false, tokens: [Double], length: Int,
    targets: DatasetTargets, vocabulary: [String], sequence: RowSequence? = nil
  ) {
    self.init(
      name: name, isSynthetic: isSynthetic,
      features: Features(
        names: ["token"], values: tokens, rowCount: tokens.count / length, positions: length),
      rowShape: [length], targets: targets, vocabulary: vocabulary, sequence: sequence)
  }
}
