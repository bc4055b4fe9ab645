internal import JSONTrees
public import Storage

/// The records below one report's folder: runs named by their content, and the study that they make.
///
/// A run's file is written once and never changed; its first line is the digest of the rest, so that
/// a half-written or altered file is recognised and trained anew.
public struct RecordStore: Sendable {
  public let directory: String

  /// The store in a report's folder.
  public init(reportDirectory: String) {
    directory = reportDirectory + "/records"
  }

  private func path(_ key: String) -> String { "\(directory)/\(key).json" }
  private var manifestPath: String { directory + "/study.json" }

  /// Makes the store's folder; returns the folders that were not there before, outermost first.
  public func prepare() throws(FileError) -> [String] {
    try Files.makeDirectory(directory)
  }

  /// Removes folders that ``prepare()`` made, as far as nothing has been stored in them.
  public func removeIfEmpty(_ made: [String]) {
    Files.removeEmptyDirectories(made)
  }

  /// The run stored under a key; nil where there is none or it is damaged.
  public func run(_ key: String) -> RunRecord? {
    try? readRun(key)
  }

  private func readRun(_ key: String) throws(RecordError) -> RunRecord {
    try RunRecord(json: try read(path(key)))
  }

  /// Stores a run under its key.
  public func store(_ run: RunRecord, key: String) throws(FileError) {
    // Not flushed to disk one by one: a file that a crash cuts short fails its digest.
    try Files.write(Self.sealed(run.json), to: path(key), durably: false)
  }

  /// Stores the study that names its runs.
  public func store(_ study: StudyRecord, runKeys: [[String]]) throws(FileError) {
    try Files.write(Self.sealed(study.manifest(runKeys: runKeys)), to: manifestPath, durably: false)
  }

  /// The study that was stored last, with all of its runs.
  public func study() throws(RecordError) -> StudyRecord {
    let manifest = try read(manifestPath)
    return try StudyRecord(manifest: manifest) { key throws(RecordError) in
      do throws(RecordError) {
        return try readRun(key)
      } catch {
        throw RecordError("\(path(key)): \(error.reason)")
      }
    }
  }

  private static func sealed(_ json: JSON) -> [UInt8] {
    let body = json.utf8()
    return Array(Digest.sha256(body).utf8) + [0x0a] + body
  }

  private func read(_ path: String) throws(RecordError) -> JSON {
    do {
      let bytes = try Files.read(path, limit: 1 << 31)
      guard bytes.count > 65, bytes[64] == 0x0a else { throw RecordError("not a stored record") }
      let body = Array(bytes[65...])
      guard Array(Digest.sha256(body).utf8) == Array(bytes[..<64]) else {
        throw RecordError("its digest does not match: it was cut short or changed")
      }
      return try JSON.parse(body)
    } catch let error as RecordError {
      throw error
    } catch let error as FileError {
      throw RecordError(error.description)
    } catch {
      throw RecordError("not JSON")
    }
  }
}
