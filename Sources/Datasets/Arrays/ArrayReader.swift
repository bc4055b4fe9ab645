/// Makes a dataset of arrays of features and of targets.
struct ArrayReader {
  let path: String
  let options: DataOptions

  /// Two files, and the two of the validation rows where they are given.
  static func dataset(
    features: String, target: String, _ options: DataOptions
  ) throws(DataError) -> Dataset {
    var arrays = [
      Named(features, try file(features, options)), Named(target, try file(target, options)),
    ]
    if case .arrays(let moreFeatures, let moreTargets) = options.validation {
      arrays.append(Named(moreFeatures, try file(moreFeatures, options)))
      arrays.append(Named(moreTargets, try file(moreTargets, options)))
    }
    return try ArrayReader(path: features, options: options).dataset(arrays)
  }

  /// Two arrays of an archive, and the two of the validation rows where they are given.
  static func dataset(
    archive path: String, features: String, target: String, _ options: DataOptions
  ) throws(DataError) -> Dataset {
    let archive = try ZIPArchive(try unpackedFile(path, limit: options.byteLimit), path: path)
    var names = [(features, "features"), (target, "target")]
    if case .arrays(let moreFeatures, let moreTargets) = options.validation {
      names += [(moreFeatures, "validation"), (moreTargets, "validation")]
    }
    let known = archive.entries.map { entry in
      entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
    }
    var arrays: [Named] = []
    for (name, option) in names {
      guard let index = known.firstIndex(of: name) else {
        throw DataError(path, unknown: "array", name, among: known, option: option)
      }
      let bytes = try archive.contents(of: archive.entries[index], limit: options.byteLimit)
      let array = try NPY.read(
        bytes[...], path: path, subject: "the array \"\(shortened(name))\"",
        limit: options.byteLimit)
      arrays.append(Named(name, array))
    }
    return try ArrayReader(path: path, options: options).dataset(arrays)
  }

  /// An array and how messages call it.
  private struct Named {
    var name: String
    var array: NumericArray

    init(_ name: String, _ array: NumericArray) {
      self.name = name
      self.array = array
    }
  }

  private static func file(
    _ path: String, _ options: DataOptions
  ) throws(DataError) -> NumericArray {
    let bytes = try unpackedFile(path, limit: options.byteLimit)
    guard !bytes.isEmpty else {
      throw DataError(path, "the file is empty", expected: "an NPY or IDX array")
    }
    if IDX.matches(bytes) { return try IDX.read(bytes, path: path, limit: options.byteLimit) }
    return try NPY.read(bytes[...], path: path, limit: options.byteLimit)
  }

  /// Features and targets, twice where validation rows are given.
  private func dataset(_ arrays: [Named]) throws(DataError) -> Dataset {
    let (features, targets) = (arrays[0], arrays[1])
    guard let rows = features.array.shape.first, rows > 0 else {
      throw DataError(
        path, "the array \"\(features.name)\" has no rows", expected: "at least one",
        option: "features")
    }
    let rowShape =
      features.array.shape.count == 1 ? [1] : Array(features.array.shape.dropFirst())
    let width = features.array.values.count / rows
    guard width > 0 else {
      throw DataError(
        path, "the array \"\(features.name)\" has the shape \(features.array.shape)",
        expected: "numbers in each row", option: "features")
    }
    var (values, labels) = (features.array.values, targets.array.values)
    var marks: [Bool]?
    for index in stride(from: 0, to: arrays.count, by: 2) {
      let (some, their) = (arrays[index], arrays[index + 1])
      try refuseMismatch(some, their)
      guard index > 0 else { continue }
      guard some.array.shape.dropFirst() == features.array.shape.dropFirst(),
        their.array.shape.dropFirst() == targets.array.shape.dropFirst()
      else {
        throw DataError(
          path,
          "the validation arrays \"\(some.name)\" and \"\(their.name)\" have rows of other shapes",
          expected: "the shapes of \"\(features.name)\" and \"\(targets.name)\"",
          option: "validation")
      }
      values += some.array.values
      labels += their.array.values
      let more = some.array.shape.first ?? 0
      marks = Array(repeating: false, count: rows) + Array(repeating: true, count: more)
    }
    let kept = try keptRows(&values, width, features.name)
    let named = RowLayout(rowShape).features(values, rowCount: kept.count)
    let labelWidth = targets.array.shape.dropFirst().reduce(1, *)
    let all = try read(labels, labelWidth, targets.name)
    return Dataset(
      name: path, features: named, rowShape: rowShape, targets: all.selecting(kept),
      validationMarks: marks.map { marks in kept.map { marks[$0] } }, missing: options.missing)
  }

  private func refuseMismatch(_ features: Named, _ targets: Named) throws(DataError) {
    let (rows, labels) = (features.array.shape.first ?? 0, targets.array.shape.first ?? 0)
    guard rows == labels else {
      throw DataError(
        path,
        "the array \"\(targets.name)\" has \(counted(labels, "row")), \"\(features.name)\" \(rows)",
        expected: "as many targets as rows", option: "target")
    }
    guard targets.array.shape.dropFirst().reduce(1, *) > 0 else {
      throw DataError(
        path, "the array \"\(targets.name)\" has the shape \(targets.array.shape)",
        expected: "a target in each row", option: "target")
    }
  }

  /// Checks the features and removes incomplete rows where the policy says so.
  private func keptRows(
    _ values: inout [Double], _ width: Int, _ name: String
  ) throws(DataError) -> [Int] {
    var kept: [Int] = []
    let count = values.count / width
    for row in 0..<count {
      var isComplete = true
      for column in 0..<width {
        let value = values[row * width + column]
        if value.isFinite { continue }
        guard value.isNaN else {
          throw DataError(
            path, "an infinite number in the array \"\(name)\" at row \(row + 1)",
            expected: "finite numbers")
        }
        guard options.missing != .error else {
          throw DataError(
            path, "NaN in the array \"\(name)\" at row \(row + 1)",
            expected: "a value, or \"missing\": \"drop-row\", \"mean\", \"median\" or \"zero\"",
            option: "missing")
        }
        isComplete = false
      }
      if isComplete || options.missing != .dropRow { kept.append(row) }
    }
    guard !kept.isEmpty else {
      throw DataError(
        path, "each row has a missing number, and all are dropped", expected: "complete rows",
        option: "missing")
    }
    if kept.count < count {
      values = kept.flatMap { values[($0 * width)..<(($0 + 1) * width)] }
    }
    return kept
  }

  private func read(
    _ labels: [Double], _ width: Int, _ name: String
  ) throws(DataError) -> DatasetTargets {
    if let index = labels.firstIndex(where: { !$0.isFinite }) {
      throw DataError(
        path, "\(labels[index]) in the array \"\(name)\" at row \(index / width + 1)",
        expected: "a finite target in each row")
    }
    let isClasses = options.task == .classification
    if isClasses || (options.task == nil && width == 1 && ClassLabels.areLikely(labels)) {
      let stray = labels.firstIndex { Int(exactly: $0) == nil }
      guard width == 1, stray == nil else {
        throw DataError(
          path,
          stray.map { "\(labels[$0]) in the array \"\(name)\" at row \($0 / width + 1)" }
            ?? "the array \"\(name)\" has \(width) numbers a row",
          expected: "one whole number a row for its class", option: "task")
      }
      return try ClassLabels.classes(labels, path: path, target: name)
    }
    return .values(labels, names: width == 1 ? [name] : (0..<width).map { "\(name)\($0 + 1)" })
  }
}
