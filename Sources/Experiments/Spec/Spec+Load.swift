internal import JSONTrees
internal import Storage

extension Spec {
  /// Reads and checks a spec file, with another number of seeds where one is given.
  ///
  /// - Throws: `FileError` where it cannot be read, ``SpecError`` with all that is wrong with it.
  public static func load(_ path: String, seeds: Int? = nil) throws -> Spec {
    try parse(try Files.read(path, limit: 64 << 20), path: path, seeds: seeds)
  }

  /// Checks a spec's text; paths in it are relative to the folder of `path`.
  public static func parse(
    _ text: [UInt8], path: String, seeds: Int? = nil
  ) throws(SpecError) -> Spec {
    var root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode.parse(text)
    } catch {
      throw SpecError(path: path, faults: [SpecFault(at: error.position, "", error.message)])
    }
    if let seeds {
      let value = JSONNode(.number(Double(seeds)), at: root.position)
      let patch = JSONNode.Member(key: "seeds", keyPosition: root.position, value: value)
      root = root.merging(JSONNode(.object([patch]), at: root.position))
    }
    var loader = SpecLoader(root: root, path: path)
    return try loader.load()
  }
}
