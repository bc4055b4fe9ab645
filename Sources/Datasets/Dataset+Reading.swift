extension Dataset {
  /// Reads or makes a table of numbers and targets.
  ///
  /// - Throws: a ``DataError`` that says where the first fault is and what was expected.
  public static func read(
    _ source: DataSource, _ options: DataOptions = DataOptions()
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
      return try reader.dataset()
    case .arrays(let features, let target):
      return try ArrayReader.dataset(features: features, target: target, options)
    case .archive(let path, let features, let target):
      return try ArrayReader.dataset(archive: path, features: features, target: target, options)
    }
  }
}
