extension Dataset {
  /// Reads or makes a table of numbers and targets.
  ///
  /// - Throws: a ``DataError`` that says where the first fault is and what was expected.
  public static func read(
    _ source: DataSource, _ options: DataOptions = DataOptions()
  ) throws(DataError) -> Dataset {
    try unshaped(source, options).shaped(options)
  }

  private static func unshaped(
    _ source: DataSource, _ options: DataOptions
  ) throws(DataError) -> Dataset {
    switch source {
    case .synthetic(let name, let parameters):
      guard let generator = Generators.named(name) else {
        throw DataError(
          name, unknown: "generator", name, among: Generators.all.map(\.name), option: "synthetic")
      }
      return try generator.make(parameters)
    case .table(let path):
      var reader = try TableReader(path, options)
      return try reader.dataset().havingTrainingRowsOfEachClass().labelled(options)
    case .text(let path, let windows):
      return try text(path, windows, byteLimit: options.byteLimit)
    case .arrays(let features, let target):
      return try ArrayReader.dataset(features: features, target: target, options)
        .havingTrainingRowsOfEachClass().labelled(options)
    case .archive(let path, let features, let target):
      return try ArrayReader.dataset(archive: path, features: features, target: target, options)
        .havingTrainingRowsOfEachClass().labelled(options)
    }
  }

  /// Takes the targets for labels where the options say so; those are 0 or 1.
  private func labelled(_ options: DataOptions) throws(DataError) -> Dataset {
    guard options.task == .multiLabel, case .values(let values, let names) = targets else {
      return self
    }
    if let index = values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      let label = names[index % names.count]
      throw DataError(
        name, "\(plain(values[index])) in the label \"\(shortened(label))\"",
        expected: "1 where a row has the label, and 0 where not", option: "task")
    }
    var labelled = self
    labelled.hasLabels = true
    return labelled
  }

  /// Refuses given validation rows of a class that no training row has: it could never be learnt.
  private func havingTrainingRowsOfEachClass() throws(DataError) -> Dataset {
    guard let validationMarks, case .classes(let classes, let names) = targets else { return self }
    var isTrained = [Bool](repeating: false, count: names.count)
    for (index, isHeldOut) in zip(classes, validationMarks) where !isHeldOut {
      isTrained[Int(index)] = true
    }
    guard let unknown = isTrained.firstIndex(of: false) else { return self }
    throw DataError(
      name, "the class \"\(shortened(names[unknown]))\" stands in the validation rows alone",
      expected: "training rows of every class", option: "validation")
  }
}
