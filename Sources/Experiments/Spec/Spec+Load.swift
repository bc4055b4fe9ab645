internal import JSONTrees
internal import Storage

extension Spec {
  /// Reads and checks a spec file.
  ///
  /// - Throws: `FileError` where it cannot be read, ``SpecError`` with all that is wrong with it.
  public static func load(_ path: String) throws -> Spec {
    try parse(try Files.read(path, limit: 64 << 20), path: path)
  }

  /// Checks a spec's text; paths in it are relative to the folder of `path`.
  public static func parse(_ text: [UInt8], path: String) throws(SpecError) -> Spec {
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode.parse(text)
    } catch {
      throw SpecError(path: path, faults: [SpecFault(at: error.position, "", error.message)])
    }
    var loader = SpecLoader(root: root, path: path)
    return try loader.load()
  }
}
